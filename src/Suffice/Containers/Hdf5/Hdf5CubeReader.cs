using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>
/// Reads a dataset as a cube. Chunks whose filters we have are read and decoded by all threads; every other layout and
/// filter goes through the library.
/// </summary>
public sealed class Hdf5CubeReader : IPatternReader, ISparseReader
{
    private readonly Hdf5File _file;
    private readonly Hdf5Dataset _dataset;
    private readonly Hdf5ChunkStore? _chunks;
    private readonly SlotPool<Hdf5ChunkDecoder>? _decoders;
    private readonly int _scanRank;

    /// <param name="file">The open file; the reader closes it.</param>
    /// <param name="dataset">The open dataset, whose leading axes are the cube's scan axes in row-major order; the reader closes it.</param>
    public Hdf5CubeReader(Hdf5File file, Hdf5Dataset dataset, Cube cube)
    {
        (_file, _dataset, Cube) = (file, dataset, cube);
        _scanRank = dataset.Extents.Length - cube.DetectorAxes.Length;
        if (!CanDecode(dataset)) return;
        _chunks = new Hdf5ChunkStore(dataset);
        _decoders = new SlotPool<Hdf5ChunkDecoder>(() => new Hdf5ChunkDecoder(dataset, _chunks, cube));
    }

    public Cube Cube { get; }

    public CubeShape BlockShape
    {
        get
        {
            CubeShape shape = Cube.Shape;
            if (_dataset.Chunk.IsEmpty) return shape with { ScanY = 1, ScanX = 1 };
            (int qy, int qx) = (Math.Min(shape.DetectorY, DetectorChunk(0)), Math.Min(shape.DetectorX, DetectorChunk(1)));
            bool plain = _scanRank == 2 && _dataset.Extents[0] == shape.ScanY && _dataset.Extents[1] == shape.ScanX;
            if (plain) return new CubeShape(Math.Min(shape.ScanY, _dataset.Chunk[0]), Math.Min(shape.ScanX, _dataset.Chunk[1]), qy, qx);
            // A folded scan: so many whole rows that a chunk's positions lie in one block, roughly.
            long positions = 1;
            for (int axis = 0; axis < _scanRank; axis++) positions *= _dataset.Chunk[axis];
            return new CubeShape((int)Math.Clamp(positions / Math.Max(1, shape.ScanX), 1, shape.ScanY), shape.ScanX, qy, qx);
        }
    }

    /// <summary>The dataset's path within the file.</summary>
    public Hdf5Dataset Dataset => _dataset;

    /// <summary>Whether our own decoders read the chunks, and not the library's filters.</summary>
    public bool DecodesChunks => _chunks is not null;

    public unsafe void Read(in CubeRegion region, Span<byte> samples, int threads)
    {
        if (!region.IsWithin(Cube.Shape)) throw new ArgumentException($"{region} is not within {Cube.Shape}", nameof(region));
        if (samples.Length != region.Extent.Samples * Cube.Element.Bytes())
            throw new ArgumentException($"{samples.Length} bytes do not hold {region.Extent}", nameof(samples));
        if (samples.IsEmpty) return;
        if (_chunks is null) ReadThroughLibrary(region, samples);
        // The span outlives the call and the threads do not: they are joined before it returns.
        else fixed (byte* first = samples) ReadChunks(region, (nint)first, samples.Length, threads);
    }

    public bool CanVisit => _chunks is not null && BlockShape.PatternSamples == Cube.Shape.PatternSamples;

    public bool CanSkip
    {
        get
        {
            if (!CanVisit) return false;
            using SlotPool<Hdf5ChunkDecoder>.Lease lease = _decoders!.Take();
            return lease.Value.IsPiecewise;
        }
    }

    public void Visit(
        IReadOnlyList<CubeRegion> regions, PatternVisitor visit, int threads, CancellationToken cancellation, Func<int, int, bool>? isWanted = null)
    {
        if (!CanVisit) throw new InvalidOperationException($"{_dataset.Path} does not hold whole patterns in chunks that can be decoded here");
        (long[] Chunk, CubeRegion Region)[] pieces = [.. PiecesOf(regions)];
        OrderedWork.RunUnordered(
            pieces.Length, threads, _decoders!.Take, (i, lease) => lease.Value.Visit(pieces[i].Chunk, pieces[i].Region, visit, isWanted), cancellation);
    }

    public bool IsSparse(in CubeRegion region)
    {
        if (_chunks is null || region.Extent.PatternSamples != Cube.Shape.PatternSamples) return false;
        using SlotPool<Hdf5ChunkDecoder>.Lease lease = _decoders!.Take();
        return ChunksOf(region).All(lease.Value.IsSparse);
    }

