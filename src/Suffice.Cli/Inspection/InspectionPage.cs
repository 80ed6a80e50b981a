using System.Globalization;
using System.Net;
using Suffice.Cli.Inspection.Pictures;
using Suffice.Cubes;
using Suffice.Cubes.Statistics;

namespace Suffice.Cli.Inspection;

/// <summary>A report as one HTML file that needs nothing else: no network, no scripts.</summary>
internal static class InspectionPage
{
    public static void Write(TextWriter page, InspectionReport report)
    {
        page.WriteLine("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
        page.WriteLine("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.WriteLine($"<title>{Text(report.FileName)} – suffice inspect</title>\n<style>\n{PageStyle.Read()}</style>\n</head>\n<body>\n<main>");
        page.WriteLine($"<header><h1>{Text(report.FileName)}</h1><p>{Text(Subtitle(report))}</p></header>");
        WriteTiles(page, report);
        WriteNotes(page, report.Notes);
        InspectionFigures.Write(page, report);
        WriteHistogram(page, report.Statistics);
        WriteBounds(page, report);
        WriteFacts(page, report);
        WriteMetadata(page, report.Metadata);
        page.WriteLine("<footer>Written by suffice inspect. All figures are of all samples unless it is said.</footer>");
        page.WriteLine("</main>\n</body>\n</html>");
    }

    /// <summary>Text as it may stand in an element or an attribute.</summary>
    internal static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Subtitle(InspectionReport report)
    {
        Cube cube = report.Cube;
        string?[] parts = [report.Format, report.DatasetPath, cube.Shape.ToString(), cube.Element.Name(), Figures.Bytes(cube.Bytes)];
        return string.Join(" · ", parts.Where(part => part is not null));
    }

    private static void WriteTiles(TextWriter page, InspectionReport report)
    {
        CubeStatistics statistics = report.Statistics;
        page.WriteLine("<div class=\"tiles\">");
        Tile("zeros", Figures.Percent(statistics.Sparsity));
        Tile("largest value", Figures.Number(statistics.Maximum.Number));
        if (statistics.ElectronsPerPattern is { } electrons) Tile("counts per pattern", Figures.Number(electrons.Mean));
        Tile("entropy H0, bits per sample", Figures.Number(statistics.EntropyBits));
        if (report.Compression is { Count: > 0 } compression)
        {
            SampledCompression best = compression.MaxBy(m => m.Ratio)!;
            Tile($"best on a sample, {best.Method}", Figures.Ratio(best.Ratio));
        }
        page.WriteLine("</div>");

        void Tile(string name, string value) => page.WriteLine($"<div><span>{Text(name)}</span><b>{Text(value)}</b></div>");
    }

    private static void WriteNotes(TextWriter page, IReadOnlyList<string> notes)
    {
        if (notes.Count == 0) return;
        page.WriteLine("<section class=\"notes\"><h2>Please note</h2><ul>");
        foreach (string note in notes) page.WriteLine($"<li>{Text(note)}</li>");
        page.WriteLine("</ul></section>");
    }

    private static void WriteHistogram(TextWriter page, CubeStatistics statistics)
    {
        string lead = statistics.Histogram.IsExact
            ? "How many samples have each value. Both axes show factors; the value axis is log(1 + value), so that zero has its place. "
                + "Where bars would be too thin, one shows the mean of neighbouring values."
            : "How many samples lie in each eighth of an octave. Both axes show factors; zero has its place on the value axis.";
        page.WriteLine($"<section><h2>Histogram of the samples</h2><p class=\"lead\">{lead}</p><div class=\"scroll\">");
        page.WriteLine(HistogramPlot.Draw(statistics.Histogram));
        page.WriteLine("</div></section>");
    }

    private static void WriteBounds(TextWriter page, InspectionReport report)
    {
        IReadOnlyList<EntropyBound> bounds = EntropyBound.Of(report.Statistics);
        IReadOnlyList<SampledCompression> methods = [.. (report.Compression ?? []).OrderByDescending(m => m.Ratio)];
        double longest = bounds.Select(b => b.Ratio).Concat(methods.Select(m => m.Ratio)).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        page.WriteLine("<section><h2>What lossless compression can reach</h2>");
        page.WriteLine("<p class=\"lead\">Ratio = bits of a stored sample / bits that the model spends on it. Codes that predict a sample "
            + "from its neighbours may do better than the models.</p>");
        page.WriteLine("<table><thead><tr><th>model or method</th><th class=\"wide\"></th><th class=\"n\">ratio</th>"
            + "<th class=\"n\">bits per sample</th><th class=\"n\">bits per electron</th></tr></thead><tbody>");
        foreach (EntropyBound bound in bounds)
            Row($"{Text(bound.Name)}<small>{Text(bound.Note)}</small>", bound.Ratio, Figures.Number(bound.BitsPerSample),
                Figures.Number(bound.BitsPerElectron));
        foreach (SampledCompression method in methods)
            Row($"{Text(method.Method)}<small>measured on a sample of the file</small>", method.Ratio,
                Figures.Number(report.Statistics.ElementBits / method.Ratio), "–");
        page.WriteLine("</tbody></table></section>");

        void Row(string name, double ratio, string bits, string perElectron) => page.WriteLine(
            $"<tr><td>{name}</td><td class=\"wide\">{Meter(ratio / longest)}</td><td class=\"n\"><b>{Figures.Ratio(ratio)}</b></td>"
            + $"<td class=\"n\">{bits}</td><td class=\"n\">{perElectron}</td></tr>");
    }

    private static string Meter(double fraction) => string.Create(CultureInfo.InvariantCulture,
        $"<div class=\"meter\"><i style=\"width:{100 * Math.Clamp(double.IsNaN(fraction) ? 0 : fraction, 0, 1):0.0}%\"></i></div>");

    private static void WriteFacts(TextWriter page, InspectionReport report)
    {
        IReadOnlyList<FactGroup> groups = InspectionFacts.Of(report);
        page.WriteLine("<section><div class=\"columns\"><div>");
        WriteTable(page, groups[0]);
        page.WriteLine("</div><div>");
        foreach (FactGroup group in groups.Skip(1)) WriteTable(page, group);
        page.WriteLine("</div></div></section>");
    }

    private static void WriteTable(TextWriter page, FactGroup group)
    {
        page.WriteLine($"<h2>{Text(group.Title)}</h2><table><tbody>");
        foreach (Fact fact in group.Facts)
        {
            string note = fact.Note.Length == 0 ? "" : $"<small>{Text(fact.Note)}</small>";
            page.WriteLine($"<tr><th scope=\"row\">{Text(fact.Name)}</th><td>{Text(fact.Value)}{note}</td></tr>");
        }
        page.WriteLine("</tbody></table>");
    }

    private static void WriteMetadata(TextWriter page, IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        if (metadata.Count == 0) return;
        page.WriteLine($"<section><details><summary>Metadata of the file ({metadata.Count})</summary><table><tbody>");
        foreach ((string name, string value) in metadata)
            page.WriteLine($"<tr><th scope=\"row\">{Text(name)}</th><td>{Text(value)}</td></tr>");
        page.WriteLine("</tbody></table></details></section>");
    }
}
