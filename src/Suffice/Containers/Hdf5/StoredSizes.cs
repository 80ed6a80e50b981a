using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>How many bytes of the file a cube's chunks take, and how these are spread over the scan.</summary>
/// <param name="Bytes">Of all chunks.</param>
/// <param name="Chunks">Number of chunks.</param>
/// <param name="PerPosition">Row-major over the scan; the positions of a chunk share its bytes evenly.</param>
public sealed record StoredSizes(long Bytes, long Chunks, double[] PerPosition)
{
    /// <summary>Measures a chunked dataset; null for one that is not chunked.</summary>
    /// <exception cref="CubeFileException">The file is damaged.</exception>
    public static StoredSizes? Measure(Hdf5CubeReader reader)
    {
        Hdf5Dataset dataset = reader.Dataset;
        if (dataset.Chunk.IsEmpty) return null;
        using Hdf5ChunkStore store = new(dataset);
        int scanRank = dataset.Extents.Length - reader.Cube.DetectorAxes.Length;
        double[] perPosition = new double[checked((int)reader.Cube.Shape.Patterns)];
        long bytes = 0;
        List<int> positions = [];
        for (long flat = 0; flat < store.Count; flat++)
        {
            long[] chunk = store.At(flat);
            int length = store.LengthOf(chunk, int.MaxValue);
            bytes += length;
            positions.Clear();
            Collect(dataset, chunk, scanRank, positions);
            foreach (int position in positions) perPosition[position] += (double)length / positions.Count;
        }
        return new StoredSizes(bytes, store.Count, perPosition);
    }

    // The positions of a chunk that lie within the scan, which may be folded differently from the dataset's leading axes.
    private static void Collect(Hdf5Dataset dataset, long[] chunk, int scanRank, List<int> positions)
    {
        int[] extents = [.. dataset.Chunk[..scanRank]];
        long count = extents.Aggregate(1L, (product, extent) => product * extent);
        for (long within = 0; within < count; within++)
        {
            long[] at = ChunkMap.Unflatten(within, [.. extents.Select(extent => (long)extent)]);
            long position = 0;
            bool isInside = true;
            for (int axis = 0; axis < scanRank && isInside; axis++)
            {
                long place = chunk[axis] * extents[axis] + at[axis];
                isInside = place < dataset.Extents[axis];
                position = position * dataset.Extents[axis] + place;
            }
            if (isInside) positions.Add((int)position);
        }
    }
}
