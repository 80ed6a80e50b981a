using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using Suffice.Cubes;
using Suffice.Reductions.Kernels;
using Suffice.Views;
using Suffice.Views.Kernels;

namespace Suffice.Reductions;

/// <summary>
/// Every pattern as a mixture of a few: principal components of patterns whose pixels are divided by the square root of their mean, so that
/// the shot noise is the same in all of them.
/// </summary>
/// <remarks>Keenan, Kotula, Surf. Interface Anal. 36, 203 (2004). No mean is subtracted: the first component takes its place.</remarks>
public sealed class LowRankPatterns : PatternRepresentation
{
    private readonly float[] _components, _scale;
    private readonly int _rank, _pixels;
    private readonly CubeShape _shape;

    private LowRankPatterns(CubeShape shape, int rank, float[] components, float[] scale) =>
        (_shape, _rank, _components, _scale, _pixels) = (shape, rank, components, scale, checked((int)shape.PatternSamples));

    public override string Name => $"rank{_rank}";

    public override string Title => $"mixtures of {_rank} patterns (Poisson-weighted principal components)";

    public override string Recovers => "what patterns have in common with the rest of the scan; not what happens once";

    public override Assertion Asserts => Assertion.Specimen;

    public override ElementType Element => ElementType.Float32;

    public override int Rows => 1;

    public override int Columns => _rank;

    public override ImmutableArray<Axis> Axes(Cube cube) => [new Axis("row", 1), new Axis("component", _rank)];

    /// <summary>Finds the components of some patterns, from the largest on; the first so many for each rank that is asked for.</summary>
    /// <param name="patterns">Patterns, one row each.</param>
    public static IEnumerable<LowRankPatterns> Fit(float[][] patterns, ViewContext context, IEnumerable<int> ranks)
    {
        int pixels = checked((int)context.Cube.Shape.PatternSamples), count = patterns.Length;
        float[] scale = ScaleOf(patterns, pixels, context.AllPixels.ToArray());
        foreach (float[] pattern in patterns)
            for (int i = 0; i < pixels; i++) pattern[i] = scale[i] == 0 ? 0 : pattern[i] / scale[i];
        Matrix<double> products = Matrix<double>.Build.Dense(count, count);
        Parallel.For(0, count, a =>
        {
            for (int b = a; b < count; b++) products[a, b] = products[b, a] = Products.Dot(patterns[a], patterns[b]);
        });
        var spectrum = products.Evd(Symmetricity.Symmetric);
        foreach (int rank in ranks.Where(rank => rank < count))
            yield return new LowRankPatterns(context.Cube.Shape, rank, Components(patterns, spectrum, rank, pixels), scale);
    }

    public override bool HasAxes => false;

    public override RepresentationDescription Describe() =>
        new("low_rank", ImmutableSortedDictionary.CreateRange<string, double>([new("rank", _rank)]))
        {
            Common =
            [
                .. Enumerable.Range(0, _rank).Select(k => ($"component_{k}", _shape.DetectorY, _shape.DetectorX, Doubles(_components.AsSpan(k * _pixels, _pixels)))),
                ("scale", _shape.DetectorY, _shape.DetectorX, Doubles(_scale)),
            ],
        };

    /// <summary>From a record.</summary>
    internal static LowRankPatterns Read(RepresentationDescription d, ViewContext context)
    {
        int rank = (int)d["rank"];
        if (d.Common.Length != rank + 1) throw new InvalidDataException($"{d.Common.Length - 1} of {rank} components are there");
        float[][] all = [.. d.Common.Select(common => Array.ConvertAll(common.Values, value => (float)value))];
        return new LowRankPatterns(context.Cube.Shape, rank, [.. all[..^1].SelectMany(component => component)], all[^1]);
    }

    public override void Encode<T>(ReadOnlySpan<T> pattern, Span<double> stored)
    {
        stored.Clear();
        for (int i = 0; i < pattern.Length; i++)
        {
            double value = RunSums.Value(pattern[i]);
            if (value == 0 || _scale[i] == 0) continue;
            value /= _scale[i];
            for (int k = 0; k < _rank; k++) stored[k] += value * _components[k * _pixels + i];
        }
    }

    public override void Restore(ReadOnlySpan<double> stored, Span<double> pattern)
    {
        pattern.Clear();
        for (int k = 0; k < _rank; k++)
        {
            double weight = stored[k];
            ReadOnlySpan<float> component = _components.AsSpan(k * _pixels, _pixels);
            for (int i = 0; i < pattern.Length; i++) pattern[i] += weight * component[i];
        }
        for (int i = 0; i < pattern.Length; i++) pattern[i] *= _scale[i];
    }

    public override double[] Adjoint(ReadOnlySpan<double> pixelWeights)
    {
        double[] weights = new double[_rank];
        for (int k = 0; k < _rank; k++)
            for (int i = 0; i < _pixels; i++) weights[k] += pixelWeights[i] * _scale[i] * _components[k * _pixels + i];
        return weights;
    }

    // Pixels without a count in these patterns may have some elsewhere: they count as if one had been seen.
    private static float[] ScaleOf(float[][] patterns, int pixels, bool[] isUsed)
    {
        double[] sums = new double[pixels];
        foreach (float[] pattern in patterns)
            for (int i = 0; i < pixels; i++) sums[i] += Math.Abs(pattern[i]);
        return [.. sums.Select((sum, i) => isUsed[i] ? (float)Math.Sqrt(Math.Max(sum, 1) / patterns.Length) : 0)];
    }

    private static float[] Components(float[][] patterns, MathNet.Numerics.LinearAlgebra.Factorization.Evd<double> spectrum, int rank, int pixels)
    {
        float[] components = new float[rank * pixels];
        for (int k = 0; k < rank; k++)
        {
            int at = patterns.Length - 1 - k;
            double size = Math.Sqrt(Math.Max(spectrum.EigenValues[at].Real, 1e-30));
            Span<float> component = components.AsSpan(k * pixels, pixels);
            for (int p = 0; p < patterns.Length; p++)
            {
                float weight = (float)(spectrum.EigenVectors[p, at] / size);
                ReadOnlySpan<float> pattern = patterns[p];
                for (int i = 0; i < pixels; i++) component[i] += weight * pattern[i];
            }
        }
        return components;
    }

    private static double[] Doubles(ReadOnlySpan<float> values)
    {
        double[] doubles = new double[values.Length];
        for (int i = 0; i < values.Length; i++) doubles[i] = values[i];
        return doubles;
    }
}
