using System.Numerics;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>Counts of the pixels of one class: gathered as symbols, and scattered once these are decoded.</summary>
internal static unsafe class DirectCoder
{
    /// <summary>The symbols of the counts of one pattern.</summary>
    public static void Gather<T>(ReadOnlySpan<T> pattern, ReadOnlySpan<int> pixels, int escape, Span<byte> symbols)
        where T : unmanaged, IBinaryInteger<T>
    {
        fixed (T* from = pattern)
        fixed (int* pixel = pixels)
        fixed (byte* to = symbols)
            for (int k = 0; k < pixels.Length; k++) to[k] = (byte)Math.Min(uint.CreateTruncating(from[pixel[k]]), (uint)escape);
    }

    /// <summary>The symbols of distances from the pixels' means: without their lowest bits.</summary>
    public static void GatherResiduals<T>(ReadOnlySpan<T> pattern, ReadOnlySpan<int> pixels, ReadOnlySpan<uint> means, int shift, Span<byte> symbols)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (int k = 0; k < pixels.Length; k++)
        {
            int pixel = pixels[k];
            symbols[k] = (byte)Math.Min(Residual.Fold(uint.CreateTruncating(pattern[pixel]), means[pixel]) >> shift, Residual.Escape);
        }
    }

    /// <summary>Writes decoded symbols, none of which is an escape, to their pixels.</summary>
    public static void Scatter<T>(ReadOnlySpan<byte> symbols, ReadOnlySpan<int> pixels, Span<T> pattern)
        where T : unmanaged, IBinaryInteger<T>
    {
        fixed (byte* symbol = symbols)
        fixed (int* pixel = pixels)
        fixed (T* to = pattern)
            for (int k = 0; k < pixels.Length; k++) to[pixel[k]] = T.CreateTruncating(symbol[k]);
    }

    /// <summary>Appends the decoded symbols above zero, none of which is an escape, and gives their number.</summary>
    /// <param name="counts">Has room for all symbols.</param>
    public static int Collect(ReadOnlySpan<byte> symbols, ReadOnlySpan<int> pixels, Span<PixelCount> counts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(counts.Length, pixels.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols.Length, pixels.Length);
        int n = 0;
        fixed (byte* symbol = symbols)
        fixed (int* pixel = pixels)
        fixed (PixelCount* to = counts)
            for (int k = 0; k < pixels.Length; k++)
            {
                to[n] = new PixelCount(pixel[k], symbol[k]);
                n += symbol[k] != 0 ? 1 : 0;
            }
        return n;
    }
}
