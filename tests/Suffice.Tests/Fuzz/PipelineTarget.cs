using System.Buffers.Binary;
using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Filters;

namespace Suffice.Tests.Fuzz;

/// <summary>Decoding by several filters, with any of them left out.</summary>
internal sealed class PipelineTarget(string name, params Func<ChunkSpec, ImmutableArray<FilterSpec>>[] chains) : FuzzTarget
{
    private const int Fletcher32 = 3;

    private readonly Case?[] _cases = new Case?[chains.Length * FilterCase.PerVariant];

    public override string Name => name;

    public override int Weight => 8;

    public override int Cases => _cases.Length;

    public override int Choose(Random random) => FilterCase.Choose(random, Cases);

    public override FuzzInput Valid(int index)
    {
        Case one = At(index);
        return new([.. one.Specs.SelectMany(spec => spec.Parameters)], one.Mask, one.Chunk.Bytes, one.Encoded);
    }

    public override int Run(int index, FuzzInput input, ReadOnlySpan<byte> payload, Span<byte> output)
    {
        Case one = At(index);
        // The length of a chunk is the caller's affair.
        if (output.Length < one.Chunk.Bytes) return 0;
        ImmutableArray<uint> usual = [.. one.Specs.SelectMany(spec => spec.Parameters)];
        FilterPipeline pipeline = one.Pipeline;
        if (!usual.AsSpan().SequenceEqual(input.Parameters.AsSpan()))
            pipeline = new FilterPipeline(Specs(one, input.Parameters), one.Chunk);
        pipeline.Decode(payload, input.FilterMask, output[..one.Chunk.Bytes]);
        return one.Chunk.Bytes;
    }

    public override bool Repair(int index, byte[] payload)
    {
        const int checksumBytes = 4;
        if (At(index).Specs[^1].Id != Fletcher32 || payload.Length < checksumBytes) return false;
        uint checksum = Fletcher32Filter.Checksum(payload.AsSpan(..^checksumBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(^checksumBytes..), checksum);
        return true;
    }

    public override bool IsRefusal(Exception exception) => exception is InvalidDataException;

    public override void Check(int index, ReadOnlySpan<byte> output)
    {
        if (!output.SequenceEqual(At(index).Samples)) throw new InvalidOperationException("the samples are not those that were encoded");
    }

    private static ImmutableArray<FilterSpec> Specs(Case one, ImmutableArray<uint> parameters)
    {
        ImmutableArray<FilterSpec>.Builder specs = ImmutableArray.CreateBuilder<FilterSpec>();
        int used = 0;
        foreach (FilterSpec spec in one.Specs)
        {
            int from = Math.Min(used, parameters.Length), to = Math.Min(used + spec.Parameters.Length, parameters.Length);
            specs.Add(new FilterSpec(spec.Id, parameters[from..to]));
            used = to;
        }
        return specs.ToImmutable();
    }

    private Case At(int index) => _cases[index] ??= new Case(chains[index / FilterCase.PerVariant], index % FilterCase.PerVariant);

    private sealed class Case
    {
        public Case(Func<ChunkSpec, ImmutableArray<FilterSpec>> chain, int index)
        {
            (Chunk, Samples) = FilterCase.MakeChunk(index);
            Specs = chain(Chunk);
            FilterPipeline encoder = new(Specs, Chunk);
            byte[] encoded = new byte[encoder.MaxEncodedLength];
            Encoded = encoded[..encoder.Encode(Samples, encoded, out uint mask)];
            Mask = mask;
            Pipeline = new FilterPipeline(Specs, Chunk);
        }

        public ChunkSpec Chunk { get; }

        public ImmutableArray<FilterSpec> Specs { get; }

        public FilterPipeline Pipeline { get; }

        public byte[] Samples { get; }

        public byte[] Encoded { get; }

        public uint Mask { get; }
    }
}
