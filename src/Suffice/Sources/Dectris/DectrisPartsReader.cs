using System.Collections.Immutable;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Sources.Kernels;

namespace Suffice.Sources.Dectris;

/// <summary>
/// Reads several stacks of patterns as one scan: the parts one after the other, the patterns of each on all threads. Parts
/// are opened when a pattern of theirs is wanted; the ones used last stay open.
/// </summary>
internal sealed class DectrisPartsReader(ImmutableArray<DectrisPart> parts, Cube cube, CubeShape blockShape) : ICubeReader, IHdf5Images
{
    // An open part holds a file, its chunk addresses and a few patterns for each thread.
    private const int MostOpen = 16;
    private const long MostOpenPatternBytes = 64L << 20;

    private readonly long[] _first = FirstFrames(parts);
    private readonly List<(int Part, Hdf5CubeReader Reader)> _open = [];

    public Cube Cube => cube;

    public IEnumerable<(string FilePath, string DatasetPath)> Images => parts.Select(part => (part.FilePath, part.DatasetPath));

    public CubeShape BlockShape => blockShape;

    public void Read(in CubeRegion region, Span<byte> samples, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!region.IsWithin(cube.Shape)) throw new ArgumentException($"The region does not lie within {cube.Shape}.", nameof(region));
        if (samples.Length != (Int128)region.Extent.Patterns * region.Extent.PatternSamples * cube.Element.Bytes())
            throw new ArgumentException("The span must be exactly as long as the region.", nameof(samples));
        if (samples.IsEmpty) return;
        long first = FrameAt(region.ScanY, region.ScanX);
        long last = FrameAt(region.ScanY + region.Extent.ScanY - 1, region.ScanX + region.Extent.ScanX - 1);
        for (int part = PartOf(first); part <= PartOf(last); part++) ReadPart(part, region, samples, threads);
    }

    public void Dispose()
    {
        foreach ((_, Hdf5CubeReader reader) in _open) reader.Dispose();
        _open.Clear();
    }

    private void ReadPart(int part, CubeRegion region, Span<byte> samples, int threads)
    {
        int columns = cube.Shape.ScanX;
        if (region.Extent.ScanX == columns || region.Extent.ScanY == 1)
        {
            ReadRun(part, region, FrameAt(region.ScanY, region.ScanX), samples, threads);
            return;
        }
        // Parts of lines: one line for each thread. The reader of chunks takes several callers, the library one at a time.
        int firstRow = (int)Math.Max(0, _first[part] / columns - region.ScanY);
        int lastRow = (int)Math.Min(region.Extent.ScanY - 1, (_first[part + 1] - 1) / columns - region.ScanY);
        int rowBytes = samples.Length / region.Extent.ScanY;
        Hdf5CubeReader reader = Open(part);
        ParallelSlices.ForEach(samples.Slice(firstRow * rowBytes, (lastRow - firstRow + 1) * rowBytes), rowBytes, threads, (row, line) =>
            ReadRun(reader, part, region, FrameAt(region.ScanY + firstRow + row, region.ScanX), line, threads: 1));
    }

    private void ReadRun(int part, in CubeRegion region, long first, Span<byte> run, int threads) =>
        ReadRun(Open(part), part, region, first, run, threads);

    /// <summary>Reads those of the patterns from <paramref name="first"/> on that lie in a part into their places in the run.</summary>
    private void ReadRun(Hdf5CubeReader reader, int part, in CubeRegion region, long first, Span<byte> run, int threads)
    {
        int patternBytes = (int)(region.Extent.PatternSamples * cube.Element.Bytes());
        long from = Math.Max(first, _first[part]), to = Math.Min(first + run.Length / patternBytes, _first[part + 1]);
        if (from >= to) return;
        CubeRegion stack = region with { ScanY = (int)(from - _first[part]), ScanX = 0, Extent = region.Extent with { ScanY = (int)(to - from), ScanX = 1 } };
        reader.Read(stack, run.Slice((int)((from - first) * patternBytes), (int)((to - from) * patternBytes)), threads);
    }

    private Hdf5CubeReader Open(int part)
    {
        int at = _open.FindIndex(open => open.Part == part);
        (int, Hdf5CubeReader Reader) found = at >= 0 ? _open[at] : (part, parts[part].Open());
        if (at >= 0) _open.RemoveAt(at);
        _open.Add(found);
        if (_open.Count > Math.Clamp(MostOpenPatternBytes / cube.PatternBytes, 1, MostOpen))
        {
            _open[0].Reader.Dispose();
            _open.RemoveAt(0);
        }
        return found.Reader;
    }

    private long FrameAt(long row, long column) => row * cube.Shape.ScanX + column;

    private int PartOf(long frame) => Array.BinarySearch(_first, frame) is var at && at >= 0 ? at : ~at - 1;

    // First frame of each part, and the number of all at the end.
    private static long[] FirstFrames(ImmutableArray<DectrisPart> parts)
    {
        long[] first = new long[parts.Length + 1];
        for (int i = 0; i < parts.Length; i++) first[i + 1] = first[i] + parts[i].Frames;
        return first;
    }
}
