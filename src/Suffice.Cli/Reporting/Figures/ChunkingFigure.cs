using System.Collections.Immutable;
using ScottPlot;
using Suffice.Studies;
using Suffice.Studies.Reporting;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>Published Figure 4: the selected implementations in the three chunkings.</summary>
internal static class ChunkingFigure
{
    private static readonly (string Chunking, MarkerShape Shape, LegendSymbol Symbol)[] Shapes =
    [
        ("real_space", MarkerShape.FilledSquare, LegendSymbol.Square),
        (MethodName.Balanced, MarkerShape.FilledCircle, LegendSymbol.Circle),
        ("single_frame", MarkerShape.FilledTriangleUp, LegendSymbol.Triangle),
    ];

    /// <returns>Null where fewer than two chunkings were measured.</returns>
    public static Figure? Draw(StudyReport report)
    {
        StudyComparison comparison = report.Comparison;
        ImmutableArray<(string Setting, StudyMetric Metric, MethodMean Mean)> means =
        [
            .. from setting in report.Selection
               from metric in StudyMetric.Ranked
               from chunking in StudyChunking.All
               let mean = comparison.Mean(new MethodName(chunking.Name, setting), metric)
               where mean is not null
               select (setting, metric, mean),
        ];
        HashSet<string?> measured = [.. means.Select(m => m.Mean.Method.Chunking)];
        if (measured.Count < 2) return null;
        string over = comparison.Datasets.Length == 1 ? "mean over runs" : $"mean over the {comparison.Datasets.Length} datasets";
        return new Figure(
            "figure4", "Figure 4. Chunkings of the selected implementations",
            $"Each mark is one chunking, {over}; where the three marks of an implementation stand above one another, chunking hardly matters.",
            [.. Shapes.Where(s => measured.Contains(s.Chunking)).Select(s => new LegendEntry($"{MethodName.LabelOf(s.Chunking)} chunks", null, s.Symbol))],
            [.. StudyMetric.Ranked.Select(metric => Panel(metric, report.Selection, [.. means.Where(m => m.Metric == metric).Select(m => (m.Setting, m.Mean))]))],
            3, Data(means));
    }

    private static FigurePanel Panel(StudyMetric metric, ImmutableArray<string> settings, ImmutableArray<(string Setting, MethodMean Mean)> means)
    {
        Plot plot = FigurePlot.Rows(metric.Title, [.. settings], 104);
        for (int i = 0; i < settings.Length; i++)
        {
            MethodMean[] row = [.. means.Where(m => m.Setting == settings[i]).Select(m => m.Mean)];
            if (row.Length == 0) continue;
            Color colour = MethodColours.Of(settings[i]);
            FigurePlot.Line(plot, 0, -i + 0.46, 1e3, -i + 0.46, FigurePlot.Ink.WithAlpha(0.1), 1);
            // One below the other, as equal values would hide each other.
            for (int k = 0; k < Shapes.Length; k++)
                foreach (MethodMean mean in row.Where(m => m.Method.Chunking == Shapes[k].Chunking))
                    FigurePlot.Marker(plot, mean.Mean, -i + 0.26 * (1 - k), Shapes[k].Shape, colour, 9);
        }
        double right = means.Max(m => m.Mean.Mean) * 1.1;
        plot.Axes.SetLimitsX(0, right);
        FigurePlot.FewTicks(plot.Axes.Bottom, right);
        return new FigurePanel(plot, 372, 320, $"{metric.Title} in each chunking");
    }

    private static ReportTable Data(ImmutableArray<(string Setting, StudyMetric Metric, MethodMean Mean)> means) => new(
        "figure4", "Figure 4", ["method", "metric", "mean", "low", "high", "statistics_lines"],
        [
            .. means.Select(m => ImmutableArray.Create(
                m.Mean.Method.Full, m.Metric.Column, FigureData.Number(m.Mean.Mean), FigureData.Number(m.Mean.Min), FigureData.Number(m.Mean.Max), FigureData.Lines(m.Mean.From))),
        ]);
}
