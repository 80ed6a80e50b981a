using Suffice.Codecs.Zstd;

namespace Suffice.Codecs.Streams;

/// <summary>Zstandard frames at a level of that library, 1-22.</summary>
internal sealed class ZstdStreams(int level) : StreamCodec
{
    private readonly ZstdFrames _frames = new(level);

    public override int MaxEncodedLength(int length) => ZstdFrames.MaxEncodedLength(length);

    public override int Encode(ReadOnlySpan<byte> source, Span<byte> target) => _frames.Encode(source, target);

    public override bool Decode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        try
        {
            return _frames.Decode(source, target) == target.Length;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
