using Suffice.Codecs.Blosc.Kernels;
using Suffice.Codecs.Streams;

namespace Suffice.Codecs.Blosc;

/// <summary>BloscLZ. The level only says how fast the encoder skips what does not compress.</summary>
internal sealed class BloscLzStreams(int level, bool givesUp) : StreamCodec
{
    private BloscLzEncoder? _encoder;

    public override int MaxEncodedLength(int length) => checked(length + length / 32 + 16);

    public override int Encode(ReadOnlySpan<byte> source, Span<byte> target) =>
        (_encoder ??= new BloscLzEncoder()).Encode(source, target, acceleration: Math.Max(1, 6 - level), givesUp);

    public override bool Decode(ReadOnlySpan<byte> source, Span<byte> target) => BloscLzDecoder.Decode(source, target);
}
