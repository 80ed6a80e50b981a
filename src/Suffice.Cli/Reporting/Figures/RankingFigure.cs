using System.Collections.Immutable;
using ScottPlot;
using Suffice.Studies.Reporting;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>Published Figure 1: the top ten in ratio, write and read throughput.</summary>
internal static class RankingFigure
{
    public static Figure Draw(StudyReport report)
    {
        StudyComparison comparison = report.Comparison;
        ImmutableArray<(StudyMetric Metric, ImmutableArray<MethodMean> Top)> rankings =
            [.. StudyMetric.Ranked.Select(metric => (metric, comparison.Ranking(metric).Take(PublishedStudy.RankingLength).ToImmutableArray()))];
        bool isOne = comparison.Datasets.Length == 1;
        string over = isOne
            ? "mean over runs, with the range of the runs"
            : $"mean over the {comparison.Datasets.Length} datasets, with the range from the lowest to the highest dataset";
        string chunks = MethodName.LabelOf(comparison.Chunking);
        return new Figure(
            "figure1", "Figure 1. The ten best in ratio, write and read throughput",
            $"Bars: {over}; means as numbers at the right. {char.ToUpperInvariant(chunks[0])}{chunks[1..]} chunks. "
            + "Storing without compression (none, grey) has its place in the ranking, as published.",
            [], [.. rankings.Where(r => !r.Top.IsEmpty).Select(r => Panel(r.Metric, r.Top))], 3, Data(rankings));
    }

    private static FigurePanel Panel(StudyMetric metric, ImmutableArray<MethodMean> top)
    {
        Plot plot = FigurePlot.Rows(metric.Title, [.. top.Select(mean => mean.Method.Setting)], 104);
        // The right of the panel is a column for the means as numbers.
        double right = top.Max(mean => Range(mean, metric).High) * 1.26;
        for (int i = 0; i < top.Length; i++)
        {
            (double low, double high) = Range(top[i], metric);
            ScottPlot.Plottables.BarPlot bars = plot.Add.Bars((Bar[])[new Bar
            {
                Position = -i, Value = top[i].Mean, Size = 0.68, Orientation = Orientation.Horizontal,
                FillColor = MethodColours.Of(top[i].Method.Setting), LineWidth = 0,
            }]);
            bars.Horizontal = true;
            FigurePlot.Line(plot, low, -i, high, -i, FigurePlot.Ink, 1.2f);
            FigurePlot.Line(plot, low, -i - 0.14, low, -i + 0.14, FigurePlot.Ink, 1.2f);
            FigurePlot.Line(plot, high, -i - 0.14, high, -i + 0.14, FigurePlot.Ink, 1.2f);
            string value = metric == StudyMetric.Ratio ? ReportNumbers.Ratio(top[i].Mean) : ReportNumbers.Significant(top[i].Mean);
            FigurePlot.Text(plot, value, right, -i, Alignment.MiddleRight, -2);
        }
        plot.Axes.SetLimitsX(0, right);
        FigurePlot.FewTicks(plot.Axes.Bottom, right / 1.2);
        return new FigurePanel(
            plot, 372, 372, $"Bars of {metric.Title}: {string.Join(", ", top.Select(m => $"{m.Method.Setting} {ReportNumbers.Significant(m.Mean)}"))}");
    }

    // One dataset has no range over datasets; its runs have one.
    private static (double Low, double High) Range(MethodMean mean, StudyMetric metric) => mean.From.Length > 1
        ? (mean.Min, mean.Max) : (metric.Of(mean.From[0].Statistics).Min, metric.Of(mean.From[0].Statistics).Max);

    private static ReportTable Data(ImmutableArray<(StudyMetric Metric, ImmutableArray<MethodMean> Top)> rankings) => new(
        "figure1", "Figure 1", ["metric", "rank", "method", "mean", "low", "high", "statistics_lines"],
        [
            .. from ranking in rankings
               from entry in ranking.Top.Select((mean, i) => (Mean: mean, Rank: i + 1))
               let range = Range(entry.Mean, ranking.Metric)
               select ImmutableArray.Create(
                   ranking.Metric.Column, FigureData.Number(entry.Rank), entry.Mean.Method.Full, FigureData.Number(entry.Mean.Mean),
                   FigureData.Number(range.Low), FigureData.Number(range.High), FigureData.Lines(entry.Mean.From)),
        ]);
}
