using System.Collections.Immutable;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>How chunks of a cube lie in a dataset that may have more or fewer axes: along its last scan axis, where they differ.</summary>
internal sealed class DatasetPlaces
{
    private readonly ImmutableArray<long> _scan;
    private readonly Cube _cube;

    /// <exception cref="NotSupportedException">The cube's scan is not the dataset's.</exception>
    public DatasetPlaces(Hdf5Dataset dataset, Cube cube)
    {
        (_cube, _scan) = (cube, dataset.Extents[..^cube.DetectorAxes.Length]);
        bool isOwn = _scan.Length switch
        {
            1 => cube.Shape.ScanY == _scan[0],
            2 => cube.Shape.ScanY == _scan[0] && cube.Shape.ScanX == _scan[1],
            _ => true,
        };
        if (!isOwn)
            throw new NotSupportedException(
                "--scan cannot reshape a dataset of an HDF5 file, which keeps its extents; give it to the command that reads the packed file");
    }

    /// <summary>Whether the dataset's axes are the cube's four.</summary>
    public bool IsPlain => _scan.Length == 2 && _cube.DetectorAxes.Length == 2;

    /// <summary>Extents of a chunk that this dataset can have, as near to the wanted ones as possible.</summary>
    public CubeShape Fit(CubeShape chunk) => _scan.Length > 2 ? chunk with { ScanY = 1 } : chunk;

    /// <summary>Extents of a chunk in the dataset's axes.</summary>
    public ImmutableArray<int> ChunkOf(CubeShape chunk)
    {
        int[] scan = new int[_scan.Length];
        Array.Fill(scan, 1);
        if (scan.Length == 1) scan[0] = chunk.ScanY;
        else if (scan.Length == 2) (scan[0], scan[1]) = (chunk.ScanY, chunk.ScanX);
        else scan[Math.Max(0, _scan.ToList().FindLastIndex(extent => extent > 1))] = chunk.ScanX;
        return _cube.DetectorAxes.Length == 2 ? [.. scan, chunk.DetectorY, chunk.DetectorX] : [.. scan, chunk.DetectorX];
    }

    /// <summary>Where a chunk begins in the dataset.</summary>
    public long[] OffsetOf(CubeRegion region)
    {
        long[] scan = ChunkMap.Unflatten((long)region.ScanY * _cube.Shape.ScanX + region.ScanX, _scan.AsSpan());
        return _cube.DetectorAxes.Length == 2 ? [.. scan, region.DetectorY, region.DetectorX] : [.. scan, region.DetectorX];
    }
}
