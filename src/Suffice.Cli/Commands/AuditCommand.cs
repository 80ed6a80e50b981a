using System.Collections.Immutable;
using System.CommandLine;
using Suffice.Cli.Reduction;
using Suffice.Cli.Terminal;
using Suffice.Cubes;
using Suffice.Reductions.Records;
using Suffice.Reductions.Sufficiency;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice audit REDUCED --against RAW --target ...</c>: does this record support that inference?</summary>
internal static class AuditCommand
{
    /// <summary>Exit codes beside 0, supported, and 1, it could not be told.</summary>
    private const int NotWithinTolerance = 3, NotRecoverable = 4;

    public static Command Create()
    {
        Argument<string> file = new("REDUCED") { Description = "A record of suffice reduce" };
        Option<string?> against = new("--against") { Description = "The file that it was made of; without it the record is checked alone", HelpName = "RAW" };
        TargetOptions targets = new();
        Option<int> seed = new("--seed") { Description = "Of the dealing of electrons that measures the shot noise", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<bool> json = new("--json") { Description = "Print the findings as JSON" };
        Option<string?> path = Options.Path();
        Option<ScanSize?> scan = Options.Scan();
        Option<TimeSpan?> dwell = Options.Dwell();
        Option<int> threads = Options.Threads();
        Option<ByteSize> memory = Options.Memory();
        Command command = new("audit", "Asks a record whether it supports a view, within which error. Ends with 0 where it does, 3 where the error is larger than the "
            + "tolerance, 4 where it cannot be had from the record at all.\n\nExample: suffice audit record.h5 --against scan.h5 --target com")
            { file, against, targets.Targets, targets.Tolerances, seed, json, path, scan, dwell, threads, memory };
        command.SetAction((parsed, cancellation) =>
        {
            ReductionRequest request = new(targets.Read(parsed))
            {
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                MemoryBytes = parsed.GetValue(memory).Bytes,
            };
            return Task.FromResult(Run(
                parsed.GetValue(file)!, parsed.GetValue(against), new CubeFileOptions(parsed.GetValue(path), parsed.GetValue(scan), parsed.GetValue(dwell)), request, parsed.GetValue(json), cancellation));
        });
        return command;
    }

    private static int Run(string path, string? against, CubeFileOptions options, ReductionRequest request, bool json, CancellationToken cancellation)
    {
        if (!File.Exists(path)) throw new CubeFileException(path, "there is no such file");
        if (!CubeFile.IsHdf5(path)) throw new CubeFileException(path, "is no record of suffice reduce: it is not HDF5");
        ProbeCommand.Check(path);
        ReducedRecord record = ReducedRecord.Open(path);
        IReadOnlyList<string> problems = record.Check(request.Threads, cancellation);
        if (problems.Count > 0) throw new CubeFileException(path, $"is damaged: {problems[0]}");
        ImmutableArray<AuditFinding> findings;
        if (against is null)
        {
            findings = RecordAudit.Alone(record, request);
        }
        else
        {
            using OpenedCube raw = ProbeCommand.Open(against, options);
            using ProgressLine progress = new();
            findings = RecordAudit.Against(record, raw, request, (what, done, all) => progress.Bytes(what, done, all), cancellation);
        }
        if (json)
        {
            using Stream output = Console.OpenStandardOutput();
            AuditText.WriteJson(output, findings);
            output.Write("\n"u8);
        }
        else
        {
            AuditText.Write(record, findings, isAlone: against is null);
        }
        return findings.Max(finding => finding.Verdict switch
        {
            AuditVerdict.NotRecoverable => NotRecoverable,
            AuditVerdict.NotWithinTolerance => NotWithinTolerance,
            _ => 0,
        });
    }
}
