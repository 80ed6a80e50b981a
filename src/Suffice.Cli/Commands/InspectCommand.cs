using System.CommandLine;
using Spectre.Console;
using Suffice.Cli.Inspection;
using Suffice.Cli.Terminal;
using Suffice.Cubes;
using Suffice.Cubes.Statistics;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice inspect FILE</c>.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "A 4D-STEM file: HDF5 (EMD, HyperSpy, NeXus, DECTRIS, ...), .npy or a vendor's, such as .mib, .dm4 or .tpx3" };
        Option<string?> path = Options.Path();
        Option<ScanSize?> scan = Options.Scan();
        Option<TimeSpan?> dwell = Options.Dwell();
        Option<bool> json = new("--json") { Description = "Write the figures as JSON" };
        Option<string?> html = new("--html") { Description = "Write a page with pictures to this file", HelpName = "PAGE" };
        Option<int> threads = Options.Threads();
        Option<ByteSize> memory = Options.Memory();
        Command command = new("inspect", "What is in a file: shape, calibration, sparsity, entropies, bounds and what it would compress to.\n\n"
            + "Example: suffice inspect scan.mib --html scan.html") { file, path, scan, dwell, json, html, threads, memory };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetValue(file)!, new CubeFileOptions(parsed.GetValue(path), parsed.GetValue(scan), parsed.GetValue(dwell)),
            parsed.GetValue(json), parsed.GetValue(html), parsed.GetValue(threads), parsed.GetValue(memory).Bytes, cancellation)));
        return command;
    }

    private static int Run(
        string path, CubeFileOptions options, bool json, string? html, int threads, long memoryBytes, CancellationToken cancellation)
    {
        using OpenedCube opened = ProbeCommand.Open(path, options);
        InspectionReport report = Measure(path, opened, threads, memoryBytes, cancellation);
        if (html is not null) WritePage(html, report);
        if (json) WriteJson(report);
        else InspectionText.Write(AnsiConsole.Console, report);
        if (html is not null && !json) Console.WriteLine($"Page written to {html}");
        return 0;
    }

    /// <summary>Surveys a cube, with progress on the terminal.</summary>
    public static InspectionReport Measure(string path, OpenedCube opened, int threads, long memoryBytes, CancellationToken cancellation)
    {
        CubeStatistics statistics;
        using (ProgressLine progress = new())
            statistics = CubeSurvey.Measure(
                opened.Reader, threads, SurveyBytes(memoryBytes), done => progress.Bytes("reading", done, opened.Cube.Bytes), cancellation);
        return new InspectionReport(
            Path.GetFileName(path), opened.Format, opened.DatasetPath, opened.Cube, opened.ScanOrigin, opened.Notes,
            [.. opened.Metadata.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))], statistics,
            CompressionSample.Measure(opened.Reader, threads, memoryBytes));
    }

    /// <summary>What the survey may use of the memory that the user allows: the program itself and the decoders need the rest.</summary>
    public static long SurveyBytes(long memoryBytes) => Math.Min(CubeSurvey.DefaultMemoryBytes, memoryBytes * 3 / 8);

    private static void WriteJson(InspectionReport report)
    {
        using Stream output = Console.OpenStandardOutput();
        InspectionJson.Write(output, report);
        output.Write("\n"u8);
    }

    private static void WritePage(string path, InspectionReport report)
    {
        string temporary = path + ".tmp";
        try
        {
            using (StreamWriter page = new(temporary)) InspectionPage.Write(page, report);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
