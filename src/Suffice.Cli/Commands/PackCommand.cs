using System.CommandLine;
using Suffice.Advice;
using Suffice.Cli.Packing;
using Suffice.Cubes;
using Suffice.Packing;
using Suffice.Views.Interactive;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice pack IN OUT</c>: a vendor's file, or a folder of them, to compressed HDF5 files that other programs open.</summary>
internal static class PackCommand
{
    public static Command Create()
    {
        Argument<string> input = new("IN") { Description = "4D-STEM file, or a folder of them" };
        Argument<string> output = new("OUT") { Description = "HDF5 file to write, such as scan.emd, or a folder" };
        Option<string?> codec = new("--codec")
        {
            Description = "blosc_zstd, or another method of bench such as gzip_6; tally, tally-fast and tally-archive are smallest for electron counts; keep copies an HDF5 file's chunks as they are",
            HelpName = "NAME",
        };
        Option<string?> purpose = new("--for")
        {
            Description = "What the file is for: " + string.Join(", ", Purpose.All.Select(p => $"{p.Name} ({p.Reason})")),
            HelpName = "PURPOSE",
        };
        Option<CubeShape?> chunk = Options.Chunk();
        Option<string> form = new("--as")
        {
            Description = "dense: all samples, in compressed chunks (the default); events: a list of electrons for each position, as stempy stores them, for cubes of few counts",
            HelpName = "FORM",
            DefaultValueFactory = _ => "dense",
        };
        form.AcceptOnlyFromAmong("dense", "events");
        Option<bool> overwrite = new("--overwrite") { Description = "Replace OUT if it exists" };
        Option<bool> resume = new("--resume") { Description = "Skip what is packed already, after verifying it against the source" };
        Option<bool> delete = new("--delete-source") { Description = "Delete the source when OUT was read again and gives back its very bytes" };
        Option<bool> preview = new("--preview") { Description = "Store sums over bins of detector pixels too: view then shows images at once, however large the file is" };
        Option<bool> json = new("--json") { Description = "Print what was done as JSON" };
        Option<string?> path = Options.Path();
        Option<ScanSize?> scan = Options.Scan();
        Option<TimeSpan?> dwell = Options.Dwell();
        Option<int> threads = Options.Threads();
        Option<ByteSize> memory = Options.Memory();
        Command command = new("pack", "Packs a scan and everything else in its files into one compressed, verified HDF5 file.\n\n"
            + "Example: suffice pack scan.mib scan.emd")
            { input, output, codec, purpose, form, chunk, threads, memory, overwrite, resume, delete, preview, json, path, scan, dwell };
        command.SetAction((parsed, cancellation) =>
        {
            bool asEvents = parsed.GetValue(form) == "events";
            if (asEvents && parsed.GetValue(chunk) is not null) throw new UsageException("--chunk goes with --as dense: events have no chunks");
            if (asEvents && parsed.GetValue(preview)) throw new UsageException("--preview goes with --as dense");
            Purpose chosen = parsed.GetValue(purpose) is { } named ? Purpose.Named(named) : Purpose.All[0];
            PackOptions options = new(Codec(parsed.GetValue(codec) ?? chosen.Codec), parsed.GetValue(threads), parsed.GetValue(memory).Bytes)
            {
                Form = asEvents ? PackedForm.Events : PackedForm.Dense,
                Chunk = parsed.GetValue(chunk),
                ChunkBytes = chosen.ChunkBytes,
                Overwrite = parsed.GetValue(overwrite),
                Companion = parsed.GetValue(preview) ? new StoredPreview() : null,
            };
            PackRequest request = new(new CubeFileOptions(parsed.GetValue(path), parsed.GetValue(scan), parsed.GetValue(dwell)), options, parsed.GetValue(delete), parsed.GetValue(resume));
            return Task.FromResult(Run(parsed.GetValue(input)!, parsed.GetValue(output)!, request, parsed.GetValue(json), cancellation));
        });
        return command;
    }

    /// <summary>The codec of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PackCodec Codec(string name)
    {
        if (name == PackCodec.Keep.Name) return PackCodec.Keep;
        return new PackCodec(name, AdviceCodec.Named(name).FiltersOf);
    }

    private static int Run(string input, string output, PackRequest request, bool asJson, CancellationToken cancellation)
    {
        bool isFolder = Directory.Exists(input);
        if (!isFolder && (Directory.Exists(output) || Path.EndsInDirectorySeparator(output))) output = Path.Combine(output, FolderPacking.NameOf(input));
        int leftAlone = 0;
        IReadOnlyList<PackOutcome> outcomes = isFolder
            ? FolderPacking.Pack(input, output, request, out leftAlone, cancellation) : [FilePacking.Pack(input, output, request, cancellation)];
        if (asJson)
        {
            using Stream stream = Console.OpenStandardOutput();
            PackText.Json(stream, outcomes);
            stream.Write("\n"u8);
        }
        else if (isFolder)
        {
            PackText.Table(outcomes, leftAlone);
        }
        else
        {
            Console.WriteLine(outcomes[0].Report is { } report ? PackText.Line(report) : $"{output}: packed before, and verified");
        }
        if (!isFolder && outcomes[0].Failure is { } failure) Console.Error.WriteLine($"suffice: {failure}");
        return outcomes.All(outcome => outcome.Failure is null) ? 0 : 1;
    }
}
