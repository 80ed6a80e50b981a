using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Reductions.Kernels;
using Suffice.Views;
using Suffice.Views.Kernels;

namespace Suffice.Reductions;

/// <summary>
/// Sums over squares of detector pixels, of a part of the detector or of the whole, and over neighbouring positions: whole numbers stay whole.
/// A pattern is made again by giving every pixel an equal share of its square.
/// </summary>
public sealed class BinnedPatterns : PatternRepresentation
{
    private readonly int _factor, _firstRow, _firstColumn, _detectorRows, _detectorColumns, _boxRows, _boxColumns;
    private readonly bool[] _isUsed;
    private readonly double[] _shareOf;
    private readonly List<(int Pixel, int Bin)> _left = [];

    /// <param name="factor">Pixels along the side of a square.</param>
    /// <param name="scanFactor">Positions along the side of a square of the scan.</param>
    /// <param name="box">First row and column, rows and columns that are kept; null for the whole detector.</param>
    public BinnedPatterns(ViewContext context, int factor, int scanFactor = 1, (int Row, int Column, int Rows, int Columns)? box = null)
    {
        CubeShape shape = context.Cube.Shape;
        (_factor, ScanFactor, _detectorRows, _detectorColumns) = (factor, scanFactor, shape.DetectorY, shape.DetectorX);
        (_firstRow, _firstColumn, _boxRows, _boxColumns) = box ?? (0, 0, shape.DetectorY, shape.DetectorX);
        (Rows, Columns) = ((_boxRows + factor - 1) / factor, (_boxColumns + factor - 1) / factor);
        Element = StoredValues.SumOf(context.Cube.Element, (long)factor * factor * scanFactor * scanFactor);
        _isUsed = context.AllPixels.ToArray();
        _shareOf = new double[Rows * Columns];
        for (int y = _firstRow; y < _firstRow + _boxRows; y++)
            for (int x = _firstColumn; x < _firstColumn + _boxColumns; x++)
            {
                int pixel = y * _detectorColumns + x;
                if (_isUsed[pixel]) _shareOf[BinOf(y, x)]++;
                else _left.Add((pixel, BinOf(y, x)));
            }
        for (int i = 0; i < _shareOf.Length; i++) _shareOf[i] = _shareOf[i] == 0 ? 0 : 1 / _shareOf[i];
        // Sums of floats are rounded: what comes back is not what was there. Masked pixels are no part of a pattern.
        bool isWhole = box is null || (_boxRows == shape.DetectorY && _boxColumns == shape.DetectorX);
        ExactPixels = isWhole && scanFactor == 1 && !Element.IsFloat() && factor > 1 ? factor : 0;
        IsCropped = !isWhole;
    }

    public override string Name => (IsCropped ? $"crop{_boxRows}x{_boxColumns}" : "") + (IsCropped && _factor > 1 ? "-" : "")
        + (_factor > 1 ? $"bin{_factor}" : "") + (ScanFactor > 1 ? (_factor > 1 || IsCropped ? "-" : "") + $"scan{ScanFactor}" : "");

    public override string Title => string.Join(", ", Parts());

    public override string Recovers => (IsCropped, ScanFactor > 1, _factor > 1) switch
    {
        (true, _, _) => "the patterns within a part of the detector",
        (_, true, _) => "sums over neighbouring patterns",
        _ => $"the patterns at {_factor} pixels",
    };

    public override Assertion Asserts => Assertion.Nothing;

    public override int ExactPixels { get; }

    public override ElementType Element { get; }

    public override int Rows { get; }

    public override int Columns { get; }

    public override int ScanFactor { get; }

    private bool IsCropped { get; }

    public override ImmutableArray<Axis> Axes(Cube cube)
    {
        Axis rows = cube.DetectorAxes.Length == 2 ? cube.DetectorAxes[0] : new Axis("detector_y", 1), columns = cube.DetectorAxes[^1];
        return [Binned(rows, Rows, _firstRow, _factor), Binned(columns, Columns, _firstColumn, _factor)];
    }

