using System.Runtime.InteropServices;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Sources.Stempy;

namespace Suffice.Packing;

/// <summary>The patterns of a packed cube, one after the other, read in slabs on all threads.</summary>
internal sealed class PackedPatterns : IDisposable
{
    private readonly ICubeReader _reader;
    private readonly int _threads;
    private readonly long _memoryBytes;
    private readonly CubeRegion[] _slabs;
    private readonly SampleBuffer _samples;
    private int _current = -1;

    public PackedPatterns(string path, PackedManifest manifest, int threads, long memoryBytes)
    {
        (_threads, _memoryBytes) = (threads, memoryBytes);
        _reader = manifest.IsEvents ? StempyReader.Open(path).Reader : OpenDense(path, manifest);
        _slabs = [.. PackSlabs.Plan(Cube, _reader.BlockShape, _reader.BlockShape, memoryBytes, threads).Slabs];
        _samples = new SampleBuffer(_slabs.Max(slab => slab.Extent.Patterns) * Cube.PatternBytes);
    }

    public Cube Cube => _reader.Cube;

    private static Hdf5CubeReader OpenDense(string path, PackedManifest manifest)
    {
        Hdf5File file = Hdf5File.Open(path);
        try
        {
            Hdf5Dataset dataset = new(file, manifest.CubePath);
            int scanRank = dataset.Extents.Length - manifest.DetectorRank;
            int[] extents = [.. dataset.Extents.Select(extent => checked((int)extent))];
            if (scanRank < 1 || CubeShape.Fold(extents.AsSpan(0, scanRank), extents.AsSpan(scanRank)) is not { } shape)
                throw new CubeFileException(path, $"{manifest.CubePath} is not a cube");
            Axis[] axes = [.. extents.Select((extent, i) => new Axis($"{i}", extent))];
            return new Hdf5CubeReader(file, dataset, new Cube(dataset.Element, dataset.Order, [.. axes[..scanRank]], [.. axes[scanRank..]], shape));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

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

    /// <summary>Hands out all samples of one detector pixel after the other, whole detector rows at a time, as many as memory holds.</summary>
    public void ReadPositionFastest(ByteOrder order, Action<ReadOnlySpan<byte>> take)
    {
        CubeShape shape = Cube.Shape;
        int sampleBytes = Cube.Element.Bytes(), rowBytes = checked(shape.DetectorX * sampleBytes);
        int rows = (int)Math.Clamp(Math.Min(_memoryBytes / 3, int.MaxValue / 2) / (shape.Patterns * rowBytes), 1, shape.DetectorY);
        using SampleBuffer together = new(shape.Patterns * rowBytes * rows);
        byte[] pixels = new byte[checked((int)shape.Patterns * sampleBytes)];
        for (int y = 0; y < shape.DetectorY; y += rows)
        {
            CubeRegion part = new(0, 0, y, 0, shape with { DetectorY = Math.Min(rows, shape.DetectorY - y) });
            Span<byte> samples = together.Span(0, checked((int)(shape.Patterns * rowBytes * part.Extent.DetectorY)));
            _reader.Read(part, samples, _threads);
            int stride = part.Extent.DetectorY * rowBytes;
            for (int pixel = 0; pixel < stride; pixel += sampleBytes)
            {
                Gather(samples[pixel..], stride, sampleBytes, pixels);
                if (order != SampleOrder.Native && sampleBytes > 1) SampleOrder.Reverse(Cube.Element, pixels);
                take(pixels);
            }
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _samples.Dispose();
    }

    private static void Gather(ReadOnlySpan<byte> samples, int stride, int sampleBytes, Span<byte> pixels)
    {
        switch (sampleBytes)
        {
            case 1: GatherAs<byte>(samples, stride, pixels); break;
            case 2: GatherAs<ushort>(samples, stride / 2, pixels); break;
            case 4: GatherAs<uint>(samples, stride / 4, pixels); break;
            default: GatherAs<ulong>(samples, stride / 8, pixels); break;
        }
    }

    private static void GatherAs<T>(ReadOnlySpan<byte> samples, int stride, Span<byte> pixels)
        where T : unmanaged
    {
        ReadOnlySpan<T> from = MemoryMarshal.Cast<byte, T>(samples);
        Span<T> to = MemoryMarshal.Cast<byte, T>(pixels);
        for (int i = 0; i < to.Length; i++) to[i] = from[i * stride];
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
