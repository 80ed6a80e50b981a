using Suffice.Cubes;
using Suffice.Sources.Empad;
using Suffice.Sources.Timepix3;

namespace Suffice.Cli.Packing;

/// <summary>Packs every scan of a folder; one that cannot be packed does not stop the others.</summary>
internal static class FolderPacking
{
    private static readonly string[] Extensions =
    [
        ".mib", ".npy", ".h5", ".hdf5", ".he5", ".hdf", ".emd", ".hspy", ".nxs", ".nx5", ".nexus",
        ".app5", ".zspy", ".dm3", ".dm4", ".blo", ".ser", ".mrc", ".tpx3", ".toml",
    ];

    private static readonly string[] TreeExtensions = [".h5", ".hdf5", ".he5", ".hdf", ".emd", ".hspy", ".nxs", ".nx5", ".nexus"];

    /// <summary>Packs the files of a folder and of those below it, into the same folders below the target.</summary>
    /// <param name="leftAlone">Files that are of no known format by their names.</param>
    public static IReadOnlyList<PackOutcome> Pack(string source, string target, PackRequest request, out int leftAlone, CancellationToken cancellation)
    {
        string full = Path.GetFullPath(target) + Path.DirectorySeparatorChar;
        string[] all = [.. Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetFullPath(path).StartsWith(full, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] candidates = [.. all.Where(IsScan)];
        HashSet<string> taken = PartsOf(candidates, request), targets = [];
        List<PackOutcome> outcomes = [];
        foreach (string path in candidates.Where(path => !taken.Contains(Path.GetFullPath(path))))
        {
            cancellation.ThrowIfCancellationRequested();
            string output = Path.Combine(target, Path.GetRelativePath(source, Path.GetDirectoryName(path)!), NameOf(path));
            if (!targets.Add(output)) targets.Add(output = Path.Combine(Path.GetDirectoryName(output)!, Path.GetFileName(path) + ".emd"));
            outcomes.Add(Pack(path, Path.GetFullPath(output), request, cancellation));
        }
        leftAlone = all.Length - candidates.Length;
        return outcomes;
    }

    /// <summary>Name of the packed file of a source: an HDF5 file keeps its own, by which readers choose.</summary>
    public static string NameOf(string source) =>
        TreeExtensions.Contains(Path.GetExtension(source), StringComparer.OrdinalIgnoreCase)
            ? Path.GetFileName(source) : Path.GetFileNameWithoutExtension(source) + ".emd";

    // Anything may be called .raw.
    private static bool IsScan(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
        || (Path.GetExtension(path).Equals(".raw", StringComparison.OrdinalIgnoreCase) && (EmpadReader.IsEmpad(path) || TimepixReader.IsTimepix([], path)));

    private static PackOutcome Pack(string path, string output, PackRequest request, CancellationToken cancellation)
    {
        Console.Error.WriteLine($"{path}:");
        try
        {
            return FilePacking.Pack(path, output, request, cancellation);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException or InvalidDataException or UnauthorizedAccessException)
        {
            bool isOfSource = e is CubeFileException file && file.Path == path;
            return new PackOutcome(path, output, null, isOfSource ? ((CubeFileException)e).Problem : e.Message.ReplaceLineEndings(" "));
        }
    }

    // Files that belong to another one's cube, such as the parts of a master, are packed with it.
    private static HashSet<string> PartsOf(string[] candidates, PackRequest request)
    {
        HashSet<string> parts = [];
        foreach (string path in candidates)
        {
            if (parts.Contains(Path.GetFullPath(path))) continue;
            try
            {
                using OpenedCube opened = Commands.ProbeCommand.Open(path, request.Cube);
                parts.UnionWith(opened.Files.Select(file => Path.GetFullPath(file)).Where(file => file != Path.GetFullPath(path)));
            }
            catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException or UnauthorizedAccessException)
            {
                // It is said when its turn comes.
            }
        }
        return parts;
    }
}
