using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>Requests for patterns made of all positions.</summary>
internal static class PatternViews
{
    public static PlannedView Mean(ViewRequest request, ViewContext context) =>
        Plan(request, context, "mean pattern", "counts", moments => moments.Means());

    public static PlannedView Sum(ViewRequest request, ViewContext context) =>
        Plan(request, context, "sum pattern", "counts", moments => moments.Sums.ToArray());

    public static PlannedView Maximum(ViewRequest request, ViewContext context) =>
        Plan(request, context, "maximum of each pixel", "counts", moments => moments.Maxima.ToArray());

    public static PlannedView Variance(ViewRequest request, ViewContext context) =>
        Plan(request, context, "variance of each pixel", "counts^2", moments => moments.Variances());

    private static PlannedView Plan(ViewRequest request, ViewContext context, string title, string unit, Func<PatternMoments, double[]> values)
    {
        DetectorViews.Expect(request, 0, "nothing more");
        CubeShape shape = context.Cube.Shape;
        PatternMoments moments = new(shape.DetectorY, shape.DetectorX);
        return new PlannedView(request, [], [moments], () =>
        {
            double[] pattern = values(moments);
            for (int i = 0; i < context.Excluded.Length; i++)
                if (context.Excluded.Span[i]) pattern[i] = double.NaN;
            return [new ViewResult("", title, unit, context.Cube.DetectorAxes, pattern)];
        });
    }
}
