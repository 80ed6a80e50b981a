using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Suffice.Cli.Terminal;
using Suffice.Cubes;
using Suffice.Packing;
using Suffice.Packing.Exports;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice unpack IN OUT</c>: back to the vendor's file, byte for byte, or to the cube alone.</summary>
internal static class UnpackCommand
{
    public static Command Create()
    {
        Argument<string> input = new("IN") { Description = "Packed file" };
        Argument<string> output = new("OUT")
        {
            Description = "File to write: the original's name, a .npy, or an HDF5 file without compression; a folder keeps the names of several; with --to, any name",
        };
        Option<bool> original = new("--original") { Description = "Write the original files, whatever OUT is called" };
        Option<string?> to = new("--to")
        {
            Description = "Write the cube of IN, which may be any file that is read here, for another program: " + string.Join("; ", ExportFormat.All.Select(format => $"{format.Name} ({format.Summary})")),
            HelpName = "FORMAT",
        };
        to.AcceptOnlyFromAmong([.. ExportFormat.All.Select(format => format.Name)]);
        Option<bool> overwrite = new("--overwrite") { Description = "Replace OUT if it exists" };
        Option<ScanSize?> scan = Options.Scan();
        Option<TimeSpan?> dwell = Options.Dwell();
        Option<string?> path = Options.Path();
        Option<bool> json = new("--json") { Description = "Print what was written as JSON" };
        Option<int> threads = Options.Threads();
        Option<ByteSize> memory = Options.Memory();
        Command command = new("unpack", "Gives back the original files of a packed one, byte for byte, or its cube.\n\n"
            + "Example: suffice unpack --original scan.emd scan.mib")
            { input, output, original, to, scan, dwell, path, overwrite, threads, memory, json };
        command.SetAction((parsed, cancellation) =>
        {
            string packed = parsed.GetValue(input)!, target = parsed.GetValue(output)!;
            PackOptions options = new(PackCodec.None, parsed.GetValue(threads), parsed.GetValue(memory).Bytes) { Overwrite = parsed.GetValue(overwrite), IsPlain = true };
            bool asOriginal = parsed.GetValue(original);
            ExportFormat? format = ExportFormat.All.FirstOrDefault(format => format.Name == parsed.GetValue(to));
            CubeFileOptions cube = new(parsed.GetValue(path), parsed.GetValue(scan), parsed.GetValue(dwell));
            if (asOriginal && format is not null) throw new UsageException("--original and --to are two different things: give one of them");
            if (format is null && cube != new CubeFileOptions()) throw new UsageException("--scan, --dwell and --path go with --to");
            ImmutableArray<string> written = format is null
                ? Run(packed, target, asOriginal, options, cancellation) : Export(format, packed, cube, target, options, cancellation);
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(written));
            else foreach (string file in written) Console.WriteLine($"{file}: {new FileInfo(file).Length:N0} bytes");
            return Task.FromResult(0);
        });
        return command;
    }

    private static ImmutableArray<string> Export(
        ExportFormat format, string source, CubeFileOptions cube, string target, PackOptions options, CancellationToken cancellation)
    {
        using OpenedCube opened = ProbeCommand.Open(source, cube);
        foreach (string note in opened.Notes) Console.Error.WriteLine($"note: {Path.GetFileName(source)}: {note}");
        using ProgressLine progress = new();
        return format.Write(new CubeExport(
            opened, target, options.Overwrite, options.Threads, options.MemoryBytes, (done, all) => progress.Bytes("writing", done, all), cancellation));
    }

    private static ImmutableArray<string> Run(string packed, string target, bool asOriginal, PackOptions options, CancellationToken cancellation)
    {
        if (!File.Exists(packed)) throw new CubeFileException(packed, "there is no such file");
        if (!CubeFile.IsHdf5(packed)) throw new CubeFileException(packed, "this is no packed file: it is not HDF5");
        ProbeCommand.Check(packed);
        using ProgressLine progress = new();
        void Show(long done, long all) => progress.Bytes("unpacking", done, all);
        string extension = Path.GetExtension(target).ToLowerInvariant();
        bool isTree = extension is ".h5" or ".hdf5" or ".emd" or ".hspy" or ".nxs";
        if (asOriginal || (extension != ".npy" && !isTree))
            return Unpacker.WriteOriginals(packed, target, options.Overwrite, options.Threads, options.MemoryBytes, Show, cancellation);
        using OpenedCube opened = CubeFile.Open(packed);
        if (isTree) Packer.Pack(packed, opened, target, options, Show, cancellation);
        else ExportFormat.Numpy.Write(new CubeExport(opened, target, options.Overwrite, options.Threads, options.MemoryBytes, Show, cancellation));
        return [target];
    }
}
