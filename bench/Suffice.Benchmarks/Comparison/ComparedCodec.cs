using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Bitshuffle;
using Suffice.Codecs.Blosc;
using Suffice.Codecs.Tally;

namespace Suffice.Benchmarks.Comparison;

/// <summary>Encodes a whole chunk; gives the bytes written.</summary>
internal delegate int CodecRoutine(ReadOnlySpan<byte> source, Span<byte> target);

/// <summary>A codec for one kind of chunk, ours or a stock library's.</summary>
internal sealed record ComparedCodec(string Name, CodecRoutine Encode, CodecRoutine Decode)
{
    private const int ZstdLevel = 3;
    private const int ZstdFilterId = 32015;

    /// <summary>What every other codec's times are told against.</summary>
    public const string Reference = "libblosc zstd";

    /// <summary>Compressors that know nothing of counts, which Tally is held against.</summary>
    public static readonly (string Name, Func<ChunkSpec, ComparedCodec> Make)[] General =
    [
        (Reference, chunk => StockLibraries.Blosc(Reference, chunk, ZstdLevel)),
        ("blosc_zstd", chunk => Ours("blosc_zstd", chunk, BloscFilter.Spec(chunk, BloscCodec.Zstd, ZstdLevel, BloscShuffle.Byte))),
        ("bitshuffle_zstd", chunk => Ours("bitshuffle_zstd", chunk, BitshuffleFilter.Spec(chunk, BitshuffleCodec.Zstd))),
        ("zstd", chunk => Ours("zstd", chunk, new FilterSpec(ZstdFilterId, ZstdLevel))),
        ("libbz2 9", chunk => StockLibraries.Bzip2("libbz2 9")),
    ];

    /// <summary>Our own codec at each effort.</summary>
    public static readonly (string Name, Func<ChunkSpec, ComparedCodec> Make)[] Own =
    [
        ("tally-fast", chunk => Ours("tally-fast", chunk, TallyFilter.Spec(chunk, TallyEffort.Fast))),
        ("tally", chunk => Ours("tally", chunk, TallyFilter.Spec(chunk, TallyEffort.Balanced))),
        ("tally-archive", chunk => Ours("tally-archive", chunk, TallyFilter.Spec(chunk, TallyEffort.Archive))),
    ];

    /// <summary>Every codec, by name.</summary>
    public static readonly (string Name, Func<ChunkSpec, ComparedCodec> Make)[] All = [.. General, .. Own];

    private static ComparedCodec Ours(string name, ChunkSpec chunk, FilterSpec spec)
    {
        IChunkFilter filter = FilterTable.Find(spec.Id)!.Create(spec, chunk);
        return new(name, filter.Encode, filter.Decode);
    }
}
