using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5.Conventions;

/// <summary>
/// The Electron Microscopy Data formats. EMD 1.0 (emdfile, py4DSTEM 0.14 and later): groups with
/// <c>emd_group_type="array"</c> hold <c>data</c> and <c>dim0</c>... EMD 0.x (Berkeley 0.2, FPD, Prismatic 0.5, py4DSTEM
/// before 0.14): groups with <c>emd_group_type=1</c> hold <c>data</c> and <c>dim1</c>... The published study uses a fixed
/// path without group types.
/// </summary>
internal static class Emd
{
    private const string StudyPath = "/version_1/data/datacubes/datacube_000/data";

    public static IEnumerable<Hdf5CubePlace> FindVersion1(Hdf5File file, Hdf5Tree tree) =>
        from node in tree.Groups
        where Hdf5Attributes.Text(file, node.Path, "emd_group_type") == "array"
        let data = tree[node.Path + "/data"]
        where Hdf5Convention.IsCube(data)
        select new Hdf5CubePlace(data.Path, Axes(file, tree, data, firstDimension: 0));

    public static IEnumerable<Hdf5CubePlace> FindStudy(Hdf5File file, Hdf5Tree tree) =>
        tree[StudyPath] is { } data && Hdf5Convention.IsCube(data)
            ? [new Hdf5CubePlace(data.Path, Axes(file, tree, data, firstDimension: 1))] : [];

    public static IEnumerable<Hdf5CubePlace> FindBerkeley(Hdf5File file, Hdf5Tree tree) =>
        from node in tree.Groups
        where Hdf5Attributes.Number(file, node.Path, "emd_group_type") == 1
        let data = tree[node.Path + "/data"] ?? tree[node.Path + "/datacube"]
        where Hdf5Convention.IsCube(data)
        select new Hdf5CubePlace(data.Path, Axes(file, tree, data, firstDimension: 1));

    private static ImmutableArray<Axis> Axes(Hdf5File file, Hdf5Tree tree, Hdf5Node data, int firstDimension)
    {
        ImmutableArray<Axis> plain = Hdf5Convention.DefaultAxes(data.Extents, detectorRank: 2);
        return [.. plain.Select((axis, i) => $"{data.Parent}/dim{i + firstDimension}" is var path && tree[path] is not null
            ? Hdf5Convention.FromCoordinates(file, path, axis.Length, axis.Name) : axis)];
    }
}
