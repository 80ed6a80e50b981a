using ZstdSharp;

namespace Suffice.Codecs.Zstd;

/// <summary>Zstandard frames (RFC 8878) with their content size. An instance serves one thread and keeps its contexts.</summary>
/// <param name="level">-131072 (fastest) to 22 (smallest); the library clamps what lies outside.</param>
internal sealed class ZstdFrames(int level)
{
    /// <summary>Level 3, the library's own default.</summary>
    public const int DefaultLevel = 3;

    private Compressor? _compressor;
    private Decompressor? _decompressor;

    public static int MaxLevel => Compressor.MaxCompressionLevel;

    // ZSTD_COMPRESSBOUND, a little rounded up; the library's own wraps around near 2 GiB.
    public static int MaxEncodedLength(int length) => checked(length + length / 256 + 64);

    /// <summary>Bytes written; 0 when the frame does not fit into <paramref name="encoded"/>.</summary>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded)
    {
        _compressor ??= new Compressor(level);
        return _compressor.TryWrap(source, encoded, out int written) ? written : 0;
    }

    /// <summary>Bytes decoded.</summary>
    /// <exception cref="InvalidDataException">The frame is damaged, or holds more than <paramref name="decoded"/>.</exception>
    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        _decompressor ??= new Decompressor();
        try
        {
            return _decompressor.Unwrap(encoded, decoded);
        }
        catch (ZstdException e)
        {
            throw new InvalidDataException($"zstd: {e.Message}", e);
        }
    }
}
