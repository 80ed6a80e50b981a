using Suffice.Cubes;

namespace Suffice.Chunks;

/// <summary>How a cube is cut into chunks, counted in row-major order; chunks at the far edges reach beyond the cube.</summary>
public sealed class ChunkGrid
{
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _detectorRows;
    private readonly int _detectorColumns;

    /// <param name="cube">Extents of the cube.</param>
    /// <param name="chunk">Extents of one chunk, each at least 1.</param>
    public ChunkGrid(CubeShape cube, CubeShape chunk)
    {
        if (chunk.ScanY < 1 || chunk.ScanX < 1 || chunk.DetectorY < 1 || chunk.DetectorX < 1)
            throw new ArgumentException($"every extent of a chunk must be at least 1, not {chunk}", nameof(chunk));
        Cube = cube;
        Chunk = chunk;
        _rows = Parts(cube.ScanY, chunk.ScanY);
        _columns = Parts(cube.ScanX, chunk.ScanX);
        _detectorRows = Parts(cube.DetectorY, chunk.DetectorY);
        _detectorColumns = Parts(cube.DetectorX, chunk.DetectorX);
        Count = checked(_rows * _columns * _detectorRows * _detectorColumns);
    }

    public CubeShape Cube { get; }

    public CubeShape Chunk { get; }

    /// <summary>Number of chunks.</summary>
    public int Count { get; }

    /// <summary>The part of the cube that chunk <paramref name="index"/> covers, cut at the cube's edges.</summary>
    public CubeRegion Region(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        (index, int dx) = Math.DivRem(index, _detectorColumns);
        (index, int dy) = Math.DivRem(index, _detectorRows);
        (int y, int x) = Math.DivRem(index, _columns);
        (y, x, dy, dx) = (y * Chunk.ScanY, x * Chunk.ScanX, dy * Chunk.DetectorY, dx * Chunk.DetectorX);
        CubeShape extent = new(
            Math.Min(Chunk.ScanY, Cube.ScanY - y), Math.Min(Chunk.ScanX, Cube.ScanX - x),
            Math.Min(Chunk.DetectorY, Cube.DetectorY - dy), Math.Min(Chunk.DetectorX, Cube.DetectorX - dx));
        return new CubeRegion(y, x, dy, dx, extent);
    }

    private static int Parts(int length, int part) => (int)(((long)length + part - 1) / part);
}
