using Suffice.Cubes;

namespace Suffice.Views.Kernels;

/// <summary>Sums over the counts of patterns.</summary>
internal static class SparseSums
{
    /// <summary>The sum of the counts under a mask.</summary>
    /// <param name="mask">-1 for each pixel that counts, else 0.</param>
    public static ulong Sum(ReadOnlySpan<PixelCount> counts, ReadOnlySpan<sbyte> mask)
    {
        ulong sum = 0;
        foreach (PixelCount count in counts) sum += count.Count & (uint)mask[count.Pixel];
        return sum;
    }

    /// <summary>The largest count under a mask, 0 where there is none.</summary>
    public static uint Maximum(ReadOnlySpan<PixelCount> counts, ReadOnlySpan<sbyte> mask)
    {
        uint maximum = 0;
        foreach (PixelCount count in counts) maximum = Math.Max(maximum, count.Count & (uint)mask[count.Pixel]);
        return maximum;
    }

    /// <summary>The sums of count, row times count and column times count under a mask.</summary>
    public static (ulong Sum, ulong Rows, ulong Columns) Moments(ReadOnlySpan<PixelCount> counts, ReadOnlySpan<sbyte> mask, int columns)
    {
        ulong sum = 0, rows = 0, places = 0;
        foreach (PixelCount count in counts)
        {
            uint value = count.Count & (uint)mask[count.Pixel];
            sum += value;
            rows += (ulong)((uint)count.Pixel / (uint)columns) * value;
            places += (ulong)count.Pixel * value;
        }
        return (sum, rows, places - rows * (ulong)columns);
    }

    /// <summary>Adds the counts, in units of <paramref name="unit"/>, to running sums, sums of squares and maxima.</summary>
    public static void Add(ReadOnlySpan<PixelCount> counts, double unit, Span<double> sums, Span<double> squares, Span<double> maxima)
    {
        foreach (PixelCount count in counts)
        {
            double value = count.Count * unit;
            sums[count.Pixel] += value;
            squares[count.Pixel] += value * value;
            maxima[count.Pixel] = Math.Max(maxima[count.Pixel], value);
        }
    }
}
