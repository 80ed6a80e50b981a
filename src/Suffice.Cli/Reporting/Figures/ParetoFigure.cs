using System.Collections.Immutable;
using ScottPlot;
using Suffice.Studies.Reporting;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>Ratio against speed: which implementations are worth considering at all.</summary>
internal static class ParetoFigure
{
    private const int Width = 560, Height = 430;

    private const string NoCompression = "none";

    private static readonly Color NoneColour = Color.FromHex("#8A919E");

    private sealed record Point(MethodMean Speed, MethodMean Ratio);

    /// <returns>Null where fewer than two implementations have a ratio and a speed.</returns>
    public static Figure? Draw(StudyReport report)
    {
        StudyComparison comparison = report.Comparison;
        ImmutableArray<(StudyMetric Metric, ImmutableArray<Point> Points, ImmutableArray<Point> Front)> panels =
        [
            .. from metric in (StudyMetric[])[StudyMetric.Write, StudyMetric.Read]
               let points = Points(comparison, metric)
               where points.Length > 1
               select (metric, points, Pareto.Front(points, p => p.Speed.Mean, p => p.Ratio.Mean)),
        ];
        if (panels.IsEmpty) return null;
        string over = comparison.Datasets.Length == 1 ? "Means over runs" : $"Means over the {comparison.Datasets.Length} datasets";
        return new Figure(
            "figure5", "Figure 5. Ratio against speed",
            $"{over}, {MethodName.LabelOf(comparison.Chunking)} chunks; both axes show factors. Right and up is better: on the line stand the implementations that "
            + "no other beats in both at once, and off it there is always a better one." + (comparison.Own.IsEmpty ? "" : " Ours: Suffice's own codec, Tally, no part of the published study."),
            [new("not beaten in both (Pareto front)", null, LegendSymbol.Line), new("speed without compression", NoneColour, LegendSymbol.Dashes)],
            [.. panels.Select(p => Panel(comparison, p.Metric, p.Points, p.Front))], 2, Data(panels));
    }

    private static ImmutableArray<Point> Points(StudyComparison comparison, StudyMetric metric) =>
    [
        .. from setting in comparison.Settings.Concat(comparison.Own.Select(r => r.Method.Setting).Distinct())
           let speed = comparison.Mean(comparison.Compared(setting), metric)
           let ratio = comparison.Mean(comparison.Compared(setting), StudyMetric.Ratio)
           where speed is not null && ratio is not null && setting != NoCompression
           select new Point(speed, ratio),
    ];

    private static FigurePanel Panel(StudyComparison comparison, StudyMetric metric, ImmutableArray<Point> points, ImmutableArray<Point> front)
    {
        Plot plot = FigurePlot.New(metric.Title, "compression ratio");
        double[] xs = [.. points.Select(p => Math.Log10(p.Speed.Mean))], ys = [.. points.Select(p => Math.Log10(p.Ratio.Mean))];
        MethodMean? none = comparison.Mean(comparison.Compared(NoCompression), metric);
        double fastest = Math.Max(xs.Max(), none is null ? xs.Max() : Math.Log10(none.Mean));
        double wide = Math.Max(0.3, fastest - xs.Min()), high = Math.Max(0.2, ys.Max() - ys.Min());
        Coordinates[] corners = [.. front.Select(p => new Coordinates(Math.Log10(p.Speed.Mean), Math.Log10(p.Ratio.Mean)))];
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(corners);
        (line.Color, line.LineWidth) = (FigurePlot.Ink.WithAlpha(0.6), 1.5f);
        double left = xs.Min() - 0.1 * wide, right = fastest + 0.1 * wide, bottom = ys.Min() - 0.1 * high, top = ys.Max() + 0.12 * high;
        plot.Layout.Fixed(new PixelPadding(64, 14, 46, 10));
        plot.Axes.SetLimits(left, right, bottom, top);
        FigurePlot.LogTicks(plot.Axes.Bottom, left, right);
        FigurePlot.LogTicks(plot.Axes.Left, bottom, top);
        if (none is not null) Wall(plot, Math.Log10(none.Mean), bottom, top);
        PointLabels.Draw(
            plot, [.. points.Select((p, i) => new PlacedPoint(xs[i], ys[i], p.Speed.Method.Marked, MethodColours.Of(p.Speed.Method.Setting), front.Contains(p)))],
            Width - 78, Height - 56,
            [.. Between(corners), .. none is null ? [] : Between([new(Math.Log10(none.Mean), bottom), new(Math.Log10(none.Mean), top)])]);
        return new FigurePanel(plot, Width, Height, $"Ratio against {metric.Title}; not beaten in both: {string.Join(", ", front.Select(p => p.Speed.Method.Marked))}");
    }

    // Of short lines: Skia complains on the terminal about dashes in SVG.
    private static void Wall(Plot plot, double x, double bottom, double top)
    {
        const int dashes = 24;
        double step = (top - bottom) / dashes;
        for (int i = 0; i < dashes; i++) FigurePlot.Line(plot, x, bottom + i * step, x, bottom + (i + 0.6) * step, NoneColour, 1.5f);
    }

    /// <summary>Places along a line, which names had better not cover.</summary>
    internal static IEnumerable<Coordinates> Between(Coordinates[] corners) =>
        from i in Enumerable.Range(0, Math.Max(0, corners.Length - 1))
        from step in Enumerable.Range(0, 41)
        let part = step / 40.0
        select new Coordinates(corners[i].X + part * (corners[i + 1].X - corners[i].X), corners[i].Y + part * (corners[i + 1].Y - corners[i].Y));

    private static ReportTable Data(ImmutableArray<(StudyMetric Metric, ImmutableArray<Point> Points, ImmutableArray<Point> Front)> panels) => new(
        "figure5", "Figure 5", ["speed", "method", "throughput_gbs", "ratio", "on_front", "statistics_lines"],
        [
            .. from panel in panels
               from point in panel.Points
               select ImmutableArray.Create(
                   panel.Metric.Column, point.Speed.Method.Full, FigureData.Number(point.Speed.Mean), FigureData.Number(point.Ratio.Mean),
                   panel.Front.Contains(point) ? "yes" : "no", FigureData.Lines(point.Speed.From)),
        ]);
}
