using System.Collections.Immutable;

namespace Suffice.Views;

/// <summary>
/// The detector pixels that a virtual detector counts, as runs in each row. A pixel belongs to a shape when its centre does: pixel
/// (row, column) has its centre at those very coordinates, so that numpy's <c>mgrid</c> describes the same.
/// </summary>
public sealed class DetectorMask
{
    private readonly Lazy<sbyte[]> _bits;

    private DetectorMask(int rows, int columns, ImmutableArray<PixelRun> runs)
    {
        (Rows, Columns, Runs) = (rows, columns, runs);
        _bits = new(() =>
        {
            sbyte[] bits = new sbyte[Rows * Columns];
            foreach (PixelRun run in Runs) bits.AsSpan(run.Row * Columns + run.Column, run.Length).Fill(-1);
            return bits;
        });
    }

    /// <summary>Rows of the detector.</summary>
    public int Rows { get; }

    /// <summary>Columns of the detector.</summary>
    public int Columns { get; }

    /// <summary>The runs, row by row, from left to right; none touches its neighbour.</summary>
    public ImmutableArray<PixelRun> Runs { get; }

    /// <summary>Number of pixels.</summary>
    public long Pixels => Runs.Sum(run => (long)run.Length);

    /// <summary>-1 for each pixel that counts, else 0, row-major.</summary>
    internal ReadOnlySpan<sbyte> Bits => _bits.Value;

    /// <summary>All pixels.</summary>
    public static DetectorMask Whole(int rows, int columns) => Where(rows, columns, (_, _) => true);

    /// <summary>The pixels for which <paramref name="isIn"/> (row, column) holds.</summary>
    public static DetectorMask Where(int rows, int columns, Func<int, int, bool> isIn)
    {
        ImmutableArray<PixelRun>.Builder runs = ImmutableArray.CreateBuilder<PixelRun>();
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
            {
                if (!isIn(row, column)) continue;
                int start = column;
                while (column < columns && isIn(row, column)) column++;
                runs.Add(new PixelRun(row, start, column - start));
            }
        return new DetectorMask(rows, columns, runs.ToImmutable());
    }

    /// <summary>One pixel.</summary>
    public static DetectorMask Point(int rows, int columns, int row, int column) => Where(rows, columns, (y, x) => y == row && x == column);

    /// <summary>Pixels whose distance from the centre lies from <paramref name="inner"/> up to, not including, <paramref name="outer"/>.</summary>
    public static DetectorMask Annulus(int rows, int columns, DetectorFrame frame, double inner, double outer) =>
        Where(rows, columns, (y, x) => frame.Distance(y, x) is double r && r >= inner && r < outer);

    /// <summary>
    /// A part of an annulus: of <paramref name="count"/> equal segments, counted from the direction of growing columns towards that of
    /// growing rows, the one with this <paramref name="index"/>.
    /// </summary>
    public static DetectorMask Segment(int rows, int columns, DetectorFrame frame, double inner, double outer, int count, int index)
    {
        return Where(rows, columns, IsIn);

        bool IsIn(int y, int x)
        {
            double r = frame.Distance(y, x), turn = frame.Azimuth(y, x) / (2 * Math.PI);
            return r >= inner && r < outer && (int)((turn < 0 ? turn + 1 : turn) * count) % count == index;
        }
    }

    /// <summary>Rows and columns from the first up to, not including, the last.</summary>
    public static DetectorMask Rectangle(int rows, int columns, int firstRow, int firstColumn, int endRow, int endColumn) =>
        Where(rows, columns, (y, x) => y >= firstRow && y < endRow && x >= firstColumn && x < endColumn);

    /// <summary>The same without the pixels that are marked.</summary>
    /// <param name="excluded">Row-major, one for each pixel; empty excludes none.</param>
    public DetectorMask Without(ReadOnlyMemory<bool> excluded)
    {
        if (excluded.IsEmpty) return this;
        if (excluded.Length != Rows * Columns) throw new ArgumentException($"{excluded.Length} marks for {Rows} x {Columns} pixels", nameof(excluded));
        bool[] isIn = ToArray();
        return Where(Rows, Columns, (y, x) => isIn[y * Columns + x] && !excluded.Span[y * Columns + x]);
    }

    /// <summary>One flag for each pixel, row-major.</summary>
    public bool[] ToArray()
    {
        bool[] isIn = new bool[Rows * Columns];
        foreach (PixelRun run in Runs) isIn.AsSpan(run.Row * Columns + run.Column, run.Length).Fill(true);
        return isIn;
    }
}
