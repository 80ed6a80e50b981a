using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>The patterns of a packed cube, one after the other, read in slabs on all threads.</summary>
internal sealed class PackedPatterns : IDisposable
{
    private readonly Hdf5CubeReader _reader;
    private readonly int _threads;
    private readonly CubeRegion[] _slabs;
    private readonly SampleBuffer _samples;
    private int _current = -1;

    public PackedPatterns(string path, PackedManifest manifest, int threads, long memoryBytes)
    {
        _threads = threads;
        Hdf5File file = Hdf5File.Open(path);
        try
        {
            Hdf5Dataset dataset = new(file, manifest.CubePath);
            int scanRank = dataset.Extents.Length - manifest.DetectorRank;
            int[] extents = [.. dataset.Extents.Select(extent => checked((int)extent))];
            if (scanRank < 1 || CubeShape.Fold(extents.AsSpan(0, scanRank), extents.AsSpan(scanRank)) is not { } shape)
                throw new CubeFileException(path, $"{manifest.CubePath} is not a cube");
            Axis[] axes = [.. extents.Select((extent, i) => new Axis($"{i}", extent))];
            _reader = new Hdf5CubeReader(file, dataset, new Cube(dataset.Element, dataset.Order, [.. axes[..scanRank]], [.. axes[scanRank..]], shape));
        }
        catch
        {
            file.Dispose();
            throw;
        }
        _slabs = [.. PackSlabs.Plan(Cube, _reader.BlockShape, _reader.BlockShape, memoryBytes, threads).Slabs];
        _samples = new SampleBuffer(_slabs.Max(slab => slab.Extent.Patterns) * Cube.PatternBytes);
    }

    public Cube Cube => _reader.Cube;

    /// <summary>Number of patterns.</summary>
    public long Count => Cube.Shape.Patterns;

    /// <summary>Hands out patterns, as many at a time as are in memory.</summary>
    /// <param name="order">Byte order in which they are wanted.</param>
    public void Read(long first, long count, ByteOrder order, Action<ReadOnlySpan<byte>> take)
    {
        if (first < 0 || count < 0 || first > Count - count) throw new InvalidDataException($"patterns {first} to {first + count - 1} are not in a cube of {Count}");
        byte[] turned = [];
        for (long next = first; next < first + count;)
        {
            (long start, long length) = Load(next);
            int patterns = (int)Math.Min(start + length, first + count) - (int)next;
            Span<byte> bytes = _samples.Span((next - start) * Cube.PatternBytes, checked((int)(patterns * Cube.PatternBytes)));
            if (order != SampleOrder.Native && Cube.Element.Bytes() > 1)
            {
                if (turned.Length < bytes.Length) turned = GC.AllocateUninitializedArray<byte>(bytes.Length);
                bytes.CopyTo(turned);
                bytes = turned.AsSpan(0, bytes.Length);
                SampleOrder.Reverse(Cube.Element, bytes);
            }
            take(bytes);
            next += patterns;
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _samples.Dispose();
    }

    private (long Start, long Length) Load(long pattern)
    {
        int index = Array.FindIndex(_slabs, slab => First(slab) + slab.Extent.Patterns > pattern);
        CubeRegion slab = _slabs[index];
        if (index != _current) _reader.Read(slab, _samples.Span(0, checked((int)(slab.Extent.Patterns * Cube.PatternBytes))), _threads);
        _current = index;
        return (First(slab), slab.Extent.Patterns);
    }

    private long First(CubeRegion slab) => (long)slab.ScanY * Cube.Shape.ScanX + slab.ScanX;
}
