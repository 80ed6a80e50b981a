using System.Buffers;
using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Reductions.Kernels;
using Suffice.Views;
using Suffice.Views.Kernels;

namespace Suffice.Reductions;

/// <summary>
/// Every pixel near the undiffracted beam, where patterns are steep, and sums over squares of pixels elsewhere. A pattern is made again by
/// giving every pixel of a square an equal share.
/// </summary>
public sealed class GradedPatterns : PatternRepresentation
{
    private readonly int _factor, _half, _row, _column;
    private readonly int _detectorRows, _detectorColumns, _squareColumns;
    private readonly int[] _groupOf, _corePixels, _squareOf;
    private readonly List<(int Pixel, int Group)> _left = [];
    private readonly double[] _shareOf;

    /// <param name="factor">Pixels along the side of a square.</param>
    /// <param name="half">Half the side of the core, whose border follows the squares.</param>
    /// <param name="centre">Middle of the core.</param>
    public GradedPatterns(ViewContext context, int factor, int half, (double Row, double Column) centre)
    {
        CubeShape shape = context.Cube.Shape;
        (_factor, _half, _row, _column) = (factor, half, (int)Math.Round(centre.Row), (int)Math.Round(centre.Column));
        Element = StoredValues.SumOf(context.Cube.Element, (long)factor * factor);
        bool[] isUsed = context.AllPixels.ToArray();
        _groupOf = new int[isUsed.Length];
        List<int> pixels = [];
        Dictionary<(int, int), int> squares = [];
        // The core first, then the squares, row by row.
        foreach (bool isCore in (bool[])[true, false])
            for (int i = 0; i < _groupOf.Length; i++)
            {
                (int y, int x) = Math.DivRem(i, shape.DetectorX);
                (int, int) square = (y / factor, x / factor);
                if (IsCore(square) != isCore) continue;
                if (!isCore && squares.TryGetValue(square, out int group)) _groupOf[i] = group;
                else
                {
                    _groupOf[i] = pixels.Count;
                    if (!isCore) squares[square] = pixels.Count;
                    pixels.Add(0);
                }
                if (isUsed[i]) pixels[_groupOf[i]]++;
                else _groupOf[i] = ~_groupOf[i];
            }
        (_detectorRows, _detectorColumns, _squareColumns) = (shape.DetectorY, shape.DetectorX, (shape.DetectorX + factor - 1) / factor);
        _corePixels = new int[pixels.Count - squares.Count];
        for (int i = 0; i < _groupOf.Length; i++)
        {
            int group = _groupOf[i] < 0 ? ~_groupOf[i] : _groupOf[i];
            if (group < _corePixels.Length) _corePixels[group] = i;
            if (_groupOf[i] < 0) _left.Add((i, group));
        }
        _squareOf = [.. squares.OrderBy(square => square.Value).Select(square => square.Key.Item1 * _squareColumns + square.Key.Item2)];
        _shareOf = [.. pixels.Select(count => count == 0 ? 0 : 1.0 / count)];
        ExactPixels = Element.IsFloat() ? 0 : factor;
    }

    public override string Name => $"bin{_factor}-core{2 * _half}";

    public override string Title => $"sums of {_factor} x {_factor} pixels, and every pixel of the {2 * _half} x {2 * _half} around the beam";

    public override string Recovers => $"the patterns at {_factor} pixels, around the beam every pixel";

    public override Assertion Asserts => Assertion.Nothing;

    public override int ExactPixels { get; }

    public override ElementType Element { get; }

    public override int Rows => 1;

    public override int Columns => _shareOf.Length;

    public override bool HasAxes => false;

    public override RepresentationDescription Describe() => new("graded", ImmutableSortedDictionary.CreateRange<string, double>(
        [new("factor", _factor), new("half", _half), new("row", _row), new("column", _column)]));

    /// <summary>From a record.</summary>
    internal static GradedPatterns Read(RepresentationDescription d, ViewContext context) =>
        new(context, (int)d["factor"], (int)d["half"], (d["row"], d["column"]));

    public override void Encode<T>(ReadOnlySpan<T> pattern, Span<double> stored)
    {
        // Masked pixels of floats may be no number, which cannot be taken away again.
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            stored.Clear();
            for (int i = 0; i < pattern.Length; i++)
                if (_groupOf[i] is int group and >= 0) stored[group] += RunSums.Value(pattern[i]);
            return;
        }
        for (int i = 0; i < _corePixels.Length; i++) stored[i] = RunSums.Value(pattern[_corePixels[i]]);
        int bands = (_detectorRows + _factor - 1) / _factor;
        double[] sums = ArrayPool<double>.Shared.Rent(bands * _squareColumns);
        for (int band = 0; band < bands; band++)
        {
            int first = band * _factor, rows = Math.Min(_factor, _detectorRows - first);
            SquareSums.Sum(
                pattern.Slice(first * _detectorColumns, rows * _detectorColumns), _detectorColumns, rows, _detectorColumns, _factor,
                sums.AsSpan(band * _squareColumns, _squareColumns));
        }
        for (int i = 0; i < _squareOf.Length; i++) stored[_corePixels.Length + i] = sums[_squareOf[i]];
        ArrayPool<double>.Shared.Return(sums);
        foreach ((int pixel, int group) in _left) stored[group] -= RunSums.Value(pattern[pixel]);
    }

    public override void Restore(ReadOnlySpan<double> stored, Span<double> pattern)
    {
        for (int i = 0; i < pattern.Length; i++) pattern[i] = _groupOf[i] is int group and >= 0 ? stored[group] * _shareOf[group] : 0;
    }

    public override double[] Adjoint(ReadOnlySpan<double> pixelWeights)
    {
        double[] weights = new double[_shareOf.Length];
        for (int i = 0; i < pixelWeights.Length; i++)
            if (_groupOf[i] is int group and >= 0) weights[group] += pixelWeights[i] * _shareOf[group];
        return weights;
    }

    // A square belongs to the core when its middle does.
    private bool IsCore((int Row, int Column) square) =>
        Math.Abs((square.Row + 0.5) * _factor - 0.5 - _row) < _half && Math.Abs((square.Column + 0.5) * _factor - 0.5 - _column) < _half;
}
