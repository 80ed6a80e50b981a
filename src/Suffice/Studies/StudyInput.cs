using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Studies;

/// <summary>A cube under study: in memory as a whole where it fits, else read slab by slab when it is needed.</summary>
public sealed class StudyInput : IDisposable
{
    private const byte NotASample = 0xA5;

    private readonly ICubeReader _reader;
    private SampleBuffer? _readBack;

    /// <param name="name">Name of the dataset in the results.</param>
    /// <param name="memoryBytes">How much memory the study may use.</param>
    public StudyInput(string name, ICubeReader reader, long memoryBytes, int threads)
    {
        (Name, _reader, Cube) = (name, reader, reader.Cube);
        // A slab, the same slab read back, and as much again for chunks on their way.
        SlabBytes = memoryBytes / 4;
        // The cube, the cube read back, and a little for the chunks on their way.
        if (2 * Cube.Bytes + memoryBytes / 8 > memoryBytes || !IsCutIntoRows()) return;
        Samples = new SampleBuffer(Cube.Bytes);
        long at = 0;
        foreach (CubeRegion slab in SlabPlan.Cut(Cube.Shape, reader.BlockShape with { ScanX = Cube.Shape.ScanX }, Cube.PatternBytes, long.MaxValue))
        {
            int length = checked((int)(slab.Extent.Patterns * Cube.PatternBytes));
            reader.Read(slab, Samples.Span(at, length), threads);
            at += length;
        }
    }

    private StudyInput(StudyInput whole, CubeRegion part)
    {
        (Name, _reader, SlabBytes) = (whole.Name, whole._reader, whole.SlabBytes);
        Cube = whole.Cube with { Shape = part.Extent };
        Samples = new SampleBuffer(Cube.Bytes);
        _reader.Read(part, Samples.Span(), threads: 1);
    }

    public string Name { get; }

    public Cube Cube { get; }

    /// <summary>All samples, where they fit memory twice.</summary>
    public SampleBuffer? Samples { get; }

    /// <summary>How large a slab may be where the cube does not fit.</summary>
    public long SlabBytes { get; }

    /// <summary>
    /// Memory to read <paramref name="length"/> bytes back into. It is used again by every run, and overwritten here, so that
    /// nothing of an earlier run can pass for a result.
    /// </summary>
    public SampleBuffer ReadBack(long length)
    {
        if (_readBack is null || _readBack.Length < length)
        {
            _readBack?.Dispose();
            _readBack = new SampleBuffer(length);
        }
        _readBack.Fill(NotASample, length);
        return _readBack;
    }

    /// <summary>Reads one slab from the source.</summary>
    public void Read(CubeRegion slab, SampleBuffer samples, int threads) => _reader.Read(slab, samples.Span(), threads);

    /// <summary>The first patterns as a small cube of its own.</summary>
    public StudyInput Crop(long maxBytes)
    {
        int patterns = (int)Math.Clamp(maxBytes / Cube.PatternBytes, 1, int.MaxValue);
        int columns = Math.Min(patterns, Cube.Shape.ScanX), rows = Math.Min(patterns / columns, Cube.Shape.ScanY);
        return new StudyInput(this, CubeRegion.Whole(Cube.Shape with { ScanY = rows, ScanX = columns }));
    }

    public void Dispose()
    {
        Samples?.Dispose();
        _readBack?.Dispose();
    }

    // The whole is read back in pieces that follow one another in memory.
    private bool IsCutIntoRows() => StudyChunking.All.All(chunking =>
    {
        ImmutableArray<CubeRegion> slabs = SlabPlan.Cut(Cube.Shape, chunking.ChunkOf(Cube.Shape), Cube.PatternBytes, long.MaxValue);
        return slabs.All(slab => slab.Extent.ScanX == Cube.Shape.ScanX);
    });
}
