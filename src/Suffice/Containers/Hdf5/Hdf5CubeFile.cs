using System.Collections.Immutable;
using System.Globalization;
using Suffice.Codecs;
using Suffice.Containers.Hdf5.Conventions;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>Finds the cube in an HDF5 file and opens it.</summary>
public static class Hdf5CubeFile
{
    /// <summary>Opens the cube of a file.</summary>
    /// <param name="datasetPath">Which dataset to take; null to look for it by the known conventions.</param>
    /// <param name="scan">Another shape for the scan; null to keep the dataset's.</param>
    /// <exception cref="CubeFileException">There is no cube, or it cannot be read here.</exception>
    public static OpenedCube Open(string path, string? datasetPath = null, ScanSize? scan = null)
    {
        Hdf5File file = Hdf5File.Open(path);
        Hdf5Dataset? dataset = null;
        try
        {
            List<string> notes = [];
            (string format, Hdf5CubePlace place) = datasetPath is null ? Search(file, notes) : Named(file, datasetPath);
            dataset = new Hdf5Dataset(file, place.DatasetPath);
            Cube cube = Describe(file, dataset, place, scan);
            Hdf5CubeReader reader = new(file, dataset, cube);
            if (!reader.DecodesChunks) CheckFilters(dataset, notes);
            string origin = scan is null ? "from the extents of the dataset" : $"from --scan {scan}";
            if (scan is null && place.DatasetPath.Length > 0 && dataset.Extents.Length == 3 && place.DetectorRank == 2)
                notes.Add($"a stack of {cube.Shape.Patterns} patterns; give --scan ROWSxCOLUMNS if they are a scan");
            Hdf5PixelMask? mask = place.MaskGroup is { } group ? Hdf5PixelMask.Read(path, group, cube.Shape) : null;
            if (mask is not null) notes.Add(mask.Note);
            return new OpenedCube(format, place.DatasetPath, reader, origin, [.. notes], [.. Metadata(dataset), .. Voltage(file, dataset)])
            {
                Files = dataset.StoredIn is { } target && target != path ? [path, target] : [path],
                MaskedPixels = mask?.Masked ?? default,
            };
        }
        catch
        {
            dataset?.Dispose();
            file.Dispose();
            throw;
        }
    }

    private static (string, Hdf5CubePlace) Named(Hdf5File file, string datasetPath)
    {
        string path = "/" + datasetPath.Trim('/');
        Hdf5Node node = file.Describe(path);
        if (Hdf5Convention.IsCube(node))
        {
            // The conventions may know its axes.
            Hdf5Tree tree = file.Walk();
            foreach (Hdf5Convention convention in Hdf5Convention.All)
                if (convention.Find(file, tree).FirstOrDefault(found => found.DatasetPath == path) is { } place) return (convention.Name, place);
            return ("HDF5", new Hdf5CubePlace(path, []));
        }
        // Says what is wrong with the path or the type, where something is.
        using Hdf5Dataset dataset = new(file, path);
        throw new CubeFileException(file.Path, $"{path} has {Rank(node)}; a cube has 3 to 5, none of them empty");
    }

    private static (string, Hdf5CubePlace) Search(Hdf5File file, List<string> notes)
    {
        Hdf5Tree tree = file.Walk();
        foreach (Hdf5Convention convention in Hdf5Convention.All)
        {
            Hdf5CubePlace[] found = [.. convention.Find(file, tree).OrderByDescending(place => tree[place.DatasetPath]!.Samples)];
            if (found.Length == 0) continue;
            if (found.Length > 1)
            {
                IEnumerable<string> others = found.Skip(1).Select(place => place.DatasetPath);
                notes.Add($"{found[0].DatasetPath} is the largest of {found.Length} cubes; give --path for another: "
                    + string.Join(", ", others.Take(4)) + (found.Length > 5 ? ", ..." : ""));
            }
            Hdf5Node[] linked = [.. Siblings(tree.Nodes, found[0].DatasetPath)];
            if (linked.Length > 1) notes.Add($"only {found[0].DatasetPath} is read, one of {linked.Length} numbered parts of an acquisition");
            return (convention.Name, found[0]);
        }
        throw new CubeFileException(file.Path, Missing(tree.Nodes));
    }

    // A detector's master file links data_000001, data_000002, ...: one of them is not the whole acquisition.
    private static IEnumerable<Hdf5Node> Siblings(ImmutableArray<Hdf5Node> nodes, string path)
    {
        string stem = path.TrimEnd("0123456789".ToCharArray());
        return path.Length - stem.Length < 6 ? []
            : nodes.Where(node => node.Path.TrimEnd("0123456789".ToCharArray()) == stem && node.Kind != Hdf5NodeKind.Group);
    }

