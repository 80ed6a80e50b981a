using System.Collections.Immutable;
using ScottPlot;
using Suffice.Studies.Reporting;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>What is spent, in bits, against what simple models of the samples would spend.</summary>
internal static class BoundsFigure
{
    private static readonly (string Label, Func<DatasetFacts, double?> Bits, string Column, Color Colour)[] Bounds =
    [
        ("zeros only, H2(s)", d => d.SparsityBoundBits, "bound_sparsity", Color.FromHex("#B0413E")),
        ("values, H0", d => d.EntropyBits, "bound_entropy", Color.FromHex("#8E6BBF")),
        ("values at each pixel", d => d.PixelEntropyBits, "bound_pixel_entropy", Color.FromHex("#3E8E7E")),
    ];

    private sealed record Mark(DatasetFacts Dataset, string What, string Setting, double Bits, StudyResult? From, Color Colour);

    /// <returns>Null where nothing is known to compare with.</returns>
    public static Figure? Draw(StudyReport report)
    {
        DatasetFacts[] datasets = [.. report.Comparison.Datasets.Where(d => d.ItemBits is not null && d.SparsityBoundBits is not null)];
        if (datasets.Length == 0) return null;
        bool isPerElectron = datasets.All(d => d.ElectronsPerSample is not null);
        Mark[] marks = [.. datasets.SelectMany(dataset => Marks(report, dataset, isPerElectron))];
        string unit = isPerElectron ? "bits per electron" : "bits per sample";
        var bounds = Bounds.Where(bound => marks.Any(mark => mark.From is null && mark.What == bound.Column));
        return new Figure(
            "figure6", $"Figure 6. {char.ToUpperInvariant(unit[0])}{unit[1..]} against the entropy bounds",
            $"Points: the file's {unit} in {MethodName.LabelOf(report.Comparison.Chunking)} chunks. "
            + "Bars: what a code would spend that knows only which samples are zero (and gets their values free), "
            + "how often each value occurs, or how often at each detector pixel. Codes that use neighbours may come left of the last two, "
            + "and a scan of few positions makes the last one look lower than it is. "
            + (isPerElectron ? "Electrons are the counts of the detector." : "Electrons are not known for every dataset, so the unit is the sample."),
            [
                .. bounds.Select(bound => new LegendEntry(bound.Label, bound.Colour, LegendSymbol.Tick)),
                .. report.Selection.Select(setting => new LegendEntry(setting, MethodColours.Of(setting), LegendSymbol.Circle)),
            ],
            [Panel(datasets, marks, unit)], 1, Data(marks, unit.Replace(' ', '_')));
    }

    private static IEnumerable<Mark> Marks(StudyReport report, DatasetFacts dataset, bool isPerElectron)
    {
        double scale = isPerElectron ? 1 / dataset.ElectronsPerSample!.Value : 1;
        foreach (var bound in Bounds)
            if (bound.Bits(dataset) is > 0 and var bits) yield return new Mark(dataset, bound.Column, "", bits * scale, null, bound.Colour);
        foreach (string setting in report.Selection)
            if (report.Comparison.Find(dataset.Name, report.Comparison.Compared(setting)) is { } result)
                yield return new Mark(dataset, "measured", setting, dataset.ItemBits!.Value / result.Statistics.Ratio.Mean * scale, result, MethodColours.Of(setting));
    }

    private static FigurePanel Panel(DatasetFacts[] datasets, Mark[] marks, string unit)
    {
        Plot plot = FigurePlot.Rows(unit, [.. datasets.Select(d => d.Name)], Math.Min(190, 24 + 7 * datasets.Max(d => d.Name.Length)));
        for (int i = 0; i < datasets.Length; i++)
        {
            foreach (Mark mark in marks.Where(m => m.Dataset == datasets[i] && m.From is null))
                FigurePlot.Line(plot, Math.Log10(mark.Bits), -i - 0.36, Math.Log10(mark.Bits), -i + 0.36, mark.Colour, 3.5f);
            Mark[] measured = [.. marks.Where(m => m.Dataset == datasets[i] && m.From is not null)];
            // Next to one another from top to bottom: equal ratios would hide each other.
            for (int k = 0; k < measured.Length; k++)
                FigurePlot.Marker(plot, Math.Log10(measured[k].Bits), -i + 0.27 - 0.54 * k / Math.Max(1, measured.Length - 1), MarkerShape.FilledCircle, measured[k].Colour, 10);
        }
        double left = Math.Log10(marks.Min(m => m.Bits)) - 0.08, right = Math.Log10(marks.Max(m => m.Bits)) + 0.08;
        plot.Axes.SetLimitsX(left, right);
        FigurePlot.LogTicks(plot.Axes.Bottom, left, right);
        return new FigurePanel(
            plot, 760, 60 + 74 * Math.Max(2, datasets.Length),
            $"{unit} of the selected implementations and of the bounds, for {string.Join(", ", datasets.Select(d => d.Name))}");
    }

    private static ReportTable Data(Mark[] marks, string column) => new(
        "figure6", "Figure 6", ["dataset", "what", "method", column, "statistics_lines"],
        [.. marks.Select(m => ImmutableArray.Create(m.Dataset.Name, m.What, m.From?.Statistics.Method ?? "", FigureData.Number(m.Bits), m.From is null ? "" : FigureData.Lines([m.From])))]);
}
