using Suffice.Chunks;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>
/// Writes a cube to a dataset: threads cut out and encode the chunks, the caller's thread stores them in order. Give it
/// the cube in slabs of whole chunks, as large as memory allows.
/// </summary>
public sealed class Hdf5CubeWriter : IDisposable
{
    private readonly Hdf5DatasetWriter _dataset;
    private readonly CubeShape _chunk;
    private readonly int _threads;
    private readonly SlotPool<Hdf5ChunkEncoder> _encoders;

    /// <param name="path">Path of the new dataset within the file.</param>
    /// <param name="layout">How the dataset is stored; four extents.</param>
    /// <param name="threads">Number of threads that encode, at least 1.</param>
    public Hdf5CubeWriter(Hdf5File file, string path, Hdf5Layout layout, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(layout.Chunk.Length, 4);
        _chunk = new CubeShape(layout.Chunk[0], layout.Chunk[1], layout.Chunk[2], layout.Chunk[3]);
        _threads = threads;
        _dataset = Hdf5DatasetWriter.Create(file, path, layout);
        _encoders = new SlotPool<Hdf5ChunkEncoder>(() => new Hdf5ChunkEncoder(layout, _chunk));
    }

    /// <summary>Writes the chunks of a part of the cube.</summary>
    /// <param name="region">Begins at chunk boundaries, and ends at them or at the cube's edge.</param>
    /// <param name="samples">The region's samples in this machine's byte order.</param>
    public void Write(CubeRegion region, SampleBuffer samples, CancellationToken cancellation = default)
    {
        ChunkGrid grid = new(region.Extent, _chunk);
        OrderedWork.Run(
            grid.Count, _threads, _encoders.Take,
            (i, lease) => lease.Value.Encode(grid, i, samples),
            (i, lease) =>
            {
                CubeRegion at = grid.Region(i);
                _dataset.WriteChunk(
                    [at.ScanY + region.ScanY, at.ScanX + region.ScanX, at.DetectorY + region.DetectorY, at.DetectorX + region.DetectorX],
                    lease.Value.FilterMask, lease.Value.Encoded);
            },
            cancellation);
    }

    public void Dispose()
    {
        _dataset.Dispose();
        _encoders.Dispose();
    }
}
