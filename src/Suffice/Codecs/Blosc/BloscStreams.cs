using Suffice.Codecs.Streams;
using Suffice.Codecs.Zstd;

namespace Suffice.Codecs.Blosc;

/// <summary>Blosc's codecs, with what c-blosc makes of its level 1-9 for each of them.</summary>
internal static class BloscStreams
{
    /// <summary>The compressor for frames that are to be written.</summary>
    /// <exception cref="InvalidDataException">The codec is unknown or not built.</exception>
    public static StreamCodec ForEncoding(BloscCodec codec, int level, BloscShuffle shuffle) => codec switch
    {
        BloscCodec.BloscLz => new BloscLzStreams(level, givesUp: level < 9 && shuffle != BloscShuffle.Bit),
        BloscCodec.Lz4 => new Lz4Streams(acceleration: 10 - level),
        BloscCodec.Lz4Hc => new Lz4HcStreams(level),
        BloscCodec.Zlib => new ZlibStreams(level),
        BloscCodec.Zstd => new ZstdStreams(level < 9 ? 2 * level - 1 : ZstdFrames.MaxLevel),
        BloscCodec.Snappy => throw new InvalidDataException("Blosc with Snappy is not supported; take LZ4 instead."),
        _ => throw new InvalidDataException($"Blosc has no codec {(int)codec}."),
    };

    /// <summary>The decompressor for a frame's codec number, see <see cref="BloscHeader.Format"/>.</summary>
    /// <exception cref="InvalidDataException">The codec is unknown or not built.</exception>
    public static StreamCodec ForDecoding(int format) => format switch
    {
        0 => new BloscLzStreams(level: 5, givesUp: false),
        1 => new Lz4Streams(acceleration: 1),
        2 => throw new InvalidDataException("Blosc frame is compressed with Snappy, which is not supported."),
        3 => new ZlibStreams(level: 5),
        4 => new ZstdStreams(level: 3),
        _ => throw new InvalidDataException($"Blosc frame has the unknown codec {format}."),
    };
}