    private static string Missing(ImmutableArray<Hdf5Node> nodes)
    {
        if (nodes.FirstOrDefault(node => node.Kind == Hdf5NodeKind.BrokenLink) is { } link)
            return $"no cube in it, but {link.Problem}";
        Hdf5Node? largest = nodes.Where(node => node.Kind == Hdf5NodeKind.Dataset).MaxBy(node => node.Samples);
        if (largest is null) return "no dataset in it";
        return largest.Element is null && largest.Extents.Length is >= 3 and <= 5
            ? $"no cube in it: {largest.Path} holds {largest.TypeName}; a cube needs integers of 8 to 64 bits or floats of 32 or 64 bits"
            : $"no cube in it: the largest dataset, {largest.Path}, has {Rank(largest)}; a cube has 3 to 5{(largest.Extents.Contains(0) ? ", none of them empty" : "")}";
    }

    private static string Rank(Hdf5Node node) =>
        $"{node.Extents.Length} dimension{(node.Extents.Length == 1 ? "" : "s")} ({string.Join(", ", node.Extents)})";

    private static Cube Describe(Hdf5File file, Hdf5Dataset dataset, Hdf5CubePlace place, ScanSize? scan)
    {
        ImmutableArray<Axis> axes = place.Axes.IsEmpty ? Hdf5Convention.DefaultAxes(dataset.Extents, place.DetectorRank) : place.Axes;
        int scanRank = axes.Length - place.DetectorRank;
        ImmutableArray<Axis> scanAxes = axes[..scanRank], detectorAxes = axes[scanRank..];
        CubeShape? shape = CubeShape.Fold([.. scanAxes.Select(a => a.Length)], [.. detectorAxes.Select(a => a.Length)]);
        if (shape is not { } folded) throw new CubeFileException(file.Path, $"{dataset.Path} has more positions than can be counted");
        if (scan is { } size)
        {
            if (size.Positions != folded.Patterns)
                throw new CubeFileException(file.Path, $"{folded.Patterns} patterns do not make a scan of {size} ({size.Positions} positions)");
            folded = folded with { ScanY = size.Rows, ScanX = size.Columns };
            if (scanAxes.Length != 2 || scanAxes[0].Length != size.Rows)
                scanAxes = [new Axis("scan_y", size.Rows), new Axis("scan_x", size.Columns)];
        }
        return new Cube(dataset.Element, dataset.Order, scanAxes, detectorAxes, folded);
    }

    // Which filters only the library can read, and whether it can, is better said before the first chunk than at it.
    internal static void CheckFilters(Hdf5Dataset dataset, List<string> notes)
    {
        // All filters: where one is not ours, or the samples need conversion, the library has to apply every one.
        foreach (FilterSpec filter in dataset.Filters)
        {
            if (!Hdf5Library.HasFilter(filter.Id))
                throw new CubeFileException(dataset.FilePath, $"{dataset.Path} was written with filter {filter.Id}, for which there is no plugin here; "
                    + "install it and set HDF5_PLUGIN_PATH to its folder");
            if (FilterTable.Find(filter.Id) is null)
                notes.Add($"filter {filter.Id} is read through the HDF5 library, one thread at a time");
        }
    }

    internal static List<(string, string)> Metadata(Hdf5Dataset dataset)
    {
        List<(string, string)> metadata = [];
        if (dataset.Chunk.IsEmpty) return [("layout", "not chunked")];
        metadata.Add(("chunk", $"({string.Join(", ", dataset.Chunk)})"));
        metadata.Add(("filters", dataset.Filters.IsEmpty ? "none" : string.Join(", ", dataset.Filters.Select(Name))));
        return metadata;
    }

    // Where HyperSpy keeps it, and where EMD files have it beside the data.
    private static IEnumerable<(string, string)> Voltage(Hdf5File file, Hdf5Dataset dataset)
    {
        const string key = "accelerating_voltage";
        string group = dataset.Path[..Math.Max(1, dataset.Path.LastIndexOf('/'))];
        if (Hdf5Attributes.Text(file, group, key) is { } text) yield return (key, text);
        foreach (string experiment in file.LinkNames("/Experiments"))
        {
            if (Hdf5Attributes.Number(file, $"/Experiments/{experiment}/{HyperSpy.Microscope}", HyperSpy.BeamEnergy) is { } kilovolts)
                yield return (HyperSpy.BeamEnergy, kilovolts.ToString("R", CultureInfo.InvariantCulture) + " kV");
        }
    }

    private static string Name(FilterSpec filter) =>
        (FilterTable.Find(filter.Id)?.Name ?? "filter " + filter.Id.ToString(CultureInfo.InvariantCulture))
        + (filter.Parameters.IsEmpty ? "" : $" ({string.Join(", ", filter.Parameters)})");
}
