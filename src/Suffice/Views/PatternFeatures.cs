using Suffice.Views.Kernels;

namespace Suffice.Views;

/// <summary>
/// Each diffraction pattern in few numbers, for comparing patterns: its counts in tiles of the detector. Their square roots have about the
/// same shot noise whatever the counts (Anscombe, Biometrika 35, 246 (1948)).
/// </summary>
public sealed class PatternFeatures : PositionView
{
    private const int MostTilesAlong = 16, MostTilesOfLine = 256;
    private const long MostBytes = 256L << 20;

    private readonly DetectorMask _mask;
    private readonly int _scanColumns;
    private readonly int[] _tileOfColumn;
    private readonly int[] _tileOfRow;
    private readonly float[] _counts;

    public PatternFeatures(DetectorMask mask, int scanRows, int scanColumns)
    {
        (_mask, _scanColumns) = (mask, scanColumns);
        long room = Math.Max(1, MostBytes / sizeof(float) / ((long)scanRows * scanColumns));
        bool isLine = mask.Rows == 1;
        int along = (int)Math.Min(isLine ? MostTilesOfLine : MostTilesAlong, isLine ? room : Math.Sqrt(room));
        (Rows, Columns) = (Math.Min(along, mask.Rows), Math.Min(along, mask.Columns));
        _tileOfRow = [.. Enumerable.Range(0, mask.Rows).Select(y => (int)((long)y * Rows / mask.Rows))];
        _tileOfColumn = [.. Enumerable.Range(0, mask.Columns).Select(x => (int)((long)x * Columns / mask.Columns))];
        _counts = new float[checked(scanRows * scanColumns * Rows * Columns)];
    }

    /// <summary>Tiles from top to bottom.</summary>
    public int Rows { get; }

    /// <summary>Tiles from left to right.</summary>
    public int Columns { get; }

    /// <summary>Counts in the tiles of each position, row-major.</summary>
    public ReadOnlyMemory<float> Counts => _counts;

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
    {
        Span<float> tiles = _counts.AsSpan((scanY * _scanColumns + scanX) * Rows * Columns, Rows * Columns);
        foreach (PixelRun run in _mask.Runs)
            for (int x = run.Column; x < run.Column + run.Length; x++)
                tiles[_tileOfRow[run.Row] * Columns + _tileOfColumn[x]] += (float)RunSums.Value(pattern[run.Row * _mask.Columns + x]);
    }
}
