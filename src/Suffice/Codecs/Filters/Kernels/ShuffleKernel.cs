namespace Suffice.Codecs.Filters.Kernels;

/// <summary>Moves bytes between samples (all bytes of a sample together) and planes (all first bytes, then all second bytes, ...).</summary>
/// <remarks>Both spans have the same length, a whole number of elements.</remarks>
internal delegate void ByteTransposition(ReadOnlySpan<byte> source, Span<byte> target, int elementBytes);

/// <summary>One way to compute the byte shuffle.</summary>
internal sealed record ShuffleKernel(string Name, bool IsSupported, ByteTransposition Shuffle, ByteTransposition Unshuffle)
{
    /// <summary>Samples to planes; bytes that fill no element stay at the end.</summary>
    public void Encode(ReadOnlySpan<byte> source, Span<byte> target, int elementBytes) => Move(Shuffle, source, target, elementBytes);

    /// <summary>Planes to samples; bytes that fill no element stay at the end.</summary>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> target, int elementBytes) => Move(Unshuffle, source, target, elementBytes);

    private static void Move(ByteTransposition transposition, ReadOnlySpan<byte> source, Span<byte> target, int elementBytes)
    {
        int whole = elementBytes == 1 ? 0 : source.Length - source.Length % elementBytes;
        if (whole > 0) transposition(source[..whole], target[..whole], elementBytes);
        source[whole..].CopyTo(target[whole..]);
    }
}
