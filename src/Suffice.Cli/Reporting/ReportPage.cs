using System.Collections.Immutable;
using System.Globalization;
using Suffice.Cli.Reporting.Figures;
using Suffice.Studies.Reporting;
using static Suffice.Cli.Reporting.Html;

namespace Suffice.Cli.Reporting;

/// <summary>The report as one HTML file that needs nothing else: what was found comes first, how it was measured last.</summary>
internal static class ReportPage
{
    public static string Write(StudyReport report, ImmutableArray<Figure> figures)
    {
        using StringWriter page = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        string title = Title(report);
        page.WriteLine("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
        page.WriteLine("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.WriteLine($"<title>{Text(title)} – suffice report</title>\n<style>\n{PageStyle.Read("report.css")}</style>\n</head>\n<body>\n<main>");
        page.WriteLine($"<header><h1>{Text(title)}</h1><p>{Text(Subtitle(report))}</p></header>");
        WriteTiles(page, report);
        WriteNotes(page, report.Notes);
        WriteContents(page, report);
        WriteFindings(page, report);
        WriteGuidance(page, report);
        WriteFigures(page, figures);
        ReportPageTables.Write(page, report);
        ReportPageMethod.Write(page, report, figures);
        page.WriteLine("<footer>Written by suffice report. Every number here is in a CSV file beside this page.</footer>");
        page.WriteLine("</main>\n</body>\n</html>");
        return page.ToString();
    }

    private static string Title(StudyReport report)
    {
        ImmutableArray<DatasetFacts> datasets = report.Comparison.Datasets;
        return datasets.Length == 1 ? $"What lossless compression buys on {datasets[0].Name}" : $"What lossless compression buys on {datasets.Length} datasets";
    }

    private static string Subtitle(StudyReport report)
    {
        StudyComparison comparison = report.Comparison;
        ImmutableArray<StudyResult> all = comparison.Measured;
        int methods = all.Select(r => r.Statistics.Method).Distinct().Count(), fewest = all.Min(r => r.Statistics.Runs), most = all.Max(r => r.Statistics.Runs);
        string runs = fewest == most ? Invariant($"{most} {(most == 1 ? "run" : "runs")} of each") : Invariant($"{fewest} to {most} runs of each");
        string?[] parts =
        [
            Invariant($"{methods} methods"), runs, comparison.Main.Engine.Length == 0 ? null : comparison.Main.Label, report.Results.Records.FirstOrDefault()?.Machine,
            report.Results.Records.FirstOrDefault()?.Date.Split('T')[0], $"from {string.Join(", ", report.Results.Sources)}",
        ];
        return string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static void WriteTiles(StringWriter page, StudyReport report)
    {
        page.WriteLine("<div class=\"tiles\">");
        foreach (Headline headline in report.Headlines)
            page.WriteLine($"<div><b>{Text(headline.Value)}</b><span>{Text(headline.Label)}</span></div>");
        page.WriteLine("</div>");
    }

    private static void WriteNotes(StringWriter page, ImmutableArray<string> notes)
    {
        if (notes.IsEmpty) return;
        page.WriteLine("<section class=\"notes\"><h2>Please note</h2><ul>");
        foreach (string note in notes) page.WriteLine($"<li>{Text(note)}</li>");
        page.WriteLine("</ul></section>");
    }

    private static void WriteContents(StringWriter page, StudyReport report)
    {
        page.Write("<nav><a href=\"#found\">What was found</a>");
        if (!report.Guidance.IsEmpty) page.Write("<a href=\"#choose\">What to choose</a>");
        if (!report.Engines.IsEmpty) page.Write("<a href=\"#engines\">Engines</a>");
        page.WriteLine("<a href=\"#figure1\">Figures</a><a href=\"#tables\">Tables</a><a href=\"#method\">How it was measured</a><a href=\"#traces\">Where numbers come from</a></nav>");
    }

    private static void WriteFindings(StringWriter page, StudyReport report)
    {
        page.WriteLine("<section id=\"found\"><h2>What was found</h2><ul class=\"findings\">");
        IEnumerable<Finding> findings = report.Headlines.Select(headline => headline.Finding);
        foreach (Finding finding in findings.Concat(FitFindings(report)).Concat(SelectionFindings(report)))
            page.WriteLine($"<li>{Text(finding.Text)} <span class=\"source\">[{Text(finding.Evidence)}]</span></li>");
        page.WriteLine("</ul></section>");
    }

    private static IEnumerable<Finding> FitFindings(StudyReport report)
    {
        if (report.Ratios.Exact is not { } fit) yield break;
        (FitParameter p, FitParameter q, FitParameter r) = (fit.A, fit.B, fit.C);
        string curve = Invariant($"{p.Value:0.0} s^{q.Value:0.00} + {r.Value:0.0} (R² = {fit.RSquared:0.000}, {report.Ratios.Points.Length} datasets)");
        string intervals = Invariant($"a {p.Lower:0.0} to {p.Upper:0.0}, b {q.Lower:0.0} to {q.Upper:0.0}, c {r.Lower:0.0} to {r.Upper:0.0}");
        yield return new Finding(
            $"The best ratio follows the fraction of zeros s as {curve}. "
            + Invariant($"With {fit.DegreesOfFreedom} degrees of freedom the 95 % intervals are {intervals.Replace(" -", " −", StringComparison.Ordinal)}."),
            "fit.json");
    }

    private static IEnumerable<Finding> SelectionFindings(StudyReport report)
    {
        if (report.Selection.IsEmpty) yield break;
        yield return new Finding(
            $"In the top ten of ratio, write and read speed at once, or first in ratio: {string.Join(", ", report.Selection)}.", "figures/figure1.csv");
    }

    private static void WriteGuidance(StringWriter page, StudyReport report)
    {
        if (report.Guidance.IsEmpty) return;
        page.WriteLine("<section id=\"choose\"><h2>What to choose</h2><p class=\"lead\">By the kind of work, from these results alone. "
            + $"{Text(Capital(MethodName.LabelOf(report.Comparison.Chunking)))} chunks.</p><div class=\"cards\">");
        foreach (Guidance guidance in report.Guidance)
        {
            bool isMethod = report.Comparison.Settings.Contains(guidance.Choice);
            string style = isMethod ? $" style=\"--method:{MethodColours.Of(guidance.Choice).ToStringRGB()}\"" : "";
            page.WriteLine($"<div class=\"card\"{style}><h3>{Text(guidance.Workload)}</h3><b class=\"choice\">{Text(guidance.Choice)}</b><p>{Text(guidance.When)}</p><ul>");
            foreach (Finding finding in guidance.Findings)
                page.WriteLine($"<li>{Text(finding.Text)} <span class=\"source\">{Text(finding.Evidence)}</span></li>");
            page.WriteLine("</ul></div>");
        }
        page.WriteLine("</div></section>");
    }

    private static void WriteFigures(StringWriter page, ImmutableArray<Figure> figures)
    {
        foreach (Figure figure in figures)
        {
            page.WriteLine($"<section id=\"{figure.Name}\"><h2>{Text(figure.Title)}</h2>");
            if (!figure.Legend.IsEmpty)
            {
                page.WriteLine("<ul class=\"legend\">");
                foreach (LegendEntry entry in figure.Legend)
                    page.WriteLine($"<li><svg viewBox=\"0 0 22 14\" aria-hidden=\"true\">{entry.SymbolSvg()}</svg>{Text(entry.Label)}</li>");
                page.WriteLine("</ul>");
            }
            // A small panel shrinks with a phone's screen; a wide one scrolls, as its text would become too small to read.
            int width = figure.Panels.Max(p => p.Width), least = width < 400 ? 0 : width * 3 / 4;
            string kind = figure.Panels.Length == 1 ? "panels single" : "panels";
            page.WriteLine(Invariant($"<div class=\"{kind}\" style=\"--panel:{width * 0.9:0}px; --least:{least}px\">"));
            for (int i = 0; i < figure.Panels.Length; i++)
            {
                FigurePanel panel = figure.Panels[i];
                string heading = panel.Heading.Length == 0 ? "" : $"<h3>{Text(panel.Heading)}</h3>";
                page.WriteLine($"<div>{heading}{panel.ToSvg(Invariant($"{figure.Name}p{i}"))}</div>");
            }
            page.WriteLine($"</div><p class=\"reading\">{Text(figure.Caption)} Numbers: <code>figures/{figure.Name}.csv</code>.</p></section>");
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
