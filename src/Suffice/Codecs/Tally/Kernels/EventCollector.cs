using System.Numerics;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>Finds the counts above zero of a pattern: those of gap classes become events, those of direct ones go to histograms.</summary>
internal static unsafe class EventCollector
{
    public const int HistogramBins = 256;

    /// <param name="positions">For each gap class the position of its first pixel of this pattern.</param>
    /// <param name="cursors">For each gap class where in <paramref name="events"/> its next event goes.</param>
    /// <param name="events">Position in the low half, count in the high half.</param>
    /// <param name="histograms">256 bins for each class.</param>
    public static void Collect<T>(
        ReadOnlySpan<T> pattern, TileMap map, ReadOnlySpan<uint> positions, Span<int> cursors, Span<ulong> events, Span<uint> histograms)
        where T : unmanaged, IBinaryInteger<T>
    {
        fixed (T* from = pattern)
        fixed (byte* classes = map.Classes)
        fixed (int* ranks = map.Ranks)
        fixed (uint* position = positions)
        fixed (int* cursor = cursors)
        fixed (ulong* to = events)
        fixed (uint* bins = histograms)
        {
            int width = Vector256<T>.Count, i = 0, n = pattern.Length;
            for (; i + 2 * width <= n; i += 2 * width)
            {
                Vector256<T> a = Vector256.Load(from + i), b = Vector256.Load(from + i + width);
                if ((a | b) == Vector256<T>.Zero) continue;
                ulong some = (ulong)Vector256.Equals(a, Vector256<T>.Zero).ExtractMostSignificantBits()
                    | (ulong)Vector256.Equals(b, Vector256<T>.Zero).ExtractMostSignificantBits() << width;
                some = ~some & (ulong.MaxValue >> (64 - 2 * width));
                for (; some != 0; some &= some - 1)
                    One(i + BitOperations.TrailingZeroCount(some), from, classes, ranks, position, cursor, to, bins);
            }
            for (; i < n; i++) if (from[i] != T.Zero) One(i, from, classes, ranks, position, cursor, to, bins);
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    private static void One<T>(int i, T* from, byte* classes, int* ranks, uint* position, int* cursor, ulong* to, uint* bins)
        where T : unmanaged, IBinaryInteger<T>
    {
        int c = classes[i];
        uint value = uint.CreateTruncating(from[i]);
        if (c < RateClasses.FirstDirect) to[cursor[c]++] = position[c] + (uint)ranks[i] | (ulong)value << 32;
        else if (c < RateClasses.FirstResidual) bins[c * HistogramBins + (int)Math.Min(value, (uint)RateClasses.Escape(c))]++;
    }
}
