using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Suffice.Cli.Terminal;
using Suffice.Cubes;
using Suffice.Packing;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice verify FILE...</c>: checks packed files by themselves.</summary>
internal static class VerifyCommand
{
    private const int MostProblems = 20;

    public static Command Create()
    {
        Argument<string[]> files = new("FILE") { Description = "Packed files", Arity = ArgumentArity.OneOrMore };
        Option<bool> full = new("--full") { Description = "Compute the SHA-256 of the cube and of the originals, put together again, as well" };
        Option<bool> json = new("--json") { Description = "Print the findings as JSON" };
        Option<int> threads = Options.Threads();
        Option<ByteSize> memory = Options.Memory();
        Command command = new("verify", "Checks packed files by themselves: every chunk, every checksum, everything beside them.\n\n"
            + "Example: suffice verify scan.emd") { files, full, threads, memory, json };
        command.SetAction((parsed, cancellation) =>
        {
            bool isGood = true, asJson = parsed.GetValue(json);
            using Stream? output = asJson ? Console.OpenStandardOutput() : null;
            using Utf8JsonWriter? writer = output is null ? null : new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
            writer?.WriteStartArray();
            foreach (string file in parsed.GetValue(files)!)
            {
                Stopwatch clock = Stopwatch.StartNew();
                VerifyReport report = Verify(file, parsed.GetValue(full), parsed.GetValue(threads), parsed.GetValue(memory).Bytes, cancellation);
                isGood &= report.IsGood;
                if (writer is null) Print(file, report, clock.Elapsed);
                else Write(writer, file, report, clock.Elapsed);
            }
            writer?.WriteEndArray();
            return Task.FromResult(isGood ? 0 : 1);
        });
        return command;
    }

    private static VerifyReport Verify(string file, bool isFull, int threads, long memoryBytes, CancellationToken cancellation)
    {
        try
        {
            if (!File.Exists(file)) throw new CubeFileException(file, "there is no such file");
            ProbeCommand.Check(file);
            using ProgressLine progress = new();
            return PackVerifier.Verify(file, isFull, threads, memoryBytes, (done, all) => progress.Bytes("verifying", done, all), cancellation);
        }
        catch (CubeFileException e)
        {
            return new VerifyReport(0, 0, [e.Problem], []) { IsPacked = File.Exists(file) };
        }
    }

    private static void Print(string file, VerifyReport report, TimeSpan elapsed)
    {
        foreach (string note in report.Notes) Console.Error.WriteLine($"note: {file}: {note}");
        foreach (string problem in report.Problems.Take(MostProblems)) Console.Error.WriteLine($"suffice: {file}: {problem}");
        if (report.Problems.Length > MostProblems) Console.Error.WriteLine($"suffice: {file}: {report.Problems.Length - MostProblems} more problems");
        double rate = report.CheckedBytes / elapsed.TotalSeconds / (1 << 30);
        string found = !report.IsPacked ? "not verified" : report.IsGood
            ? string.Create(CultureInfo.InvariantCulture,
                $"good; {report.Chunks:N0} chunks, {report.CheckedBytes / 1e9:F2} GB in {elapsed.TotalSeconds:F2} s ({rate:F2} GiB/s)")
            : $"BAD; {report.Problems.Length} problem{(report.Problems.Length == 1 ? "" : "s")} in {report.Chunks:N0} chunks";
        Console.WriteLine($"{file}: {found}");
    }

    private static void Write(Utf8JsonWriter json, string file, VerifyReport report, TimeSpan elapsed)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteBoolean("good", report.IsGood);
        json.WriteNumber("chunks", report.Chunks);
        json.WriteNumber("checked_bytes", report.CheckedBytes);
        json.WriteNumber("seconds", elapsed.TotalSeconds);
        json.WriteStartArray("problems");
        foreach (string problem in report.Problems) json.WriteStringValue(problem);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
