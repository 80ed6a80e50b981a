using Spectre.Console;
using Suffice.Cli.Inspection;
using Suffice.Reductions.Records;
using Suffice.Reductions.Sufficiency;

namespace Suffice.Cli.Reduction;

/// <summary>A reduction on the terminal: the ladder, the choice and why.</summary>
internal static class ReductionText
{
    private const int PlainWidth = 160;

    public static void Write(ReductionOutcome outcome, CertificateFiles files)
    {
        Certificate certificate = outcome.Certificate;
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, PlainWidth);
        WriteLadder(certificate);
        foreach (string climb in certificate.Climbs) Console.WriteLine(climb);
        foreach (CertificateTarget target in certificate.Targets) Console.WriteLine(Line(target, certificate.Sampling.IsQuick));
        CertificateBytes bytes = certificate.Bytes;
        long record = new FileInfo(outcome.Path).Length;
        Console.WriteLine($"{outcome.Path}: {Figures.Bytes(record)}, {Figures.Ratio((double)bytes.Raw / record)} smaller than the samples ({Figures.Bytes(bytes.Raw)}); "
            + $"the full cube, lossless, {(IsWhole(certificate) ? "is what was kept" : $"would be about {Figures.Bytes(bytes.Lossless)}")}");
        Console.WriteLine($"{(certificate.Sampling.IsQuick ? "written" : "confirmed")} in one pass over all data: {Figures.Number(outcome.Confirming.TotalSeconds)} s, "
            + $"{Figures.Number(bytes.Raw / outcome.Confirming.TotalSeconds / 1e9)} GB/s");
        Console.WriteLine($"  {files.Json}\n  {files.Html}");
    }

    /// <summary>What is claimed of a target, in one line.</summary>
    public static string Line(CertificateTarget target, bool isQuick)
    {
        string unit = target.Unit.Length == 0 ? "" : " " + target.Unit;
        string error = target.Measure == nameof(ErrorMeasure.PartChanged) ? $"{Figures.Percent(target.Error.Rms.Value)} of the labels are others, of all data" : isQuick
            ? $"error {Figures.Number(target.Error.Rms.Value)}{unit} (95 %: {Figures.Number(target.Error.Rms.Lower)} to {Figures.Number(target.Error.Rms.Upper)}), of a sample"
            : $"error {Figures.Number(target.Error.Rms.Value)}{unit} RMS, {Figures.Number(target.Error.Percentile99)} at 99 %, {Figures.Number(target.Error.Maximum)} at most, of all data";
        string noise = target.Sigma is { } sigma ? $", shot noise {Figures.Number(sigma.Value)}{unit} ({Figures.Number(sigma.Lower)} to {Figures.Number(sigma.Upper)})" : "";
        string latitude = target.HeldOut is { } draws
            ? $"; {target.Latitude}: {draws.Draws} held-out draws, at most {Figures.Number(draws.Largest)} of the tolerance" : $"; {target.Latitude}";
        return $"{target.Request} from {target.Form}: {error}; {Figures.Number(target.Error.Ratio)} of what {target.Tolerance} allows{noise}{latitude}";
    }

    private static bool IsWhole(Certificate certificate) => certificate.Forms is [{ Kind: "whole" }];

    private static void WriteLadder(Certificate certificate)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("representation").NoWrap());
        table.AddColumn(new TableColumn("bytes\n(estimated)").RightAligned().NoWrap());
        foreach (CertificateTarget target in certificate.Targets) table.AddColumn(new TableColumn(Markup.Escape($"{target.Name}\n{target.Tolerance}, {target.Latitude}")));
        table.AddColumn(new TableColumn("asserts").NoWrap());
        table.AddColumn("chosen for");
        foreach (CertificateRung rung in certificate.Ladder)
            table.AddRow([
                Markup.Escape(rung.Name), Figures.Count(rung.EstimatedBytes), .. rung.Findings.Select(finding => Markup.Escape(Cell(finding))),
                rung.Asserts, Markup.Escape(string.Join(", ", rung.Serves))]);
        AnsiConsole.Write(table);
    }

    /// <summary>Error over tolerance at the target's own parameters, its bound over the latitude, and what follows.</summary>
    public static string Cell(CertificateFinding finding)
    {
        string verdict = VerdictText.Of(finding.Verdict);
        if (finding.Ratio is not { } ratio) return verdict;
        string range = finding.LatitudeBound is { } bound ? $", {Figures.Number(bound)} re-chosen" : "";
        return $"{verdict} ({Short(ratio)}{range})";
    }

    private static string Short(double ratio) => ratio > 1000 ? "> 1,000" : Figures.Number(ratio);
}
