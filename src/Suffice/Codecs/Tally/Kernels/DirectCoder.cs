using System.Numerics;
using System.Runtime.CompilerServices;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>Counts of the pixels of one class: put on 32 rANS states one by one, or scattered once their symbols are decoded.</summary>
internal static unsafe class DirectCoder
{
    /// <summary>Puts the counts of one pattern, the last pixel first.</summary>
    /// <param name="end">Number, within the run, of the symbol after this pattern's last one.</param>
    /// <param name="at">Index of the last word written; words go downwards.</param>
    public static int Put<T>(
        ReadOnlySpan<T> pattern, ReadOnlySpan<int> pixels, int escape, ReadOnlySpan<RansSymbol> symbols, Span<uint> states, int end,
        Span<ushort> words, int at)
        where T : unmanaged, IBinaryInteger<T>
    {
        fixed (T* from = pattern)
        fixed (int* pixel = pixels)
        fixed (RansSymbol* symbol = symbols)
        fixed (uint* state = states)
        fixed (ushort* first = words)
        {
            ushort* next = first + at;
            for (int k = pixels.Length - 1; k >= 0; k--)
            {
                uint value = Math.Min(uint.CreateTruncating(from[pixel[k]]), (uint)escape);
                Rans.Put(ref state[--end & (RunDecoders.Lanes - 1)], ref next, symbol + value);
            }
            return (int)(next - first);
        }
    }

    /// <summary>Puts distances from the pixels' means, without their lowest bits.</summary>
    public static int PutResiduals<T>(
        ReadOnlySpan<T> pattern, ReadOnlySpan<int> pixels, ReadOnlySpan<uint> means, int shift, ReadOnlySpan<RansSymbol> symbols,
        Span<uint> states, int end, Span<ushort> words, int at)
        where T : unmanaged, IBinaryInteger<T>
    {
        fixed (RansSymbol* symbol = symbols)
        fixed (ushort* first = words)
        {
            ushort* next = first + at;
            for (int k = pixels.Length - 1; k >= 0; k--)
            {
                uint folded = Residual.Fold(uint.CreateTruncating(pattern[pixels[k]]), means[pixels[k]]);
                Rans.Put(ref states[--end & (RunDecoders.Lanes - 1)], ref next, symbol + Math.Min(folded >> shift, Residual.Escape));
            }
            return (int)(next - first);
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
