using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using Suffice.Cubes;
using Suffice.Views;
using Suffice.Views.Kernels;

namespace Suffice.Reductions;

/// <summary>
/// Radial integrals with Fourier coefficients: for every ring around the beam the moments <c>sum(c (r/R)^k cos k phi)</c> and the same with
/// sines, up to an order; R is the ring's mean radius. The moments of order 0 and 1 give every pattern's sum and centre of mass.
/// </summary>
/// <remarks>
/// A pattern is made again as the smallest one, in least squares, that has these very moments in every ring: it is the orthogonal projection
/// on the moments' functions.
/// </remarks>
public sealed class RadialHarmonics : PatternRepresentation
{
    private readonly double _width;
    private readonly int _order, _functions;
    private readonly (double Row, double Column) _centre;
    private readonly int[] _ringOf;
    private readonly float[] _functionsOf, _dualOf;

    public RadialHarmonics(ViewContext context, (double Row, double Column) centre, double width, int order)
    {
        CubeShape shape = context.Cube.Shape;
        (_width, _order, _centre, _functions) = (width, order, centre, 2 * order + 1);
        RadialBins rings = new(context.AllPixels, new DetectorFrame(centre.Row, centre.Column), width);
        _ringOf = [.. rings.BinOfPixel];
        (Rows, Columns) = (_functions, rings.Count);
        (_functionsOf, _dualOf) = (new float[_ringOf.Length * _functions], new float[_ringOf.Length * _functions]);
        ILookup<int, int> pixels = Enumerable.Range(0, _ringOf.Length).Where(i => _ringOf[i] >= 0).ToLookup(i => _ringOf[i]);
        foreach (IGrouping<int, int> ring in pixels) Prepare([.. ring], shape.DetectorX);
    }

    public override string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"radial{_width:0.#}px-{_order}");

    public override string Title => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"radial integrals in rings of {_width:0.#} pixels, Fourier coefficients to order {_order}");

    public override string Recovers => "radial profiles and their symmetry, sums over rings, the centre of mass";

    public override Assertion Asserts => Assertion.DetectorModel;

    public override ElementType Element => ElementType.Float32;

    public override int Rows { get; }

    public override int Columns { get; }

    public override ImmutableArray<Axis> Axes(Cube cube) =>
        [new Axis("moment", Rows), new Axis("radius", Columns, _width, _width / 2, "pixels")];

    public override RepresentationDescription Describe() => new("radial", ImmutableSortedDictionary.CreateRange<string, double>(
        [new("width", _width), new("order", _order), new("centre_row", _centre.Row), new("centre_column", _centre.Column)]));

    /// <summary>From a record.</summary>
    internal static RadialHarmonics Read(RepresentationDescription d, ViewContext context) =>
        new(context, (d["centre_row"], d["centre_column"]), d["width"], (int)d["order"]);

    public override void Encode<T>(ReadOnlySpan<T> pattern, Span<double> stored)
    {
        stored.Clear();
        for (int i = 0; i < pattern.Length; i++)
        {
            double value = RunSums.Value(pattern[i]);
            int ring = _ringOf[i];
            if (value == 0 || ring < 0) continue;
            for (int f = 0; f < _functions; f++) stored[f * Columns + ring] += value * _functionsOf[i * _functions + f];
        }
    }

    public override void Restore(ReadOnlySpan<double> stored, Span<double> pattern)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            double value = 0;
            int ring = _ringOf[i];
            if (ring >= 0)
                for (int f = 0; f < _functions; f++) value += stored[f * Columns + ring] * _dualOf[i * _functions + f];
            pattern[i] = value;
        }
    }

    public override double[] Adjoint(ReadOnlySpan<double> pixelWeights)
    {
        double[] weights = new double[Rows * Columns];
        for (int i = 0; i < pixelWeights.Length; i++)
            if (_ringOf[i] is int ring and >= 0)
                for (int f = 0; f < _functions; f++) weights[f * Columns + ring] += pixelWeights[i] * _dualOf[i * _functions + f];
        return weights;
    }

    // Dual functions: B (B^T B)^+, so that the projection has the moments. Small rings have fewer pixels than functions.
    private void Prepare(int[] pixels, int detectorColumns)
    {
        double mean = Math.Max(1e-9, pixels.Average(i => Radius(i, detectorColumns)));
        Matrix<double> functions = Matrix<double>.Build.Dense(pixels.Length, _functions, (p, f) => Function(pixels[p], f, mean, detectorColumns));
        Matrix<double> dual = functions * functions.TransposeThisAndMultiply(functions).PseudoInverse();
        for (int p = 0; p < pixels.Length; p++)
            for (int f = 0; f < _functions; f++)
            {
                _functionsOf[pixels[p] * _functions + f] = (float)functions[p, f];
                _dualOf[pixels[p] * _functions + f] = (float)dual[p, f];
            }
    }

    private double Function(int pixel, int function, double mean, int detectorColumns)
    {
        if (function == 0) return 1;
        (int y, int x) = Math.DivRem(pixel, detectorColumns);
        int k = (function + 1) / 2;
        double size = Math.Pow(Radius(pixel, detectorColumns) / mean, k), angle = k * Math.Atan2(y - _centre.Row, x - _centre.Column);
        return size * (function % 2 == 1 ? Math.Cos(angle) : Math.Sin(angle));
    }

    private double Radius(int pixel, int detectorColumns)
    {
        (int y, int x) = Math.DivRem(pixel, detectorColumns);
        return Math.Sqrt((y - _centre.Row) * (y - _centre.Row) + (x - _centre.Column) * (x - _centre.Column));
    }
}
