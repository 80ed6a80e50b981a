using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Suffice.Views.Kernels;

namespace Suffice.Reductions.Kernels;

/// <summary>Sums over squares of pixels: down the columns of a band of rows first, two columns together, in vectors, then along it.</summary>
internal static class SquareSums
{
    // So many rows of the largest samples fit 32 bits, two columns together.
    private const int MostRows = 1 << 15;

    /// <summary>Writes the sums of one band of squares.</summary>
    /// <param name="band">Rows of samples, one after the other.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    /// <param name="columns">Samples of a row that count.</param>
    /// <param name="side">Side of a square; the last ones may be narrower.</param>
    public static void Sum<T>(ReadOnlySpan<T> band, int stride, int rows, int columns, int side, Span<double> sums) where T : unmanaged
    {
        if (typeof(T) == typeof(ushort) && side % 2 == 0 && rows <= MostRows) PairedSum(MemoryMarshal.Cast<T, ushort>(band), stride, rows, columns, side, sums);
        else ScalarSum(band, stride, rows, columns, side, sums);
    }

    /// <summary>The definition of <see cref="Sum"/>.</summary>
    public static void ScalarSum<T>(ReadOnlySpan<T> band, int stride, int rows, int columns, int side, Span<double> sums) where T : unmanaged
    {
        sums.Clear();
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) sums[column / side] += RunSums.Value(band[row * stride + column]);
    }

    private static void PairedSum(ReadOnlySpan<ushort> band, int stride, int rows, int columns, int side, Span<double> sums)
    {
        const int mostOnStack = 1024;
        int pairs = (columns + 1) / 2, width = Vector256<ushort>.Count, i = 0;
        Span<uint> down = pairs <= mostOnStack ? stackalloc uint[pairs] : new uint[pairs];
        Vector256<uint> low = Vector256.Create(0xFFFFu);
        for (; i + width <= columns; i += width)
        {
            Vector256<uint> lanes = default;
            for (int row = 0; row < rows; row++)
            {
                Vector256<uint> two = Vector256.Create(band.Slice(row * stride + i, width)).AsUInt32();
                lanes += (two & low) + (two >>> 16);
            }
            lanes.CopyTo(down[(i / 2)..]);
        }
        for (; i < columns; i += 2)
        {
            uint sum = 0;
            for (int row = 0; row < rows; row++) sum += band[row * stride + i] + (i + 1 < columns ? (uint)band[row * stride + i + 1] : 0);
            down[i / 2] = sum;
        }
        for (int square = 0, start = 0; start < pairs; square++, start += side / 2)
        {
            uint sum = 0;
            foreach (uint value in down[start..Math.Min(pairs, start + side / 2)]) sum += value;
            sums[square] = sum;
        }
    }
}
