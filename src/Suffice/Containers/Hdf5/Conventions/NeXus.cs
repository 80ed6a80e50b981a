using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5.Conventions;

/// <summary>NeXus NXdata groups: attribute <c>signal</c> names the dataset, <c>axes</c> the datasets with the coordinates.</summary>
internal static class NeXus
{
    public static IEnumerable<Hdf5CubePlace> Find(Hdf5File file, Hdf5Tree tree) =>
        from node in tree.Groups
        where Hdf5Attributes.Text(file, node.Path, "NX_class") == "NXdata"
        let data = tree[$"{node.Path}/{Hdf5Attributes.Text(file, node.Path, "signal") ?? "data"}"]
        where Hdf5Convention.IsCube(data)
        select new Hdf5CubePlace(data.Path, Axes(file, tree, data)) { MaskGroup = MaskGroup(tree, data) };

    // In the NXdetector of the same entry, or a group of it: NXdetector_channel, or a vendor's collection.
    private static string? MaskGroup(Hdf5Tree tree, Hdf5Node data)
    {
        string entry = data.Path[..(data.Path.IndexOf('/', 1) + 1)];
        return tree.Nodes.FirstOrDefault(node => node.Name == Hdf5PixelMask.Name && node.Path.StartsWith(entry, StringComparison.Ordinal)
            && node.Kind == Hdf5NodeKind.Dataset && node.Extents.SequenceEqual(data.Extents[^2..]))?.Parent;
    }

    private static ImmutableArray<Axis> Axes(Hdf5File file, Hdf5Tree tree, Hdf5Node data)
    {
        ImmutableArray<Axis> plain = Hdf5Convention.DefaultAxes(data.Extents, detectorRank: 2);
        ImmutableArray<string> names = Hdf5Attributes.Texts(file, data.Parent, "axes");
        if (names.Length != plain.Length) return plain;
        return [.. plain.Select((axis, i) => $"{data.Parent}/{names[i]}" is var path && tree[path] is not null
            ? Hdf5Convention.FromCoordinates(file, path, axis.Length, names[i]) : axis)];
    }
}
