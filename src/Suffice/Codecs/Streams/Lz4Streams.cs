using Suffice.Codecs.Lz4.Kernels;

namespace Suffice.Codecs.Streams;

/// <summary>LZ4 in its fast mode.</summary>
internal sealed class Lz4Streams(int acceleration) : StreamCodec
{
    private Lz4FastEncoder? _encoder;

    public override int MaxEncodedLength(int length) => checked(length + length / 255 + 16);

    public override int Encode(ReadOnlySpan<byte> source, Span<byte> target) =>
        (_encoder ??= new Lz4FastEncoder()).Encode(source, target, acceleration);

    public override bool Decode(ReadOnlySpan<byte> source, Span<byte> target) => Lz4BlockDecoder.Decode(source, target);
}
