using Suffice.Codecs;

namespace Suffice.Tests.Fuzz;

/// <summary>Decoding by one filter.</summary>
internal class FilterTarget(string name, int weight, params FilterVariant[] variants) : FuzzTarget
{
    // A filter's tables may have megabytes: kept for every case of every target, they would fill the memory.
    private const int MostFilters = 16;

    private readonly Queue<FilterCase> _haveFilters = [];
    private readonly FilterCase?[] _cases = new FilterCase?[variants.Length * FilterCase.PerVariant];

    public override string Name => name;

    public override int Weight => weight;

    public override int Cases => _cases.Length;

    public override bool MayChangeNumberOfParameters => true;

    public FilterVariant Variant(int index) => variants[index / FilterCase.PerVariant];

    public FilterCase Case(int index) => _cases[index] ??= FilterCase.Make(variants, index);

    public override int Choose(Random random)
    {
        while (true)
        {
            int index = FilterCase.Choose(random, Cases);
            if (Case(index).Encoded.Length > 0) return index;
        }
    }

    public override FuzzInput Valid(int index) => new(Case(index).Spec.Parameters, 0, Case(index).Chunk.Bytes, Case(index).Encoded);

    public override int Run(int index, FuzzInput input, ReadOnlySpan<byte> payload, Span<byte> output)
    {
        FilterCase one = Case(index);
        bool isUsual = input.Parameters.AsSpan().SequenceEqual(one.Spec.Parameters.AsSpan());
        IChunkFilter filter = isUsual ? FilterOf(one) : Variant(index).Create(new FilterSpec(one.Spec.Id, input.Parameters), one.Chunk);
        try
        {
            return filter.Decode(payload, output);
        }
        finally
        {
            if (!isUsual) (filter as IDisposable)?.Dispose();
        }
    }

    private IChunkFilter FilterOf(FilterCase one)
    {
        if (!one.HasFilter)
        {
            if (_haveFilters.Count == MostFilters) _haveFilters.Dequeue().Release();
            _haveFilters.Enqueue(one);
        }
        return one.Filter;
    }

    public override bool IsRefusal(Exception exception) => exception is InvalidDataException;

    public override void Check(int index, ReadOnlySpan<byte> output)
    {
        if (!output.SequenceEqual(Case(index).Samples)) throw new InvalidOperationException("the samples are not those that were encoded");
    }
}
