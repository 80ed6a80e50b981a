using System.IO.Compression;
using Suffice.Codecs.Deflate.Kernels;

namespace Suffice.Codecs.Streams;

/// <summary>zlib streams at a level of zlib, 0-9.</summary>
internal sealed class ZlibStreams(int level) : StreamCodec
{
    private readonly ZLibCompressionOptions _options = ZLibSpans.Options(level);

    public override int MaxEncodedLength(int length) => ZLibSpans.MaxEncodedLength(length);

    public override int Encode(ReadOnlySpan<byte> source, Span<byte> target) => ZLibSpans.Deflate(source, target, _options);

    public override bool Decode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        try
        {
            return ZLibSpans.Inflate(source, target) == target.Length;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
