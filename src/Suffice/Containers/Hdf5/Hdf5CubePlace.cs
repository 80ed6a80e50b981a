using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>Where a convention puts the cube, and what it says of the axes.</summary>
/// <param name="DatasetPath">Path of the dataset.</param>
/// <param name="Axes">One axis for each of the dataset's extents; empty where the convention says nothing of them.</param>
/// <param name="DetectorRank">How many of the last axes belong to the detector: 1 or 2.</param>
internal sealed record Hdf5CubePlace(string DatasetPath, ImmutableArray<Axis> Axes, int DetectorRank = 2)
{
    /// <summary>Path of the group with the detector's <c>pixel_mask</c>; null where the convention has none.</summary>
    public string? MaskGroup { get; init; }
}
