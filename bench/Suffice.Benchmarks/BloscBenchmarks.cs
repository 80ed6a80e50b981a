using BenchmarkDotNet.Attributes;
using Suffice.Codecs;
using Suffice.Codecs.Blosc;

namespace Suffice.Benchmarks;

/// <summary>Blosc with the byte shuffle, at level 5.</summary>
public class BloscBenchmarks : FilterBenchmarks
{
    [Params(BloscCodec.BloscLz, BloscCodec.Lz4, BloscCodec.Lz4Hc, BloscCodec.Zlib, BloscCodec.Zstd)]
    public BloscCodec Codec { get; set; }

    private protected override FilterSpec Filter => BloscFilter.Spec(Chunk, Codec, 5, BloscShuffle.Byte);
}
