using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>Requests for maps of like patterns.</summary>
internal static class ClusterViews
{
    public const int MostClusters = 64;

    public static PlannedView Map(ViewRequest request, ViewContext context)
    {
        DetectorViews.Expect(request, 1, "a number of clusters, such as clusters:4");
        CubeShape shape = context.Cube.Shape;
        int count = (int)request.Numbers[0];
        if (count != request.Numbers[0] || count < 2 || count > MostClusters || count > shape.Patterns)
            throw new ArgumentException($"{request.Text}: takes 2 to {Math.Min(MostClusters, shape.Patterns)} clusters");
        PatternFeatures features = new(context.AllPixels, shape.ScanY, shape.ScanX);
        return new PlannedView(request, [features], [], () =>
        {
            int length = features.Rows * features.Columns;
            float[] roots = [.. features.Counts.ToArray().Select(counts => MathF.Sqrt(Math.Max(0, counts)))];
            Clusters clusters = Clusters.Find(roots, length, count, context.Seed);
            return
            [
                new ViewResult("", $"{count} clusters of like patterns, 0 the largest", "", ViewKinds.ScanAxes(context.Cube), [.. clusters.Labels.Select(label => (double)label)]) { IsCategorical = true },
                new ViewResult("patterns", "mean counts of each cluster in tiles of the detector", "counts", Axes(context.Cube, features, count), Means(features, clusters, count)),
            ];
        });
    }

    private static ImmutableArray<Axis> Axes(Cube cube, PatternFeatures features, int count)
    {
        Axis row = cube.DetectorAxes.Length == 2 ? cube.DetectorAxes[0] : new Axis("detector_y", 1), column = cube.DetectorAxes[^1];
        return [new Axis("cluster", count), Tiles(row, features.Rows), Tiles(column, features.Columns)];
    }

    private static Axis Tiles(Axis axis, int count) => axis with
    {
        Length = count,
        Scale = axis.Scale * axis.Length / count,
        Offset = axis.Offset + axis.Scale * ((double)axis.Length / count - 1) / 2,
    };

    private static double[] Means(PatternFeatures features, Clusters clusters, int count)
    {
        int length = features.Rows * features.Columns;
        double[] means = new double[count * length];
        int[] sizes = new int[count];
        ReadOnlySpan<float> counts = features.Counts.Span;
        for (int i = 0; i < clusters.Labels.Length; i++)
        {
            sizes[clusters.Labels[i]]++;
            for (int j = 0; j < length; j++) means[clusters.Labels[i] * length + j] += counts[i * length + j];
        }
        for (int i = 0; i < means.Length; i++) means[i] /= Math.Max(1, sizes[i / length]);
        return means;
    }
}
