using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;
using Suffice.Views.Kernels;

namespace Suffice.Reductions;

/// <summary>Every sample as it is, losslessly compressed.</summary>
public sealed class WholePatterns(ViewContext context) : PatternRepresentation
{
    public override string Name => "cube";

    public override string Title => "the full cube, lossless";

    public override string Recovers => "every sample";

    public override Assertion Asserts => Assertion.Nothing;

    public override int ExactPixels => 1;

    public override ElementType Element => context.Cube.Element;

    public override int Rows => context.Cube.Shape.DetectorY;

    public override int Columns => context.Cube.Shape.DetectorX;

    public override ImmutableArray<Axis> Axes(Cube cube) =>
        cube.DetectorAxes.Length == 2 ? cube.DetectorAxes : [new Axis("detector_y", 1), .. cube.DetectorAxes];

    public override RepresentationDescription Describe() => new("whole", ImmutableSortedDictionary<string, double>.Empty);

    public override void Encode<T>(ReadOnlySpan<T> pattern, Span<double> stored)
    {
        for (int i = 0; i < pattern.Length; i++) stored[i] = RunSums.Value(pattern[i]);
    }

    public override void Restore(ReadOnlySpan<double> stored, Span<double> pattern) => stored.CopyTo(pattern);

    public override double[] Adjoint(ReadOnlySpan<double> pixelWeights) => pixelWeights.ToArray();
}
