using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Views.Kernels;

namespace Suffice.Reductions.Kernels;

/// <summary>Sums over squares of pixels: down the columns of a band of rows first, in vectors, then along it.</summary>
internal static class SquareSums
{
    // So many rows of the largest samples fit 32 bits.
    private const int MostRows = 1 << 15;

    /// <summary>Writes the sums of one band of squares.</summary>
    /// <param name="band">Rows of samples, one after the other.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    /// <param name="columns">Samples of a row that count.</param>
    /// <param name="side">Side of a square; the last ones may be narrower.</param>
    public static void Sum<T>(ReadOnlySpan<T> band, int stride, int rows, int columns, int side, Span<double> sums) where T : unmanaged
    {
        if (typeof(T) != typeof(ushort) || rows > MostRows)
        {
            ScalarSum(band, stride, rows, columns, side, sums);
            return;
        }
        const int mostOnStack = 1024;
        Span<uint> down = columns <= mostOnStack ? stackalloc uint[columns] : new uint[columns];
        down.Clear();
        for (int row = 0; row < rows; row++) AddRow(MemoryMarshal.Cast<T, ushort>(band.Slice(row * stride, columns)), down);
        for (int i = 0, start = 0; start < columns; i++, start += side)
        {
            uint sum = 0;
            foreach (uint value in down[start..Math.Min(columns, start + side)]) sum += value;
            sums[i] = sum;
        }
    }

    /// <summary>The definition of <see cref="Sum"/>.</summary>
    public static void ScalarSum<T>(ReadOnlySpan<T> band, int stride, int rows, int columns, int side, Span<double> sums) where T : unmanaged
    {
        sums.Clear();
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) sums[column / side] += RunSums.Value(band[row * stride + column]);
    }

    private static void AddRow(ReadOnlySpan<ushort> row, Span<uint> down)
    {
        int i = 0, half = Vector<uint>.Count;
        for (; i + Vector<ushort>.Count <= row.Length; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(row[i..]), out Vector<uint> low, out Vector<uint> high);
            (new Vector<uint>(down[i..]) + low).CopyTo(down[i..]);
            (new Vector<uint>(down[(i + half)..]) + high).CopyTo(down[(i + half)..]);
        }
        for (; i < row.Length; i++) down[i] += row[i];
    }
}