    /// <summary>An axis of squares: their middles.</summary>
    internal static Axis Binned(Axis axis, int length, int first, int factor) =>
        axis with { Length = length, Scale = axis.Scale * factor, Offset = axis.Offset + axis.Scale * (first + (factor - 1) / 2.0) };

    public override RepresentationDescription Describe() => new("binned", ImmutableSortedDictionary.CreateRange<string, double>(
    [
        new("factor", _factor), new("scan_factor", ScanFactor), new("first_row", _firstRow), new("first_column", _firstColumn),
        new("rows", _boxRows), new("columns", _boxColumns),
    ]));

    /// <summary>From a record.</summary>
    internal static BinnedPatterns Read(RepresentationDescription d, ViewContext context) => new(
        context, (int)d["factor"], (int)d["scan_factor"], ((int)d["first_row"], (int)d["first_column"], (int)d["rows"], (int)d["columns"]));

    public override void Encode<T>(ReadOnlySpan<T> pattern, Span<double> stored)
    {
        for (int row = 0; row < Rows; row++)
        {
            int first = _firstRow + row * _factor, rows = Math.Min(_factor, _firstRow + _boxRows - first);
            SquareSums.Sum(
                pattern.Slice(first * _detectorColumns + _firstColumn, (rows - 1) * _detectorColumns + _boxColumns), _detectorColumns, rows, _boxColumns, _factor,
                stored.Slice(row * Columns, Columns));
        }
        if (_left.Count == 0) return;
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double)) AddUsed(pattern, stored);
        else
            foreach ((int pixel, int bin) in _left) stored[bin] -= RunSums.Value(pattern[pixel]);
    }

    // Masked pixels of floats may be no number, which cannot be taken away again.
    private void AddUsed<T>(ReadOnlySpan<T> pattern, Span<double> stored) where T : unmanaged
    {
        stored.Clear();
        for (int y = _firstRow; y < _firstRow + _boxRows; y++)
            for (int x = _firstColumn; x < _firstColumn + _boxColumns; x++)
                if (_isUsed[y * _detectorColumns + x]) stored[BinOf(y, x)] += RunSums.Value(pattern[y * _detectorColumns + x]);
    }

    public override void Restore(ReadOnlySpan<double> stored, Span<double> pattern)
    {
        if (IsCropped) pattern.Clear();
        for (int y = _firstRow; y < _firstRow + _boxRows; y++)
        {
            Span<double> row = pattern.Slice(y * _detectorColumns + _firstColumn, _boxColumns);
            ReadOnlySpan<bool> used = _isUsed.AsSpan(y * _detectorColumns + _firstColumn, _boxColumns);
            int first = (y - _firstRow) / _factor * Columns;
            for (int x = 0; x < row.Length; x++)
            {
                int bin = first + x / _factor;
                row[x] = used[x] ? stored[bin] * _shareOf[bin] : 0;
            }
        }
    }

    public override double[] Adjoint(ReadOnlySpan<double> pixelWeights)
    {
        double[] weights = new double[_shareOf.Length];
        for (int y = _firstRow; y < _firstRow + _boxRows; y++)
            for (int x = _firstColumn; x < _firstColumn + _boxColumns; x++)
                if (_isUsed[y * _detectorColumns + x]) weights[BinOf(y, x)] += pixelWeights[y * _detectorColumns + x] * _shareOf[BinOf(y, x)];
        return weights;
    }

    private int BinOf(int y, int x) => (y - _firstRow) / _factor * Columns + (x - _firstColumn) / _factor;

    private IEnumerable<string> Parts()
    {
        if (IsCropped) yield return $"{_boxRows} x {_boxColumns} pixels from row {_firstRow}, column {_firstColumn}";
        if (_factor > 1) yield return $"sums of {_factor} x {_factor} pixels";
        if (ScanFactor > 1) yield return $"sums of {ScanFactor} x {ScanFactor} positions";
    }
}
