using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>Where the chunks of a dataset lie in its cube, whose scan may be folded differently from the dataset's leading axes.</summary>
internal sealed class ChunkMap
{
    private readonly Hdf5Dataset _dataset;
    private readonly Cube _cube;
    private readonly int _scanRank;

    public ChunkMap(Hdf5Dataset dataset, Cube cube)
    {
        (_dataset, _cube) = (dataset, cube);
        _scanRank = dataset.Extents.Length - cube.DetectorAxes.Length;
    }

    /// <summary>Coordinates of position <paramref name="flat"/> of a row-major array.</summary>
    public static long[] Unflatten(long flat, ReadOnlySpan<long> extents)
    {
        long[] at = new long[extents.Length];
        for (int axis = extents.Length - 1; axis >= 0; axis--) (flat, at[axis]) = Math.DivRem(flat, extents[axis]);
        return at;
    }

    /// <summary>First and last chunk along a detector axis (0 rows, 1 columns) for a range of detector pixels.</summary>
    public (int First, int Last) DetectorRange(int axis, int start, int count)
    {
        int at = _scanRank + axis - (2 - _cube.DetectorAxes.Length);
        if (at < _scanRank) return (0, 0);
        int chunk = _dataset.Chunk[at];
        return (start / chunk, (start + count - 1) / chunk);
    }

    /// <summary>Scan coordinates of the chunks that hold a position of the region, in file order.</summary>
    public IEnumerable<long[]> ScanChunks(CubeRegion region)
    {
        bool isPlain = _scanRank == 2 && _dataset.Extents[0] == _cube.Shape.ScanY && _dataset.Extents[1] == _cube.Shape.ScanX;
        return isPlain ? PlainChunks(region) : FoldedChunks(region);
    }

    private IEnumerable<long[]> PlainChunks(CubeRegion region)
    {
        (long rows, long columns) = (_dataset.Chunk[0], _dataset.Chunk[1]);
        for (long y = region.ScanY / rows; y * rows < region.ScanY + region.Extent.ScanY; y++)
            for (long x = region.ScanX / columns; x * columns < region.ScanX + region.Extent.ScanX; x++) yield return [y, x];
    }

    private IEnumerable<long[]> FoldedChunks(CubeRegion region)
    {
        SortedDictionary<long, long[]> found = [];
        long[] counts = new long[_scanRank];
        for (int axis = 0; axis < _scanRank; axis++)
            counts[axis] = (_dataset.Extents[axis] + _dataset.Chunk[axis] - 1) / _dataset.Chunk[axis];
        for (int y = region.ScanY; y < region.ScanY + region.Extent.ScanY; y++)
            for (int x = region.ScanX; x < region.ScanX + region.Extent.ScanX; x++)
            {
                long[] at = Unflatten((long)y * _cube.Shape.ScanX + x, _dataset.Extents.AsSpan()[.._scanRank]);
                long flat = 0;
                for (int axis = 0; axis < _scanRank; axis++)
                {
                    at[axis] /= _dataset.Chunk[axis];
                    flat = flat * counts[axis] + at[axis];
                }
                found.TryAdd(flat, at);
            }
        return found.Values;
    }
}
