using Suffice.Codecs;

namespace Suffice.Tests.Fuzz;

/// <summary>Encoding by one filter into any room, with any parameters; what comes out must decode to the same bytes.</summary>
internal sealed class EncoderTarget(FilterTarget decoder, bool needsWholeChunks = false) : FuzzTarget
{
    public override string Name => decoder.Name + "-encoder";

    public override int Weight => 1;

    public override int Cases => decoder.Cases;

    public override bool MayChangeNumberOfParameters => true;

    public override int Choose(Random random) => FilterCase.Choose(random, Cases);

    public override FuzzInput Valid(int index)
    {
        FilterCase one = decoder.Case(index);
        return new(one.Spec.Parameters, 0, one.Filter.MaxEncodedLength(one.Samples.Length), one.Samples);
    }

    public override int Run(int index, FuzzInput input, ReadOnlySpan<byte> payload, Span<byte> output)
    {
        FilterCase one = decoder.Case(index);
        if (needsWholeChunks && payload.Length != one.Chunk.Bytes) return 0;
        IChunkFilter filter = decoder.Variant(index).Create(new FilterSpec(one.Spec.Id, input.Parameters), one.Chunk);
        using IDisposable? disposable = filter as IDisposable;
        int most = filter.MaxEncodedLength(payload.Length), length = filter.Encode(payload, output);
        if (length > most) throw new InvalidOperationException($"{length} bytes where {most} are the most");
        if (length > 0) CheckDecoded(filter, output[..length], payload);
        return length;
    }

    public override bool IsRefusal(Exception exception) => exception is InvalidDataException;

    private static void CheckDecoded(IChunkFilter filter, ReadOnlySpan<byte> encoded, ReadOnlySpan<byte> expected)
    {
        byte[] decoded = new byte[expected.Length];
        try
        {
            if (filter.Decode(encoded, decoded) == expected.Length && expected.SequenceEqual(decoded)) return;
        }
        catch (InvalidDataException e)
        {
            throw new InvalidOperationException("what was encoded is refused", e);
        }
        throw new InvalidOperationException("what was encoded decodes to something else");
    }
}
