using System.Collections.Immutable;
using System.Text.Json;
using Suffice.Cli.Inspection;
using Suffice.Reductions.Records;
using Suffice.Reductions.Sufficiency;

namespace Suffice.Cli.Reduction;

/// <summary>What an audit found, one line for each target.</summary>
internal static class AuditText
{
    public static void Write(ReducedRecord record, ImmutableArray<AuditFinding> findings, bool isAlone)
    {
        if (isAlone)
        {
            Certificate certificate = record.Certificate;
            Console.WriteLine($"{record.Path}: intact; made of {certificate.Source.Files[0].Name} by {certificate.Program}");
            foreach (CertificateForm form in certificate.Forms)
            {
                CertificateRung rung = certificate.Ladder.First(rung => rung.Name == form.Name);
                Console.WriteLine($"  {form.Name}: {rung.Title}; recovers {rung.Recovers}; asserts {rung.Asserts}");
            }
        }
        foreach (AuditFinding finding in findings) Console.WriteLine(Line(finding));
    }

    public static void WriteJson(Stream output, ImmutableArray<AuditFinding> findings)
    {
        using Utf8JsonWriter writer = new(output, new JsonWriterOptions { Indented = true });
        writer.WriteStartArray();
        foreach (AuditFinding finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("target", finding.Target);
            writer.WriteString("request", finding.Request);
            writer.WriteString("tolerance", finding.Tolerance);
            writer.WriteString("verdict", Words(finding.Verdict));
            if (finding.Form is { } form) writer.WriteString("form", form);
            writer.WriteString("unit", finding.Unit);
            foreach ((string name, double? value) in ((string, double?)[])[
                ("rms", finding.Error), ("percentile_99", finding.Percentile99), ("maximum", finding.Maximum), ("limit", finding.Limit),
                ("shot_noise", finding.Sigma?.Value), ("shot_noise_lower", finding.Sigma?.Lower), ("shot_noise_upper", finding.Sigma?.Upper), ("ratio", finding.Ratio)])
                if (value is { } number && double.IsFinite(number)) writer.WriteNumber(name, number);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static string Line(AuditFinding finding)
    {
        string unit = finding.Unit.Length == 0 ? "" : " " + finding.Unit;
        string text = $"{finding.Request}: {Words(finding.Verdict)}";
        if (finding.Form is { } form) text += $" from {form}";
        if (finding.Error is not { } error) return finding.Verdict == AuditVerdict.Unmeasured ? text + "; how well cannot be told without --against RAW" : text;
        text += finding.Measure == ErrorMeasure.PartChanged ? $"; {Figures.Percent(error)} of the labels are others"
            : $"; error {Figures.Number(error)}{unit} RMS, {Figures.Number(finding.Percentile99)} at 99 %, {Figures.Number(finding.Maximum)} at most";
        if (finding.Ratio is { } ratio) text += $"; {Figures.Number(ratio)} of what {finding.Tolerance} allows";
        return finding.Sigma is { } sigma ? $"{text}; shot noise {Figures.Number(sigma.Value)}{unit} ({Figures.Number(sigma.Lower)} to {Figures.Number(sigma.Upper)})" : text;
    }

    private static string Words(AuditVerdict verdict) => verdict switch
    {
        AuditVerdict.Supported => "supported",
        AuditVerdict.NotWithinTolerance => "not within the tolerance",
        AuditVerdict.NotRecoverable => "not recoverable",
        _ => "can be answered",
    };
}
