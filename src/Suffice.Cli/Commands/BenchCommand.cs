using System.CommandLine;
using Suffice.Cli.Reporting;
using Suffice.Cli.Terminal;
using Suffice.Cubes;
using Suffice.Cubes.Statistics;
using Suffice.Studies;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice bench FILE...</c>: the published study on the user's own data.</summary>
internal static class BenchCommand
{
    private const int Mismatch = 3;

    public static Command Create()
    {
        Argument<string[]> files = new("FILE") { Description = "4D-STEM files", Arity = ArgumentArity.OneOrMore };
        Option<string> output = new("--out") { Description = "Folder for the results; files under test are written there too", HelpName = "DIR", DefaultValueFactory = _ => "bench-results" };
        Option<int> runs = new("--runs") { Description = "Runs of every method", HelpName = "N", DefaultValueFactory = _ => 10 };
        runs.Validators.Add(result => Options.AtLeast(result, runs, 1));
        Option<string[]> chunking = new("--chunking") { Description = "Only these: real_space, balanced, single_frame", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        Option<string[]> methods = new("--methods") { Description = "Only these, such as balanced_blosc_zstd, blosc_zstd or 'balanced_*'; tally-fast, tally and tally-archive, Suffice's own, run only when named, '*' is everything", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        Option<string> engine = new("--engine") { Description = "Who codes: suffice, libhdf5 (the stock filters of this machine) or both", HelpName = "NAME", DefaultValueFactory = _ => "suffice" };
        Option<int> seed = new("--seed") { Description = "Of the order in which each run visits the methods", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<bool> resume = new("--resume") { Description = "Go on with an interrupted study in the same folder" };
        Option<bool> json = new("--json") { Description = "Write the statistics as JSON in place of the table" };
        Option<string?> path = Options.Path();
        Option<ScanSize?> scan = Options.Scan();
        Option<TimeSpan?> dwell = Options.Dwell();
        Option<int> threads = Options.Threads();
        Option<ByteSize> memory = Options.Memory();
        Command command = new("bench", "Measures every compression method on your data: ratio, write and read speed, each run verified.\n\n"
            + "Example: suffice bench scan.mib --out results --runs 3 --chunking balanced")
            { files, output, runs, chunking, methods, engine, threads, seed, resume, json, memory, path, scan, dwell };
        command.SetAction((parsed, cancellation) =>
        {
            StudyPlan plan = new(
                parsed.GetValue(output)!, StudyMethods.Select(Names(parsed.GetValue(methods)), Names(parsed.GetValue(chunking))),
                StudyEngine.Select(parsed.GetValue(engine)!), parsed.GetValue(runs), parsed.GetValue(threads), parsed.GetValue(memory).Bytes, parsed.GetValue(seed), parsed.GetValue(resume));
            CubeFileOptions cube = new(parsed.GetValue(path), parsed.GetValue(scan), parsed.GetValue(dwell));
            int code = Run(parsed.GetValue(files)!, cube, plan, parsed.GetValue(json), cancellation);
            if (!parsed.GetValue(json)) Console.WriteLine($"Results: {plan.OutputFolder} (runs.csv, statistics.csv, metadata.json)");
            return Task.FromResult(code);
        });
        return command;
    }

    /// <summary>Runs a study and prints its table, or its statistics as JSON.</summary>
    public static int Run(IReadOnlyList<string> files, CubeFileOptions options, StudyPlan plan, bool json, CancellationToken cancellation)
    {
        // All files are opened before the first run: a mistake in the last one shows now, not tomorrow.
        foreach (string file in files) ProbeCommand.Open(file, options).Dispose();
        NoteMissingPlugins(plan);
        using Study study = new(plan);
        List<StudyDataset> datasets = [];
        try
        {
            foreach (string file in files)
            {
                using OpenedCube opened = CubeFile.Open(file, options);
                using StudyInput input = new(Name(file, datasets), opened.Reader, plan.MemoryBytes, plan.Threads);
                datasets.Add(Describe(file, opened, input, plan, cancellation));
                study.Describe(datasets);
                Measure(study, input, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException($"interrupted after {study.Rows.Count} runs, which are kept; give the same command with --resume to go on");
        }
        study.Complete(datasets);
        int mismatches = study.Rows.Count(row => !row.Measurement.IsVerified);
        bool isReported = study.Rows.Any(row => row.Measurement.IsVerified);
        string report = Path.Combine(plan.OutputFolder, ReportCommand.FolderName);
        if (isReported) ReportWriter.Write(report, plan.OutputFolder);
        if (json)
        {
            using Stream output = Console.OpenStandardOutput();
            StudyJson.Write(output, study.Rows);
        }
        else
        {
            StudyTable.Write(study.Rows);
            Console.WriteLine($"{study.Rows.Count} runs, {mismatches} mismatches.");
            if (isReported) Console.WriteLine($"Report: {Path.Combine(report, ReportWriter.PageName)}");
        }
        return mismatches == 0 ? 0 : Mismatch;
    }

    private static StudyDataset Describe(string file, OpenedCube opened, StudyInput input, StudyPlan plan, CancellationToken cancellation)
    {
        foreach (string note in opened.Notes) Console.Error.WriteLine($"note: {Path.GetFileName(file)}: {note}");
        CubeStatistics statistics;
        using (ProgressLine progress = new())
            statistics = CubeSurvey.Measure(
                opened.Reader, plan.Threads, InspectCommand.SurveyBytes(plan.MemoryBytes),
                done => progress.Bytes("reading", done, opened.Cube.Bytes), cancellation);
        Console.Error.WriteLine($"{input.Name}: {opened.Cube.Shape} {opened.Cube.Element.Name()}, {100 * statistics.Sparsity:F1} % zeros, scan {opened.ScanOrigin}; "
            + (input.Samples is null ? "larger than half of --memory: read in slabs while the clock stands still" : "in memory"));
        string source = opened.DatasetPath is null ? file : $"{file}:{opened.DatasetPath}";
        return new StudyDataset(input.Name, source, new FileInfo(file).Length, statistics, input.Samples is not null);
    }

    private static void Measure(Study study, StudyInput input, CancellationToken cancellation)
    {
        int total = study.Remaining(input.Name), done = 0;
        using ProgressLine progress = new();
        study.Run(input, row => progress.Pieces($"runs, last {row.Method} of run {row.Run}", ++done, total), cancellation);
    }

    private static void NoteMissingPlugins(StudyPlan plan)
    {
        if (!plan.Engines.Contains(StudyEngine.Stock)) return;
        string[] missing = [.. plan.Methods.Where(method => method.Stock is { IsAvailable: false }).Select(method => method.Setting).Distinct()];
        if (missing.Length > 0)
            Console.Error.WriteLine($"note: the HDF5 library has no filter here for {string.Join(", ", missing)}; these are left out of engine libhdf5");
    }

    // A name may be given several times, with blanks or with commas between them.
    private static string[] Names(string[]? given) => [.. (given ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static string Name(string file, List<StudyDataset> datasets)
    {
        string stem = Path.GetFileNameWithoutExtension(file), name = stem;
        for (int n = 2; datasets.Any(dataset => dataset.Name == name); n++) name = $"{stem}_{n}";
        return name;
    }
}
