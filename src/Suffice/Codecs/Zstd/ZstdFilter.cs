namespace Suffice.Codecs.Zstd;

/// <summary>Zstandard, filter 32015: one frame (RFC 8878) with its content size. Parameter 0 is the level, 3 where it is absent.</summary>
public sealed class ZstdFilter : IChunkFilter
{
    /// <summary>Level 3, the library's own default.</summary>
    public const int DefaultLevel = ZstdFrames.DefaultLevel;

    private readonly ZstdFrames _frames;

    /// <param name="level">-131072 (fastest) to 22 (smallest); the library clamps what lies outside.</param>
    public ZstdFilter(int level = DefaultLevel)
    {
        _frames = new ZstdFrames(level);
    }

    internal static ZstdFilter Create(FilterSpec spec) => new(unchecked((int)spec.Parameter(0, DefaultLevel)));

    public int MaxEncodedLength(int length) => ZstdFrames.MaxEncodedLength(length);

    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded) => _frames.Encode(source, encoded);

    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded) => _frames.Decode(encoded, decoded);
}
