using Suffice.Codecs.Bitshuffle.Kernels;
using Suffice.Codecs.Filters.Kernels;

namespace Suffice.Codecs.Bitshuffle;

/// <summary>
/// The bit transpose of n elements, n a multiple of 8: bit b of every element goes to plane b, eight elements to a byte,
/// the first element in the lowest bit (Masui et al. 2015, "A compression scheme for radio data in high performance
/// computing"). It is done as a byte shuffle and then bit planes of each byte plane.
/// </summary>
internal static class BitTransposition
{
    // A piece of a byte plane and its eight bit planes stay in the first-level cache.
    private const int PieceBytes = 4096;

    /// <summary>Elements to planes. <paramref name="scratch"/> has the length of <paramref name="source"/>.</summary>
    public static void Encode(int elementBytes, ReadOnlySpan<byte> source, Span<byte> target, Span<byte> scratch)
    {
        int elements = source.Length / elementBytes;
        ReadOnlySpan<byte> bytes = source;
        if (elementBytes > 1)
        {
            ShuffleKernels.Fastest.Shuffle(source, scratch, elementBytes);
            bytes = scratch;
        }
        for (int plane = 0; plane < elementBytes; plane++)
        {
            for (int at = 0; at < elements; at += PieceBytes)
            {
                int length = Math.Min(PieceBytes, elements - at);
                BitPlanes.Fastest.Split(bytes.Slice(plane * elements + at, length), target[(plane * elements + at / 8)..], elements / 8);
            }
        }
    }

    /// <summary>Planes to elements. <paramref name="scratch"/> has the length of <paramref name="source"/>.</summary>
    public static void Decode(int elementBytes, ReadOnlySpan<byte> source, Span<byte> target, Span<byte> scratch)
    {
        int elements = source.Length / elementBytes;
        Span<byte> bytes = elementBytes > 1 ? scratch : target;
        for (int plane = 0; plane < elementBytes; plane++)
        {
            for (int at = 0; at < elements; at += PieceBytes)
            {
                int length = Math.Min(PieceBytes, elements - at);
                BitPlanes.Fastest.Join(source[(plane * elements + at / 8)..], bytes.Slice(plane * elements + at, length), elements / 8);
            }
        }
        if (elementBytes > 1) ShuffleKernels.Fastest.Unshuffle(scratch[..source.Length], target, elementBytes);
    }
}
