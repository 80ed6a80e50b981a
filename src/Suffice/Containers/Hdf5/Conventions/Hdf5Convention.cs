using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5.Conventions;

/// <summary>One row of the table of conventions: how some program lays out a cube in HDF5.</summary>
/// <param name="Name">Name of the format for messages.</param>
/// <param name="Find">All places that look like a cube of this convention.</param>
internal sealed record Hdf5Convention(string Name, Func<Hdf5File, Hdf5Tree, IEnumerable<Hdf5CubePlace>> Find)
{
    /// <summary>All conventions, the most specific first; the last one takes any dataset of 3 to 5 dimensions.</summary>
    public static readonly Hdf5Convention[] All =
    [
        new("EMD 1.0 (py4DSTEM)", Emd.FindVersion1),
        new("EMD (compression study)", Emd.FindStudy),
        new("EMD 0.x", Emd.FindBerkeley),
        new("HyperSpy", HyperSpy.Find),
        new("NeXus NXdata", NeXus.Find),
        new("HDF5", FindAny),
    ];

    /// <summary>Whether a dataset can be a cube: 3 to 5 dimensions, none of them empty, samples of a type that we have.</summary>
    public static bool IsCube(Hdf5Node? node) =>
        node is { Kind: Hdf5NodeKind.Dataset, Element: not null, Extents.Length: >= 3 and <= 5 }
        && node.Extents.All(extent => extent is > 0 and <= int.MaxValue);

    /// <summary>
    /// An axis from the dataset that holds its coordinates, with attributes <c>name</c> and <c>units</c>; EMD 1.0 stores two
    /// coordinates of a linear axis, or all.
    /// </summary>
    public static Axis FromCoordinates(Hdf5File file, string path, int length, string fallbackName)
    {
        double[]? at = Hdf5Attributes.DatasetNumbers(file, path);
        string name = Hdf5Attributes.Text(file, path, "name") ?? fallbackName;
        string unit = CleanUnit(Hdf5Attributes.Text(file, path, "units") ?? "");
        if (at is not { Length: >= 2 }) return new Axis(name, length, 1, at is [double only] ? only : 0, unit);
        double scale = (at[^1] - at[0]) / (at.Length - 1);
        return double.IsFinite(scale) && double.IsFinite(at[0]) ? new Axis(name, length, scale, at[0], unit) : new Axis(name, length);
    }

    /// <summary>EMD writes <c>[n_m]</c> for nm; HyperSpy writes what Python shows for an absent unit.</summary>
    public static string CleanUnit(string unit) =>
        unit.Trim('[', ']', ' ').Replace("_", "", StringComparison.Ordinal) is var clean && clean is "<undefined>" or "None" or "" ? "" : clean;

    /// <summary>Axes without calibration: scan axes, then detector axes.</summary>
    public static ImmutableArray<Axis> DefaultAxes(ImmutableArray<long> extents, int detectorRank)
    {
        int scanRank = extents.Length - detectorRank;
        string[] scan = scanRank == 1 ? ["scan"] : ["scan_y", "scan_x"];
        string[] detector = detectorRank == 1 ? ["energy"] : ["detector_y", "detector_x"];
        return [.. extents.Select((extent, i) => new Axis(
            i >= scanRank ? detector[i - scanRank] : scanRank - i <= scan.Length ? scan[i - scanRank + scan.Length] : $"scan_{i}",
            (int)extent))];
    }

    private static IEnumerable<Hdf5CubePlace> FindAny(Hdf5File file, Hdf5Tree tree) =>
        tree.Nodes.Where(IsCube).Select(node => new Hdf5CubePlace(node.Path, []));
}
