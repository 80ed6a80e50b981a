using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Suffice.Cubes;
using Suffice.Views.Kernels;

namespace Suffice.Views.Interactive.Kernels;

/// <summary>Loops over the events of patterns. An event is <c>pixel &lt;&lt; countBits | count</c>; several of one pixel follow one another.</summary>
internal static class EventKernels
{
    /// <summary>The events of a pattern; a count that does not fit into its bits takes several.</summary>
    /// <returns>How many there are, or -1 where <paramref name="events"/> is too short for them or a sample is negative.</returns>
    public static int Extract<T>(ReadOnlySpan<T> pattern, int countBits, Span<uint> events) where T : unmanaged
    {
        int found = 0, i = 0, width = Vector256<ushort>.Count;
        if (typeof(T) == typeof(ushort))
        {
            // Most samples of most scans are zero: 16 at a time.
            ReadOnlySpan<ushort> samples = MemoryMarshal.Cast<T, ushort>(pattern);
            for (; i + width <= samples.Length; i += width)
            {
                uint filled = ~Vector256.Equals(Vector256.Create(samples.Slice(i, width)), Vector256<ushort>.Zero).ExtractMostSignificantBits() & 0xFFFF;
                for (; filled != 0; filled &= filled - 1)
                {
                    int at = i + BitOperations.TrailingZeroCount(filled);
                    if (!Put(at, samples[at], countBits, events, ref found)) return -1;
                }
            }
        }
        for (; i < pattern.Length; i++)
        {
            double value = RunSums.Value(pattern[i]);
            if (value == 0) continue;
            if (value < 0 || !Put(i, (ulong)value, countBits, events, ref found)) return -1;
        }
        return found;
    }

    /// <inheritdoc cref="Extract{T}"/>
    public static int Extract(ReadOnlySpan<PixelCount> counts, int countBits, Span<uint> events)
    {
        int found = 0;
        foreach (PixelCount count in counts)
            if (!Put(count.Pixel, count.Count, countBits, events, ref found)) return -1;
        return found;
    }

    /// <summary>The sum of the counts under a mask.</summary>
    /// <param name="mask">-1 for each pixel that counts, else 0.</param>
    public static ulong Sum(ReadOnlySpan<uint> events, ReadOnlySpan<sbyte> mask, int countBits)
    {
        ulong sum = 0;
        uint countMask = (1u << countBits) - 1;
        foreach (uint e in events) sum += e & countMask & (uint)mask[(int)(e >> countBits)];
        return sum;
    }

    /// <summary>The sums of count, row times count and column times count under a mask.</summary>
    public static (ulong Sum, ulong Rows, ulong Columns) Moments(ReadOnlySpan<uint> events, ReadOnlySpan<sbyte> mask, int countBits, int columns)
    {
        ulong sum = 0, rows = 0, places = 0;
        uint countMask = (1u << countBits) - 1;
        foreach (uint e in events)
        {
            uint pixel = e >> countBits, count = e & countMask & (uint)mask[(int)pixel];
            sum += count;
            rows += (ulong)(pixel / (uint)columns) * count;
            places += (ulong)pixel * count;
        }
        return (sum, rows, places - rows * (ulong)columns);
    }

    /// <summary>The largest sample under a mask, given whether it covers any pixel without an event.</summary>
    public static ulong Maximum(ReadOnlySpan<uint> events, ReadOnlySpan<sbyte> mask, int countBits)
    {
        ulong maximum = 0, sample = 0;
        uint countMask = (1u << countBits) - 1, last = uint.MaxValue;
        foreach (uint e in events)
        {
            uint pixel = e >> countBits;
            sample = (e & countMask & (uint)mask[(int)pixel]) + (pixel == last ? sample : 0);
            last = pixel;
            maximum = Math.Max(maximum, sample);
        }
        return maximum;
    }

    /// <summary>Adds the counts to their pixels.</summary>
    public static void Scatter(ReadOnlySpan<uint> events, int countBits, Span<double> pattern)
    {
        uint countMask = (1u << countBits) - 1;
        foreach (uint e in events) pattern[(int)(e >> countBits)] += e & countMask;
    }

    private static bool Put(int pixel, ulong count, int countBits, Span<uint> events, ref int found)
    {
        for (ulong most = (1ul << countBits) - 1; count > 0;)
        {
            if (found == events.Length) return false;
            ulong part = Math.Min(most, count);
            events[found++] = (uint)pixel << countBits | (uint)part;
            count -= part;
        }
        return true;
    }
}
