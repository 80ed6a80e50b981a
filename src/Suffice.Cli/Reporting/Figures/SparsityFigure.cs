using System.Collections.Immutable;
using System.Globalization;
using ScottPlot;
using Suffice.Cubes.Statistics;
using Suffice.Studies.Reporting;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>Published Figure 3: best ratio against sparsity, with the fit and the bound.</summary>
internal static class SparsityFigure
{
    private const int PublishedBits = 16, Steps = 1500, Width = 760, Height = 440, DataWidth = Width - 84, DataHeight = Height - 56;

    /// <returns>Null where no sparsity is known.</returns>
    public static Figure? Draw(StudyReport report)
    {
        RatioBySparsity ratios = report.Ratios;
        if (ratios.Points.IsEmpty) return null;
        int[] bits = [.. ratios.Points.Select(p => p.Dataset.ItemBits ?? PublishedBits).Append(PublishedBits).Distinct().Order()];
        double left = Math.Min(0.4, Math.Floor(10 * ratios.Points.Min(p => p.Dataset.Sparsity!.Value)) / 10);
        string curve = ratios.Exact is { } fit
            ? string.Create(CultureInfo.InvariantCulture, $"fit {fit.A.Value:0.0} · s^{fit.B.Value:0.00} + {fit.C.Value:0.0}, R² = {fit.RSquared:0.000}")
            : string.Create(CultureInfo.InvariantCulture, $"published curve {ratios.Curve.A:0.0} · s^{ratios.Curve.B:0.00} + {ratios.Curve.C:0.0}, not fitted to these data");
        ImmutableArray<LegendEntry> legend =
        [
            new(curve, null, ratios.Exact is null ? LegendSymbol.Dashes : LegendSymbol.Line),
            .. bits.Select(b => new LegendEntry($"bound {b}/H2(s), {b}-bit samples", BoundColour(b), b == PublishedBits ? LegendSymbol.Dashes : LegendSymbol.Dots)),
            .. ratios.Points.Select(p => p.Best.Method.Setting).Distinct().Select(setting => new LegendEntry($"best is {setting}", MethodColours.Of(setting), LegendSymbol.Circle)),
        ];
        return new Figure(
            "figure3", "Figure 3. Best ratio against sparsity",
            "One point for each dataset: the best of all methods and chunkings. Above the bound no code can come that takes samples as independent and "
            + "pays only for telling zeros from the rest; H2 is the binary entropy of the fraction of zeros s. The ratio axis shows factors.",
            legend, [Panel(ratios, bits, left)], 1, Data(ratios, bits));
    }

    private static FigurePanel Panel(RatioBySparsity ratios, int[] bits, double left)
    {
        Plot plot = FigurePlot.New("sparsity: fraction of zeros (%)", "best compression ratio");
        double right = Math.Max(1, ratios.Points.Max(p => p.Dataset.Sparsity!.Value));
        double highest = ratios.Points.Max(p => Math.Max(p.Best.Statistics.Ratio.Mean, Bound(p.Dataset.ItemBits ?? PublishedBits, p.Dataset.Sparsity!.Value)));
        double lowest = Math.Min(ratios.Points.Min(p => p.Best.Statistics.Ratio.Mean), ratios.Curve.At(left));
        double bottom = Math.Log10(Math.Max(0.5, lowest * 0.7)), top = Math.Log10(Math.Min(double.IsFinite(highest) ? highest : 1e4, 1e5) * 1.8);
        List<Coordinates> lines = [];
        void Line(Func<double, double> ratio, Color colour, double dash)
        {
            Coordinates[] curve = Curve(left, right, ratio, top);
            lines.AddRange(curve);
            double pixelsX = DataWidth / (100 * (right - left)), pixelsY = DataHeight / (top - bottom);
            DashedLine.Draw(plot, curve, pixelsX, pixelsY, dash, dash == double.MaxValue ? 0 : 0.6 * dash, colour, 2);
        }
        foreach (int b in bits) Line(s => Bound(b, s), BoundColour(b), b == PublishedBits ? 10 : 3);
        Line(ratios.Curve.At, FigurePlot.Ink, ratios.Exact is null ? 10 : double.MaxValue);
        List<PlacedPoint> points = [];
        foreach ((DatasetFacts dataset, StudyResult best) in ratios.Points)
            points.Add(new(
                100 * dataset.Sparsity!.Value, Math.Log10(best.Statistics.Ratio.Mean), $"{dataset.Name} {ReportNumbers.Ratio(best.Statistics.Ratio.Mean)}", MethodColours.Of(best.Method.Setting)));
        plot.Layout.Fixed(new PixelPadding(64, 20, 46, 10));
        plot.Axes.SetLimits(100 * left - 1, 100 * right + 1.5, bottom, top);
        FigurePlot.LogTicks(plot.Axes.Left, bottom, top);
        PointLabels.Draw(plot, points, DataWidth, DataHeight, lines);
        string text = string.Join(", ", ratios.Points.Select(p => $"{p.Dataset.Name} {ReportNumbers.Ratio(p.Best.Statistics.Ratio.Mean)} at {ReportNumbers.Percent(p.Dataset.Sparsity!.Value)}"));
        return new FigurePanel(plot, Width, Height, $"Best ratio against sparsity: {text}");
    }

    private static double Bound(int bits, double sparsity) => bits / Entropies.Binary(sparsity);

    private static Color BoundColour(int bits) => Color.FromHex(bits == PublishedBits ? "#B0413E" : "#8E6BBF");

    private static Coordinates[] Curve(double left, double right, Func<double, double> ratio, double top) =>
    [
        .. from i in Enumerable.Range(0, Steps + 1)
           let sparsity = left + (right - left) * i / Steps
           let height = Math.Log10(ratio(sparsity))
           where double.IsFinite(height) && height < top + 1
           select new Coordinates(100 * sparsity, height),
    ];

    private static ReportTable Data(RatioBySparsity ratios, int[] bits) => new(
        "figure3", "Figure 3", ["dataset", "sparsity", "best_ratio", "method", "curve", .. bits.Select(b => string.Create(CultureInfo.InvariantCulture, $"bound_{b}_bit")), "statistics_lines"],
        [
            .. ratios.Points.Select(p => ImmutableArray.Create((string[])
            [
                p.Dataset.Name, FigureData.Number(p.Dataset.Sparsity), FigureData.Number(p.Best.Statistics.Ratio.Mean), p.Best.Statistics.Method,
                FigureData.Number(ratios.Curve.At(p.Dataset.Sparsity!.Value)), .. bits.Select(b => FigureData.Number(Bound(b, p.Dataset.Sparsity!.Value))),
                FigureData.Lines([p.Best]),
            ])),
        ]);
}
