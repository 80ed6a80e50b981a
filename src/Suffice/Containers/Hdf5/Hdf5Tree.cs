using System.Collections.Immutable;

namespace Suffice.Containers.Hdf5;

/// <summary>The objects of a file, parents before children, and each by its path.</summary>
public sealed class Hdf5Tree(ImmutableArray<Hdf5Node> nodes)
{
    private readonly Dictionary<string, Hdf5Node> _byPath = nodes.DistinctBy(node => node.Path).ToDictionary(node => node.Path);

    public ImmutableArray<Hdf5Node> Nodes => nodes;

    public IEnumerable<Hdf5Node> Groups => nodes.Where(node => node.Kind == Hdf5NodeKind.Group);

    /// <summary>The object at a path, or null where there is none.</summary>
    public Hdf5Node? this[string path] => _byPath.GetValueOrDefault(path);
}
