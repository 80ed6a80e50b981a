using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Packing.Exports;

/// <summary>A cube that is to be written, and how.</summary>
/// <param name="Target">The file, or the first of them.</param>
/// <param name="Progress">Called with bytes done and bytes in all.</param>
public sealed record CubeExport(
    OpenedCube Opened, string Target, bool Overwrite, int Threads, long MemoryBytes, Action<long, long> Progress, CancellationToken Cancellation)
{
    internal Cube Cube => Opened.Cube;

    /// <summary>The target with another ending, for the files beside it.</summary>
    internal string Beside(string ending) => Path.Combine(Path.GetDirectoryName(Target) ?? "", Path.GetFileNameWithoutExtension(Target) + ending);

    /// <summary>Writes files that appear when all are complete.</summary>
    internal ImmutableArray<string> Files(ImmutableArray<string> paths, Action<FileStream[]> write)
    {
        List<TemporaryTarget> targets = [];
        List<FileStream> streams = [];
        try
        {
            foreach (string path in paths)
            {
                targets.Add(TemporaryTarget.For(path, Overwrite));
                streams.Add(new FileStream(targets[^1].Path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20));
            }
            write([.. streams]);
            foreach (FileStream stream in streams) stream.Dispose();
            foreach (TemporaryTarget target in targets) target.Commit();
            return paths;
        }
        finally
        {
            foreach (FileStream stream in streams) stream.Dispose();
            foreach (TemporaryTarget target in targets) target.Dispose();
        }
    }

    /// <summary>Goes through the cube in the order of its scan, in parts of whole patterns.</summary>
    /// <param name="chunk">Extents at whose boundaries parts begin; null for those of the source.</param>
    internal void Slabs(Action<CubeRegion, SampleBuffer> take, CubeShape? chunk = null)
    {
        CubeShape block = Opened.Reader.BlockShape;
        ImmutableArray<CubeRegion> slabs = PackSlabs.Plan(Cube, chunk ?? block, block, MemoryBytes, Threads).Slabs;
        using SampleBuffer samples = new(slabs.Max(slab => slab.Extent.Patterns) * Cube.PatternBytes);
        long done = 0;
        foreach (CubeRegion slab in slabs)
        {
            Cancellation.ThrowIfCancellationRequested();
            int bytes = checked((int)(slab.Extent.Patterns * Cube.PatternBytes));
            Opened.Reader.Read(slab, samples.Span(0, bytes), Threads);
            take(slab, samples);
            Progress(done += bytes, Cube.Bytes);
        }
    }

    /// <summary>Goes through the cube pattern by pattern, in the order of its scan.</summary>
    internal void Patterns(PatternSink take) => Slabs((slab, samples) =>
    {
        long first = (long)slab.ScanY * Cube.Shape.ScanX + slab.ScanX;
        int patternBytes = checked((int)Cube.PatternBytes);
        for (int i = 0; i < slab.Extent.Patterns; i++) take(first + i, samples.Span((long)i * patternBytes, patternBytes));
    });
}

/// <summary>Takes one pattern, in the machine's byte order.</summary>
internal delegate void PatternSink(long number, Span<byte> samples);
