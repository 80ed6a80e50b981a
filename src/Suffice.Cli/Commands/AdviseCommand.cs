using System.CommandLine;
using Suffice.Advice;
using Suffice.Cli.Advising;
using Suffice.Cli.Packing;
using Suffice.Cli.Reporting.Figures;
using Suffice.Cli.Terminal;
using Suffice.Containers;
using Suffice.Cubes;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice advise FILE</c>: which codec and chunks for a purpose, measured on a sample of the user's own data.</summary>
internal static class AdviseCommand
{
    private const string FigureName = "front.svg", TableName = "candidates.csv";

    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "4D-STEM file" };
        Option<string> purpose = new("--for")
        {
            Description = "What the packed file is for: " + string.Join(", ", Purpose.All.Select(p => p.Name)),
            HelpName = "PURPOSE",
            DefaultValueFactory = _ => Purpose.All[0].Name,
        };
        Option<string?> output = new("--out") { Description = $"Folder for the figure ({FigureName}) and all measurements ({TableName})", HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "Print all measurements and the choice as JSON" };
        Option<string?> path = Options.Path();
        Option<ScanSize?> scan = Options.Scan();
        Option<TimeSpan?> dwell = Options.Dwell();
        Option<int> threads = Options.Threads();
        Command command = new("advise", "Measures codecs and chunks on a sample of your scan, and says how to pack it.\n\n"
            + "Example: suffice advise scan.mib --for archive --out advice")
            { file, purpose, output, threads, json, path, scan, dwell };
        command.SetAction((parsed, cancellation) =>
        {
            Purpose chosen = Purpose.Named(parsed.GetValue(purpose)!);
            CubeFileOptions cube = new(parsed.GetValue(path), parsed.GetValue(scan), parsed.GetValue(dwell));
            Run(parsed.GetValue(file)!, cube, chosen, parsed.GetValue(output), parsed.GetValue(threads), parsed.GetValue(json), cancellation);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Run(
        string file, CubeFileOptions options, Purpose purpose, string? output, int threads, bool asJson, CancellationToken cancellation)
    {
        using OpenedCube opened = ProbeCommand.Open(file, options);
        foreach (string note in opened.Notes) Console.Error.WriteLine($"note: {Path.GetFileName(file)}: {note}");
        AdviceReport report;
        using (ProgressLine progress = new())
            report = Advisor.Advise(opened, purpose, threads, (done, all) => progress.Pieces("candidates", done, all), cancellation);
        PackCommandLine pack = new(file, options, FolderPacking.NameOf(file));
        report = FreshPack.Measured(report, opened, pack, threads, cancellation);
        if (output is not null)
        {
            Directory.CreateDirectory(output);
            Figure figure = AdviceFigure.Draw(report);
            AtomicFile.WriteAllText(Path.Combine(output, FigureName), FigureFile.Write(figure));
            AtomicFile.WriteAllText(Path.Combine(output, TableName), figure.Data.ToCsv());
        }
        if (asJson)
        {
            using Stream stream = Console.OpenStandardOutput();
            AdviceJson.Write(stream, report, pack);
            stream.Write("\n"u8);
            return;
        }
        AdviceText.Write(file, report, pack);
        if (output is not null) Console.WriteLine($"Figure: {Path.Combine(output, FigureName)}; every measurement: {Path.Combine(output, TableName)}");
    }
}
