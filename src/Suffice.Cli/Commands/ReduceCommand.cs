using System.CommandLine;
using Suffice.Cli.Reduction;
using Suffice.Cli.Terminal;
using Suffice.Containers;
using Suffice.Cubes;
using Suffice.Reductions.Sufficiency;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice reduce FILE OUT --target ... --tolerance ...</c>: the smallest record that is good for what was asked, with the proof.</summary>
internal static class ReduceCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "A 4D-STEM file" };
        Argument<string> output = new("OUT") { Description = "Record to write, an HDF5 file; a certificate goes beside it as .json and .html" };
        TargetOptions targets = new();
        targets.Targets.Required = true;
        Option<string[]> latitudes = new("--latitude")
        {
            Description = "What may still be decided afterwards: fixed (nothing), adjustable:20%,3px (radii and windows, centre; the default), "
                + "open:1px (estimators that nobody thought of, on patterns of that resolution). TARGET=LATITUDE for one target",
            HelpName = "LATITUDE",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> quick = new("--quick") { Description = "State the errors of a sample of positions, with intervals, and do not confirm them on all" };
        Option<string?> only = new("--representation") { Description = "Try this one alone, besides the full cube; names are in the table", HelpName = "NAME" };
        Option<int> seed = new("--seed") { Description = "Sample, draws and the dealing of electrons follow from it", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<bool> overwrite = new("--overwrite") { Description = "Replace OUT and its certificate" };
        Option<bool> json = new("--json") { Description = "Print the certificate as JSON" };
        Option<string?> path = Options.Path();
        Option<ScanSize?> scan = Options.Scan();
        Option<TimeSpan?> dwell = Options.Dwell();
        Option<int> threads = Options.Threads();
        Option<ByteSize> memory = Options.Memory();
        Command command = new("reduce", "Stores the least that gives the named views within their tolerances, and proves it.\n\n"
            + "Example: suffice reduce scan.h5 record.h5 --target adf:75-130mrad --target com --tolerance 0.1sigma")
            { file, output, targets.Targets, targets.Tolerances, latitudes, quick, only, seed, overwrite, json, path, scan, dwell, threads, memory };
        command.SetAction((parsed, cancellation) =>
        {
            ReductionRequest request = new(targets.Read(parsed, latitudes))
            {
                IsQuick = parsed.GetValue(quick),
                Only = parsed.GetValue(only),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                MemoryBytes = parsed.GetValue(memory).Bytes,
                Overwrite = parsed.GetValue(overwrite),
                Command = "suffice " + string.Join(' ', parsed.Tokens.Select(token => token.Value)),
            };
            Run(parsed.GetValue(file)!, new CubeFileOptions(parsed.GetValue(path), parsed.GetValue(scan), parsed.GetValue(dwell)), parsed.GetValue(output)!, request, parsed.GetValue(json), cancellation);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Run(string path, CubeFileOptions options, string output, ReductionRequest request, bool json, CancellationToken cancellation)
    {
        CertificateFiles files = CertificateFiles.Beside(output);
        foreach (string taken in (string[])[output, files.Json, files.Html])
            if (File.Exists(taken) && !request.Overwrite) throw new CubeFileException(taken, "this file is there already; give --overwrite to replace it, or another OUT");
        using OpenedCube opened = ProbeCommand.Open(path, options);
        if (opened.Files.Any(source => Path.GetFullPath(source) == Path.GetFullPath(output))) throw new CubeFileException(output, "a scan cannot be reduced into itself; give another name");
        ReductionOutcome outcome;
        using (ProgressLine trying = new(), confirming = new())
            outcome = Reducer.Reduce(opened, request, output, (step, done, all) =>
            {
                if (step == ReductionStep.Confirming) confirming.Bytes("confirming", done, all);
                else trying.Pieces("representations tried", (int)done, (int)all);
            }, cancellation);
        AtomicFile.WriteAllText(files.Json, System.Text.Encoding.UTF8.GetString(outcome.Certificate.ToJson()));
        using (StringWriter page = new())
        {
            CertificatePage.Write(page, outcome);
            AtomicFile.WriteAllText(files.Html, page.ToString());
        }
        if (json) Console.WriteLine(System.Text.Encoding.UTF8.GetString(outcome.Certificate.ToJson()));
        else ReductionText.Write(outcome, files);
    }
}
