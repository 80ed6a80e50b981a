using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>What a walk through a file finds at one path.</summary>
public enum Hdf5NodeKind
{
    Group,
    Dataset,
    BrokenLink,
}

/// <summary>One object of an HDF5 file, reached through hard, soft or external links.</summary>
/// <param name="Path">Absolute path within the file.</param>
/// <param name="Extents">Extents of a dataset; empty for a group.</param>
/// <param name="Element">Type of a dataset's samples where a cube can have it; otherwise null.</param>
/// <param name="TypeName">What the type is, in words.</param>
/// <param name="Problem">Where a broken link points, and what to do about it; empty where there is not even a link.</param>
public sealed record Hdf5Node(
    string Path, Hdf5NodeKind Kind, ImmutableArray<long> Extents, ElementType? Element, string TypeName, string Problem = "")
{
    /// <summary>Path of the group that holds this object; empty for the root's children.</summary>
    public string Parent => Path[..Math.Max(0, Path.LastIndexOf('/'))];

    /// <summary>Last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Number of samples; 0 for a dataset without extents.</summary>
    public double Samples => Extents.IsEmpty ? 0 : Extents.Aggregate(1.0, (product, extent) => product * extent);
}
