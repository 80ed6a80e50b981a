using System.Globalization;
using System.Net;
using Suffice.Cli.Inspection;
using Suffice.Cli.Inspection.Pictures;
using Suffice.Cubes;
using Suffice.Reductions.Records;
using Suffice.Reductions.Sufficiency;
using Suffice.Views;

namespace Suffice.Cli.Reduction;

/// <summary>A certificate as one HTML file that needs nothing else.</summary>
internal static class CertificatePage
{
    private const int MostSide = 512;

    public static void Write(TextWriter page, ReductionOutcome outcome)
    {
        Certificate certificate = outcome.Certificate;
        string name = Path.GetFileName(outcome.Path);
        page.WriteLine("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
        page.WriteLine("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.WriteLine($"<title>{Text(name)} – certificate</title>\n<style>\n{PageStyle.Read()}.whole {{ white-space: nowrap; }}\n</style>\n</head>\n<body>\n<main>");
        page.WriteLine($"<header><h1>{Text(name)}</h1><p>A record of {Text(certificate.Source.Files[0].Name)}, and what it is good for</p></header>");
        WriteTiles(page, outcome);
        WriteTargets(page, certificate);
        WriteMaps(page, outcome);
        WriteLadder(page, certificate);
        WriteMeaning(page, certificate);
        WriteProvenance(page, certificate);
        page.WriteLine($"<footer>Written by {Text(certificate.Program)}, suffice reduce.</footer>\n</main>\n</body>\n</html>");
    }

    private static void WriteTiles(TextWriter page, ReductionOutcome outcome)
    {
        CertificateBytes bytes = outcome.Certificate.Bytes;
        long record = new FileInfo(outcome.Path).Length;
        page.WriteLine("<div class=\"tiles\">");
        Tile("the record", Figures.Bytes(record));
        Tile("the samples", Figures.Bytes(bytes.Raw));
        Tile("smaller by", Figures.Ratio((double)bytes.Raw / record));
        Tile("the full cube, lossless", Figures.Bytes(bytes.Lossless));
        Tile("kept as", string.Join(" + ", outcome.Certificate.Forms.Select(form => form.Name)));
        page.WriteLine("</div>");

        void Tile(string name, string value) => page.WriteLine($"<div><span>{Text(name)}</span><b>{Text(value)}</b></div>");
    }

    private static void WriteTargets(TextWriter page, Certificate certificate)
    {
        page.WriteLine("<section><h2>What it is good for</h2><p class=\"lead\">Errors are differences between a target's values from this record and from the data, "
            + (certificate.Sampling.IsQuick ? "estimated from a sample of positions, with 95 % intervals.</p>" : "over all positions, exactly.</p>"));
        page.WriteLine("<div class=\"scroll\"><table><thead><tr><th>target</th><th>from</th><th class=\"whole\">tolerance</th><th class=\"n\">allows</th><th class=\"n\">error, RMS<small>of labels the part</small></th>"
            + "<th class=\"n\">99 %</th><th class=\"n\">largest</th><th class=\"n\">of the tolerance</th><th class=\"n\">shot noise</th><th>latitude</th></tr></thead><tbody>");
        foreach (CertificateTarget target in certificate.Targets)
        {
            string latitude = target.HeldOut is { } draws
                ? $"{target.Latitude}<small>{draws.Draws} held-out draws, at most {Figures.Number(draws.Largest)} of the tolerance; with 95 % confidence at least {Figures.Percent(draws.PartWithin)} of the range is within it</small>"
                : Text(target.Latitude);
            page.WriteLine($"<tr><th scope=\"row\">{Text(target.Request)}<small>{Text(target.Unit)}</small></th><td class=\"whole\">{Text(target.Form)}</td><td class=\"whole\">{Text(target.Tolerance)}<small>{Text(target.Measure)}</small></td>"
                + $"<td class=\"n\">{Figures.Number(target.Limit)}</td><td class=\"n\">{Estimate(target.Error.Rms)}</td><td class=\"n\">{Figures.Number(target.Error.Percentile99)}</td>"
                + $"<td class=\"n\">{Figures.Number(target.Error.Maximum)}</td><td class=\"n\"><b>{Figures.Number(target.Error.Ratio)}</b></td>"
                + $"<td class=\"n\">{(target.Sigma is { } sigma ? Estimate(sigma) : "–")}</td><td>{latitude}</td></tr>");
        }
        page.WriteLine("</tbody></table></div></section>");
    }

    private static void WriteMaps(TextWriter page, ReductionOutcome outcome)
    {
        page.WriteLine("<section><h2>Maps</h2><div class=\"pictures\">");
        foreach (TargetMapsOfRecord maps in outcome.Maps)
        {
            foreach (ViewResult value in maps.Values.Where(value => value.Axes.Length == 2)) Draw(page, value, ColourMap.Viridis, $"{maps.Target} {value.Name}".Trim(), value.Title);
            if (maps.Error is { } error) Draw(page, error, ColourMap.Inferno, $"{maps.Target}, error", "from this record, at each position");
        }
        page.WriteLine("</div></section>");
    }

    private static void Draw(TextWriter page, ViewResult result, ColourMap colours, string title, string meaning)
    {
        Raster raster = new(result.Axes[0].Length, result.Axes[1].Length, [.. result.Values.Select(value => double.IsFinite(value) ? value : 0)]);
        Raster image = result.IsCategorical ? raster : raster.Binned(MostSide).Item1;
        ValueScale scale = ValueScale.Linear(image.Values);
        page.WriteLine($"<figure><div class=\"frame\"><img alt=\"{Text(title)}\" width=\"{image.Columns}\" height=\"{image.Rows}\" src=\"{Png.DataUri(Png.Encode(image, scale, colours))}\"></div>");
        page.WriteLine($"<div class=\"ramp\" style=\"background:{colours.Css}\"></div><div class=\"ends\"><span>{Figures.Number(scale.Lower)}</span><span>{Figures.Number(scale.Upper)} {Text(result.Unit)}</span></div>");
        page.WriteLine($"<figcaption><b>{Text(title)}</b>: {Text(meaning)}.</figcaption></figure>");
    }

    private static void WriteLadder(TextWriter page, Certificate certificate)
    {
        page.WriteLine("<section><h2>What was tried</h2><p class=\"lead\">From the smallest on. In brackets: error over tolerance on a sample of positions, and its upper bound when "
            + "parameters are re-chosen within the latitude.</p><div class=\"scroll\"><table><thead><tr><th>representation</th><th class=\"n\">bytes, estimated</th>");
        foreach (CertificateTarget target in certificate.Targets) page.Write($"<th>{Text(target.Name)}</th>");
        page.WriteLine("<th>recovers</th><th>asserts</th><th class=\"whole\">chosen for</th></tr></thead><tbody>");
        foreach (CertificateRung rung in certificate.Ladder)
        {
            page.Write($"<tr><th scope=\"row\">{Text(rung.Name)}<small>{Text(rung.Title)}</small></th><td class=\"n\">{Figures.Count(rung.EstimatedBytes)}</td>");
            foreach (CertificateFinding finding in rung.Findings) page.Write($"<td>{Text(ReductionText.Cell(finding))}</td>");
            page.WriteLine($"<td>{Text(rung.Recovers)}</td><td>{Text(rung.Asserts)}</td><td class=\"whole\">{(rung.Serves.IsEmpty ? "–" : $"<b>{Text(string.Join(", ", rung.Serves))}</b>")}</td></tr>");
        }
        page.WriteLine("</tbody></table></div>");
        foreach (string climb in certificate.Climbs) page.WriteLine($"<p>{Text(climb)}.</p>");
        page.WriteLine("</section>");
    }

    private static void WriteMeaning(TextWriter page, Certificate certificate)
    {
        string errors = certificate.Sampling.IsQuick
            ? "The errors are those of a sample: with 95 % confidence the error over all data is within the interval."
            : "The errors are computed from all data: they are exact for this data set.";
        page.WriteLine("<section class=\"notes\"><h2>What this proves</h2><ul>"
            + $"<li>{errors}</li><li>Shot noise is measured by dealing the electrons of a sample into two halves; it is an estimate, with a 95 % interval.</li>"
            + "<li>What is said of other parameters within the latitude rests on draws that the choice had not seen: it is an estimate, not a bound.</li>"
            + "<li>Nothing is said of questions that are not in the table; <code>suffice audit RECORD --against RAW --target VIEW</code> answers for those.</li></ul></section>");
    }

    private static void WriteProvenance(TextWriter page, Certificate certificate)
    {
        CertificateSource source = certificate.Source;
        page.WriteLine("<section><h2>Where it comes from</h2><table><tbody>");
        foreach (CertificateFile file in source.Files) Row(file.Name, $"{Figures.Count(file.Bytes)} bytes, SHA-256 {file.Sha256}");
        Row("format", source.Dataset is null ? source.Format : $"{source.Format}, {source.Dataset}");
        Row("extents", $"({string.Join(", ", source.Shape)}) {source.Element}; scan {source.ScanOrigin}");
        foreach (CertificateAxis axis in source.ScanAxes.Concat(source.DetectorAxes)) Row(axis.Name, $"{axis.Length} steps of {Figures.Number(axis.Scale)} {(axis.Unit.Length == 0 ? "pixels" : axis.Unit)}");
        if (source.Centre.Length == 3) Row("undiffracted beam", string.Create(CultureInfo.InvariantCulture, $"row {source.Centre[0]:0.00}, column {source.Centre[1]:0.00}, radius {source.Centre[2]:0.00} pixels"));
        if (source.MaskedPixels > 0) Row("masked pixels", Figures.Count(source.MaskedPixels));
        Row("command", certificate.Command);
        Row("program", certificate.Program);
        Row("made", certificate.Created.ToString("u", CultureInfo.InvariantCulture));
        CertificateSampling sampling = certificate.Sampling;
        Row("sample", sampling.Part >= 1 ? "all positions" : $"twice {sampling.Positions} positions, {Figures.Percent(sampling.Part)} of the scan each; seed {sampling.Seed}");
        foreach ((string key, string value) in source.Metadata) Row(key, value);
        page.WriteLine("</tbody></table></section>");

        void Row(string key, string value) => page.WriteLine($"<tr><th scope=\"row\">{Text(key)}</th><td>{Text(value)}</td></tr>");
    }

    private static string Estimate(CertificateInterval interval) => interval.Lower == interval.Upper
        ? Figures.Number(interval.Value) : $"{Figures.Number(interval.Value)}<small>{Figures.Number(interval.Lower)} to {Figures.Number(interval.Upper)}</small>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
