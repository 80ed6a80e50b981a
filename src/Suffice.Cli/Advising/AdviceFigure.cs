using System.Collections.Immutable;
using System.Globalization;
using ScottPlot;
using Suffice.Advice;
using Suffice.Cli.Reporting.Figures;
using Suffice.Studies.Reporting;

namespace Suffice.Cli.Advising;

/// <summary>Ratio against the speeds of packing and of reading: all candidates, the front, the choice.</summary>
internal static class AdviceFigure
{
    private const int Width = 560, Height = 430;

    public static Figure Draw(AdviceReport report)
    {
        (AdviceGoal Speed, string Title)[] panels = [(AdviceGoal.Packing, "packing, MB/s"), (AdviceGoal.Reading, "reading, MB/s")];
        return new Figure(
            "front", $"Ratio against speed, for {report.Purpose.Name}",
            "Both axes show factors; right and up is better. On the line stand the candidates that no other beats in both; bars are 95 % intervals.",
            [new("not beaten in both (Pareto front): codec, patterns in a chunk", null, LegendSymbol.Line), new("other candidate", Other, LegendSymbol.Circle), new("chosen", Chosen, LegendSymbol.Circle)],
            [.. panels.Select(panel => Panel(report, panel.Speed, panel.Title))], 2, Data(report));
    }

    private static Color Chosen => Color.FromHex("#D55E00");

    private static Color OnFront => Color.FromHex("#0072B2");

    private static Color Other => Color.FromHex("#B9BEC7");

    private static FigurePanel Panel(AdviceReport report, AdviceGoal speed, string title)
    {
        Plot plot = FigurePlot.New(title, "compression ratio");
        ImmutableArray<Candidate> front = report.Front(speed);
        (double left, double right) = Limits(report.Candidates.Select(candidate => X(candidate, speed)), 0.3);
        (double bottom, double top) = Limits(report.Candidates.Select(Y), 0.2);
        plot.Layout.Fixed(new PixelPadding(64, 14, 46, 10));
        plot.Axes.SetLimits(left, right, bottom, top);
        FigurePlot.LogTicks(plot.Axes.Bottom, left, right);
        FigurePlot.LogTicks(plot.Axes.Left, bottom, top);
        Coordinates[] corners = [.. front.Select(candidate => new Coordinates(X(candidate, speed), Y(candidate)))];
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(corners);
        (line.Color, line.LineWidth) = (FigurePlot.Ink.WithAlpha(0.6), 1.5f);
        foreach (Candidate candidate in report.Candidates.Except(front))
            FigurePlot.Marker(plot, X(candidate, speed), Y(candidate), MarkerShape.FilledCircle, Other, 6);
        Candidate[] named = [.. front.Append(report.Choice.Candidate).Distinct()];
        foreach (Candidate candidate in named) Bars(plot, candidate, speed);
        PointLabels.Draw(
            plot, [.. named.Select(candidate => new PlacedPoint(X(candidate, speed), Y(candidate), Label(candidate), candidate == report.Choice.Candidate ? Chosen : OnFront))],
            Width - 78, Height - 56, ParetoFigure.Between(corners));
        return new FigurePanel(plot, Width, Height, $"Ratio against {title}; not beaten in both: {string.Join(", ", front.Select(Label))}");
    }

    private static void Bars(Plot plot, Candidate candidate, AdviceGoal speed)
    {
        (double x, double y) = (X(candidate, speed), Y(candidate));
        Interval across = candidate.Of(speed), up = candidate.Ratio;
        if (across.IsKnown) FigurePlot.Line(plot, Math.Log10(across.Low / 1e6), y, Math.Log10(across.High / 1e6), y, OnFront.WithAlpha(0.5), 2);
        if (up.IsKnown) FigurePlot.Line(plot, x, Math.Log10(up.Low), x, Math.Log10(up.High), OnFront.WithAlpha(0.5), 2);
    }

    private static (double Low, double High) Limits(IEnumerable<double> values, double least)
    {
        double[] all = [.. values];
        double margin = 0.12 * Math.Max(least, all.Max() - all.Min());
        return (all.Min() - margin, all.Max() + margin);
    }

    private static double X(Candidate candidate, AdviceGoal speed) => Math.Log10(candidate.Of(speed).Value / 1e6);

    private static double Y(Candidate candidate) => Math.Log10(candidate.Ratio.Value);

    private static string Label(Candidate candidate) => string.Create(CultureInfo.InvariantCulture, $"{candidate.Codec.Name}, {candidate.Chunk.Patterns}");

    private static ReportTable Data(AdviceReport report)
    {
        ImmutableArray<Candidate> packing = report.Front(AdviceGoal.Packing), reading = report.Front(AdviceGoal.Reading);
        return new ReportTable(
            "candidates", "Candidates",
            [
                "codec", "chunk", "read_by", "chunks_measured", "ratio", "ratio_low", "ratio_high", "pack_mb_s", "pack_mb_s_low", "pack_mb_s_high",
                "read_mb_s", "read_mb_s_low", "read_mb_s_high", "pattern_ms", "on_packing_front", "on_reading_front", "chosen",
            ],
            [
                .. from candidate in report.Candidates
                   select ImmutableArray.Create(
                   [
                       candidate.Codec.Name, candidate.Chunk.ToString(), candidate.Codec.Reach.ToString().ToLowerInvariant(),
                       candidate.Chunks.ToString(CultureInfo.InvariantCulture), .. Numbers(candidate.Ratio, 1), .. Numbers(candidate.PackBytesPerSecond, 1e-6),
                       .. Numbers(candidate.ReadBytesPerSecond, 1e-6), FigureData.Number(candidate.PatternSeconds * 1000), YesNo(packing.Contains(candidate)),
                       YesNo(reading.Contains(candidate)), YesNo(candidate == report.Choice.Candidate),
                   ]),
            ]);
    }

    private static string[] Numbers(Interval interval, double scale) =>
        [FigureData.Number(interval.Value * scale), FigureData.Number(interval.Low * scale), FigureData.Number(interval.High * scale)];

    private static string YesNo(bool value) => value ? "yes" : "no";
}
