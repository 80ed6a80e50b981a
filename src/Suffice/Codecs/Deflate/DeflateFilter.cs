using System.IO.Compression;
using Suffice.Codecs.Deflate.Kernels;

namespace Suffice.Codecs.Deflate;

/// <summary>HDF5's gzip, filter 1: one zlib stream (RFC 1950). Parameter 0 is the level, 0 to 9.</summary>
public sealed class DeflateFilter : IChunkFilter
{
    /// <summary>The id in HDF5 files.</summary>
    public const int Id = 1;

    private readonly ZLibCompressionOptions _options;

    /// <param name="level">0 (stored) to 9 (smallest), in the scale of zlib.</param>
    public DeflateFilter(int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 9);
        _options = ZLibSpans.Options(level);
    }

    internal static DeflateFilter Create(FilterSpec spec)
    {
        uint level = spec.Parameter(0, 6);
        return level <= 9 ? new DeflateFilter((int)level) : throw new InvalidDataException($"gzip: level {level} is not in 0 to 9");
    }

    public int MaxEncodedLength(int length) => ZLibSpans.MaxEncodedLength(length);

    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded) => ZLibSpans.Deflate(source, encoded, _options);

    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded) => ZLibSpans.Inflate(encoded, decoded);
}
