using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>Makes targets of what was asked for, and finds out what cannot be asked of these data.</summary>
internal static class TargetPlan
{
    /// <summary>The targets with nothing left open.</summary>
    /// <exception cref="ArgumentException">Something cannot be asked; the message is for the user.</exception>
    public static ImmutableArray<Target> Resolve(ReductionRequest request, ViewContext context)
    {
        if (request.Targets.IsEmpty) throw new ArgumentException("give at least one --target, such as --target com");
        ImmutableArray<Target>.Builder targets = ImmutableArray.CreateBuilder<Target>();
        foreach ((ViewRequest asked, Tolerance? tolerance, Latitude? latitude) in request.Targets)
        {
            TargetKind kind = TargetKind.Of(asked);
            Tolerance meant = kind.AreLabels ? OfLabels(asked, tolerance ?? Tolerance.OfLabels) : tolerance ?? Tolerance.Default;
            if (meant.Unit == ToleranceUnit.Sigma && !AreCounts(context.Cube))
                throw new ArgumentException($"{asked.Text}: sigma is the shot noise of electron counts, and these samples are {context.Cube.Element.Name()}; "
                    + $"give --tolerance {asked.Text}=1% or a value in the target's unit");
            if (request.IsQuick && kind.IsOfWholeScan)
                throw new ArgumentException($"{asked.Text}: --quick knows a sample of positions, and {asked.Name} is made of all of them at once; leave --quick out");
            if (request.IsQuick && meant.Measure != ErrorMeasure.Rms)
                throw new ArgumentException($"{asked.Text}: --quick knows the errors of a sample, which bounds their root mean square and not {meant.Text.Split('@')[^1]}; leave --quick out");
            targets.Add(new Target(asked.Text, TargetKind.Resolve(asked, context), meant, latitude ?? Latitude.Default));
        }
        string? twice = targets.GroupBy(target => target.Request.Text).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? targets.ToImmutable() : throw new ArgumentException($"--target {twice} is given twice");
    }

    private static Tolerance OfLabels(ViewRequest asked, Tolerance tolerance) => tolerance switch
    {
        { Unit: ToleranceUnit.Sigma } => throw new ArgumentException($"{asked.Text}: labels have no shot noise of which {tolerance.Text} could be a part; "
            + $"give the part that may change, such as --tolerance {asked.Text}=1%"),
        { Measure: ErrorMeasure.Percentile99 or ErrorMeasure.Maximum } => throw new ArgumentException($"{asked.Text}: a label is the same or another, "
            + $"so {tolerance.Text} says nothing; give the part that may change, such as --tolerance {asked.Text}=1%"),
        { Unit: ToleranceUnit.Absolute, Value: > 1 } or { Value: > 100 } => throw new ArgumentException($"{asked.Text}: {tolerance.Text} is more than all labels; "
            + $"give the part that may change, such as --tolerance {asked.Text}=1%"),
        _ => tolerance with { Measure = ErrorMeasure.PartChanged },
    };

    /// <summary>Whether samples may be numbers of electrons.</summary>
    public static bool AreCounts(Cube cube) => cube.Element is ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32;

    /// <summary>The part of the detector that targets use whatever their latitude; null where that is all of it, or nearly.</summary>
    public static (int, int, int, int)? Box(ImmutableArray<Target> targets, ViewContext context)
    {
        CubeShape shape = context.Cube.Shape;
        double top = double.PositiveInfinity, left = top, bottom = double.NegativeInfinity, right = bottom;
        foreach (Target target in targets)
        {
            if (target.Latitude.Kind == LatitudeKind.Open || target.Request.Unit is not ("px" or "") || target.Request.Centre is not var (row, column)) return null;
            double? radius = target.Request.Name switch
            {
                "adf" or "annulus" or "maximum" or "segments" => target.Request.Numbers[1],
                "com" or "icom" when target.Request.Numbers.Length == 2 => target.Request.Numbers[1],
                "bf" or "disc" or "com" or "icom" when target.Request.Numbers.Length == 1 => target.Request.Numbers[0],
                _ => null,
            };
            if (radius is not { } reach) return null;
            reach = reach * (1 + target.Latitude.RadiusFraction) + target.Latitude.CentrePixels + 1;
            (top, bottom, left, right) = (Math.Min(top, row - reach), Math.Max(bottom, row + reach), Math.Min(left, column - reach), Math.Max(right, column + reach));
        }
        int firstRow = Math.Max(0, (int)Math.Floor(top)), firstColumn = Math.Max(0, (int)Math.Floor(left));
        int rows = Math.Min(shape.DetectorY, (int)Math.Ceiling(bottom) + 1) - firstRow, columns = Math.Min(shape.DetectorX, (int)Math.Ceiling(right) + 1) - firstColumn;
        const double worthIt = 0.9;
        return (double)rows * columns < worthIt * shape.PatternSamples ? (firstRow, firstColumn, rows, columns) : null;
    }
}
