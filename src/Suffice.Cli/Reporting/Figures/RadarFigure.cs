using System.Collections.Immutable;
using ScottPlot;
using Suffice.Studies.Reporting;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>Published Figure 2: a radar of the selected implementations. One small radar each: six on top of one another hide each other.</summary>
internal static class RadarFigure
{
    private static readonly (double X, double Y)[] Spokes =
        [.. Enumerable.Range(0, 3).Select(i => (Math.Sin(2 * Math.PI * i / 3), Math.Cos(2 * Math.PI * i / 3)))];

    private sealed record Shape(string Setting, MethodMean[] Means, double[] Fractions);

    /// <returns>Null where no implementation has all three metrics.</returns>
    public static Figure? Draw(StudyReport report)
    {
        StudyComparison comparison = report.Comparison;
        (string Setting, MethodMean?[] Means)[] all =
            [.. report.Selection.Select(setting => (setting, StudyMetric.Ranked.Select(metric => comparison.Mean(comparison.Compared(setting), metric)).ToArray()))];
        var complete = all.Where(entry => entry.Means.All(mean => mean is not null)).ToArray();
        if (complete.Length == 0) return null;
        double[] largest = [.. Spokes.Select((_, i) => complete.Max(entry => entry.Means[i]!.Mean))];
        Shape[] shapes = [.. complete.Select(entry => new Shape(entry.Setting, entry.Means!, [.. entry.Means.Select((mean, i) => mean!.Mean / largest[i])]))];
        return new Figure(
            "figure2", "Figure 2. Strengths of the selected implementations",
            "Each corner is one metric divided by its maximum among those shown, so that the outer triangle is the best value of each; rings at quarters. "
            + "Selected by the published rule: in the top ten of all three metrics, and the one with the highest ratio.",
            [], [.. shapes.Select(Panel)], 3, Data(shapes));
    }

    private static FigurePanel Panel(Shape shape)
    {
        Plot plot = FigurePlot.New("", "");
        plot.HideGrid();
        plot.Layout.Frameless();
        plot.HideAxesAndGrid();
        foreach (double ring in (double[])[0.25, 0.5, 0.75, 1]) Outline(plot, [ring, ring, ring], FigurePlot.Ink.WithAlpha(ring == 1 ? 0.45 : 0.14), 1);
        foreach ((double x, double y) in Spokes) FigurePlot.Line(plot, 0, 0, x, y, FigurePlot.Ink.WithAlpha(0.14), 1);
        Color colour = MethodColours.Of(shape.Setting);
        ScottPlot.Plottables.Polygon area = plot.Add.Polygon(Corners(shape.Fractions));
        area.FillColor = colour.WithAlpha(0.35);
        (area.LineColor, area.LineWidth) = (colour, 2.5f);
        string[] values = [ReportNumbers.Ratio(shape.Means[0].Mean), ReportNumbers.Throughput(shape.Means[1].Mean), ReportNumbers.Throughput(shape.Means[2].Mean)];
        FigurePlot.Text(plot, $"ratio {values[0]}", 0, 1.0, Alignment.LowerCenter, 0, -3);
        FigurePlot.Text(plot, $"write {values[1]}", 1.52, -0.58, Alignment.UpperRight);
        FigurePlot.Text(plot, $"read {values[2]}", -1.52, -0.58, Alignment.UpperLeft);
        plot.Axes.SetLimits(-1.55, 1.55, -0.9, 1.25);
        return new FigurePanel(plot, 310, 216, $"Radar of {shape.Setting}: ratio {values[0]}, write {values[1]}, read {values[2]}", shape.Setting);
    }

    private static void Outline(Plot plot, double[] fractions, Color colour, float width)
    {
        Coordinates[] corners = Corners(fractions);
        for (int i = 0; i < corners.Length; i++)
        {
            Coordinates next = corners[(i + 1) % corners.Length];
            FigurePlot.Line(plot, corners[i].X, corners[i].Y, next.X, next.Y, colour, width);
        }
    }

    private static Coordinates[] Corners(double[] fractions) => [.. Spokes.Select((spoke, i) => new Coordinates(spoke.X * fractions[i], spoke.Y * fractions[i]))];

    private static ReportTable Data(Shape[] shapes) => new(
        "figure2", "Figure 2", ["method", "metric", "mean", "fraction_of_maximum", "statistics_lines"],
        [
            .. from shape in shapes
               from i in Enumerable.Range(0, 3)
               let mean = shape.Means[i]
               select ImmutableArray.Create(
                   mean.Method.Full, StudyMetric.Ranked[i].Column, FigureData.Number(mean.Mean), FigureData.Number(shape.Fractions[i]), FigureData.Lines(mean.From)),
        ]);
}