    public void ReadSparse(IReadOnlyList<CubeRegion> regions, int threads, Func<ISparseConsumer> makeConsumer, CancellationToken cancellation)
    {
        (long[] Chunk, CubeRegion Region)[] pieces = [.. PiecesOf(regions)];
        OrderedWork.RunUnordered(
            pieces.Length, threads, () => new SparseSlot(_decoders!.Take(), makeConsumer()),
            (i, slot) => slot.Decoder.Value.ReadSparse(pieces[i].Chunk, pieces[i].Region, slot.Consumer), cancellation);
    }

    public void Dispose()
    {
        _decoders?.Dispose();
        _chunks?.Dispose();
        _dataset.Dispose();
        _file.Dispose();
    }

    internal static bool CanDecode(Hdf5Dataset dataset) =>
        !dataset.Chunk.IsEmpty && dataset.IsExact && dataset.Filters.All(filter => FilterTable.Find(filter.Id) is not null);

    private int DetectorChunk(int axis)
    {
        int at = _scanRank + axis - (2 - Cube.DetectorAxes.Length);
        return at < _scanRank ? 1 : _dataset.Chunk[at];
    }

    private unsafe void ReadChunks(CubeRegion region, nint target, int length, int threads)
    {
        long[][] chunks = [.. ChunksOf(region)];
        OrderedWork.RunUnordered(
            chunks.Length, threads, _decoders!.Take,
            (i, lease) => lease.Value.Read(chunks[i], region, new Span<byte>((void*)target, length)));
    }

    private IEnumerable<(long[] Chunk, CubeRegion Region)> PiecesOf(IReadOnlyList<CubeRegion> regions)
    {
        foreach (CubeRegion region in regions)
            if (!region.IsWithin(Cube.Shape)) throw new ArgumentException($"{region} is not within {Cube.Shape}", nameof(regions));
        return regions.SelectMany(part => ChunksOf(part).Select(chunk => (chunk, part)));
    }

    // Chunk coordinates of all chunks that hold a sample of the region, in file order.
    private IEnumerable<long[]> ChunksOf(CubeRegion region)
    {
        ChunkMap map = new(_dataset, Cube);
        (int y0, int y1) = map.DetectorRange(0, region.DetectorY, region.Extent.DetectorY);
        (int x0, int x1) = map.DetectorRange(1, region.DetectorX, region.Extent.DetectorX);
        foreach (long[] scan in map.ScanChunks(region))
            for (int y = y0; y <= y1; y++)
                for (int x = x0; x <= x1; x++)
                    yield return Cube.DetectorAxes.Length == 2 ? [.. scan, y, x] : [.. scan, x];
    }

    private void ReadThroughLibrary(in CubeRegion region, Span<byte> samples)
    {
        CubeShape n = region.Extent;
        int elementBytes = Cube.Element.Bytes();
        bool plain = _scanRank == 2 && _dataset.Extents[0] == Cube.Shape.ScanY && _dataset.Extents[1] == Cube.Shape.ScanX;
        if (plain)
        {
            ReadBox([region.ScanY, region.ScanX], [n.ScanY, n.ScanX], region, samples);
            return;
        }
        // A folded scan: runs of positions along the dataset's fastest scan axis.
        long fastest = _dataset.Extents[_scanRank - 1];
        int patternBytes = checked((int)(n.PatternSamples * elementBytes));
        for (int y = 0, done = 0; y < n.ScanY; y++)
        {
            long flat = (long)(region.ScanY + y) * Cube.Shape.ScanX + region.ScanX;
            for (int left = n.ScanX; left > 0;)
            {
                long[] start = ChunkMap.Unflatten(flat, _dataset.Extents.AsSpan()[.._scanRank]);
                int run = (int)Math.Min(left, fastest - start[^1]);
                long[] count = new long[_scanRank];
                Array.Fill(count, 1);
                count[^1] = run;
                ReadBox(start, count, region, samples.Slice(done, run * patternBytes));
                (flat, left, done) = (flat + run, left - run, done + run * patternBytes);
            }
        }
    }

    private void ReadBox(ReadOnlySpan<long> scanStart, ReadOnlySpan<long> scanCount, in CubeRegion region, Span<byte> samples)
    {
        bool image = Cube.DetectorAxes.Length == 2;
        _dataset.Read(
            image ? [.. scanStart, region.DetectorY, region.DetectorX] : [.. scanStart, region.DetectorX],
            image ? [.. scanCount, region.Extent.DetectorY, region.Extent.DetectorX] : [.. scanCount, region.Extent.DetectorX],
            samples);
    }

    // What one thread needs.
    private sealed record SparseSlot(SlotPool<Hdf5ChunkDecoder>.Lease Decoder, ISparseConsumer Consumer) : IDisposable
    {
        public void Dispose()
        {
            Consumer.Dispose();
            Decoder.Dispose();
        }
    }
}
