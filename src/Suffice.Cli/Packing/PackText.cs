using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Suffice.Packing;

namespace Suffice.Cli.Packing;

/// <summary>What <c>pack</c> did, for people and for machines.</summary>
internal static class PackText
{
    /// <summary>One line for one file.</summary>
    public static string Line(PackReport report)
    {
        (string form, string check) = report.Electrons is long electrons
            ? (string.Create(CultureInfo.InvariantCulture, $"{electrons:N0} electrons as events"), "read again, counted and compared")
            : ($"{report.Codec} in chunks of {report.Chunk}", "every chunk decoded and compared");
        return string.Create(CultureInfo.InvariantCulture,
            $"{report.Target}: {Size(report.SourceBytes)} became {Size(report.TargetBytes)}, {Change(report.Ratio)}, {form}, in {report.Elapsed.TotalSeconds:F1} s; {check}");
    }

    private static string Change(double ratio) => ratio >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{ratio:F2}x smaller")
        : string.Create(CultureInfo.InvariantCulture, $"{1 / ratio:F2}x larger: what a packed file keeps beside the cube outweighs so small a source");

    /// <summary>A table of many files, and how many were packed.</summary>
    public static void Table(IReadOnlyList<PackOutcome> outcomes, int leftAlone)
    {
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("file", "source", "packed", "ratio", "result");
        foreach (int column in (int[])[1, 2, 3]) table.Columns[column].RightAligned();
        foreach (PackOutcome outcome in outcomes)
        {
            string[] sizes = outcome.Report is { } report
                ? [Size(report.SourceBytes), Size(report.TargetBytes), report.Ratio.ToString("F2", CultureInfo.InvariantCulture)] : ["-", "-", "-"];
            string result = outcome.Failure ?? (outcome.IsSkipped ? "packed before, verified" : outcome.IsDeleted ? "packed, source deleted" : "packed");
            table.AddRow([Markup.Escape(outcome.Source), .. sizes, Markup.Escape(result)]);
        }
        AnsiConsole.Write(table);
        Console.WriteLine($"{outcomes.Count(outcome => outcome.Report is not null)} packed, {outcomes.Count(outcome => outcome.IsSkipped)} packed before, "
            + $"{outcomes.Count(outcome => outcome.Failure is not null)} failed; {leftAlone} other files left alone.");
    }

    /// <summary>All outcomes as a JSON array.</summary>
    public static void Json(Stream output, IReadOnlyList<PackOutcome> outcomes)
    {
        using Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        foreach (PackOutcome outcome in outcomes) Write(json, outcome);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, PackOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("source", outcome.Source);
        json.WriteString("target", outcome.Target);
        json.WriteString("failure", outcome.Failure);
        json.WriteBoolean("skipped", outcome.IsSkipped);
        json.WriteBoolean("source_deleted", outcome.IsDeleted);
        if (outcome.Report is { } report)
        {
            json.WriteNumber("source_bytes", report.SourceBytes);
            json.WriteNumber("cube_bytes", report.CubeBytes);
            json.WriteNumber("target_bytes", report.TargetBytes);
            json.WriteNumber("stored_bytes", report.StoredBytes);
            json.WriteNumber("seconds", report.Elapsed.TotalSeconds);
            json.WriteNumber("ratio", report.Ratio);
            if (report.Electrons is long electrons) json.WriteNumber("electrons", electrons);
            json.WriteString("codec", report.Codec);
            json.WriteString("chunk", report.Chunk.ToString());
            json.WriteString("cube_sha256", report.CubeSha256);
            json.WriteBoolean("originals_kept", report.IsKept);
            json.WriteStartArray("originals");
            foreach ((string path, long bytes, string sha) in report.Originals)
            {
                json.WriteStartObject();
                json.WriteString("path", path);
                json.WriteNumber("bytes", bytes);
                json.WriteString("sha256", sha);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("notes");
            foreach (string note in report.Notes) json.WriteStringValue(note);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    /// <summary>A number of bytes in a unit that fits.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 1_000_000_000 => (bytes / 1e9).ToString("F2", CultureInfo.InvariantCulture) + " GB",
        >= 1_000_000 => (bytes / 1e6).ToString("F2", CultureInfo.InvariantCulture) + " MB",
        _ => (bytes / 1e3).ToString("F1", CultureInfo.InvariantCulture) + " kB",
    };
}
