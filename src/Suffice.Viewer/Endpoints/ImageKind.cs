using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;
using Suffice.Views.Interactive;

namespace Suffice.Viewer.Endpoints;

/// <summary>One row of the table of images that can be asked for: what is measured, and what is made of the planes.</summary>
internal sealed record ImageKind(string Name, ImageResponse Response, Func<Cube, double[][], double[][]> Finish)
{
    public static ImmutableArray<ImageKind> All { get; } =
    [
        new("sum", ImageResponse.Sum, (_, planes) => planes),
        new("maximum", ImageResponse.Maximum, (_, planes) => planes),
        new("com", ImageResponse.CentreOfMass, (_, planes) => planes),
        new("com-row", ImageResponse.CentreOfMass, (_, planes) => [planes[0]]),
        new("com-column", ImageResponse.CentreOfMass, (_, planes) => [planes[1]]),
        new("com-magnitude", ImageResponse.CentreOfMass, (_, planes) => [Combine(planes, (row, column) => Math.Sqrt(row * row + column * column))]),
        new("com-angle", ImageResponse.CentreOfMass, (_, planes) => [Combine(planes, Math.Atan2)]),
        new("icom", ImageResponse.CentreOfMass, Integrate),
    ];

    // Shifts from the scan's mean, in pixels.
    private static double[] Combine(double[][] planes, Func<double, double, double> combine) => [.. Shifts(planes[0]).Zip(Shifts(planes[1]), combine)];

    private static double[][] Integrate(Cube cube, double[][] planes) =>
        [FieldIntegral.Integrate(Shifts(planes[0]), Shifts(planes[1]), cube.Shape.ScanY, cube.Shape.ScanX, 1, 1)];

    private static double[] Shifts(double[] centres)
    {
        double mean = centres.Where(double.IsFinite).DefaultIfEmpty(0).Average();
        return [.. centres.Select(centre => centre - mean)];
    }
}
