using System.Runtime.InteropServices;
using Suffice.Chunks;
using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>One pass over a cube for any number of views: every chunk is read and decoded once.</summary>
public static class ViewPass
{
    // Small enough that what one thread has decoded is still in the shared cache when a view comes to it, large enough for all threads.
    private const long SlabBytes = 64L << 20;
    private const int TilePixels = 4096;

    // Where patterns are handed over as they are decoded, a step between two reports of progress; no memory goes with it.
    private const long VisitedBytes = 512L << 20;

    /// <summary>Runs all views over all positions.</summary>
    /// <param name="threads">How many threads may work, at least 1. The results do not depend on it.</param>
    /// <param name="memoryBytes">For samples; the views' own results come on top.</param>
    /// <param name="progress">Is told the bytes of samples done, from the calling thread.</param>
    /// <exception cref="CubeFileException">The file is damaged.</exception>
    public static void Run(
        ICubeReader reader, IReadOnlyCollection<PositionView> positions, IReadOnlyCollection<PixelView> pixels, int threads,
        long memoryBytes = SlabBytes, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        Cube cube = reader.Cube;
        RunSlabs(reader, SlabPlan.Cut(cube.Shape, reader.BlockShape, cube.PatternBytes, Math.Min(SlabBytes, memoryBytes)), positions, pixels, threads, progress, cancellation);
    }

    /// <summary>Runs all views over some slabs of whole patterns.</summary>
    internal static void RunSlabs(
        ICubeReader reader, IReadOnlyList<CubeRegion> slabs, IReadOnlyCollection<PositionView> positions, IReadOnlyCollection<PixelView> pixels, int threads,
        Action<long>? progress, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        SparsePass? pass = SparsePass.Of(reader, positions, pixels);
        ILookup<bool, CubeRegion> isSparse = slabs.ToLookup(slab => pass is not null && pass.CanRead(slab));
        CubeRegion[] sparse = [.. isSparse[true]], dense = [.. isSparse[false]];
        // Sums over positions may be rounded where samples are dense, and then depend on the order of the slabs.
        if (pixels.Count > 0 && dense.Length > 0) (sparse, dense) = ([], [.. slabs]);
        long done = 0;
        foreach (CubeRegion[] together in Batches(sparse, reader.Cube.PatternBytes))
        {
            pass!.Run(together, threads, cancellation);
            Report(together);
        }
        if (pixels.Count == 0 && reader is IPatternReader { CanVisit: true } patterns)
        {
            PatternVisitor visit = Visitor(reader.Cube.Element, positions);
            foreach (CubeRegion[] together in Batches(dense, reader.Cube.PatternBytes))
            {
                patterns.Visit(together, visit, threads, cancellation);
                Report(together);
            }
        }
        else ReadSlabs(reader, dense, positions, pixels, threads, slab => Report([slab]), cancellation);

        void Report(CubeRegion[] regions) => progress?.Invoke(done += regions.Sum(region => region.Extent.Patterns) * reader.Cube.PatternBytes);
    }

    /// <summary>Hands patterns of an element type to views.</summary>
    internal static PatternVisitor Visitor(ElementType element, IReadOnlyCollection<PositionView> positions) => element switch
    {
        ElementType.UInt8 => Visitor<byte>(positions),
        ElementType.UInt16 => Visitor<ushort>(positions),
        ElementType.UInt32 => Visitor<uint>(positions),
        ElementType.UInt64 => Visitor<ulong>(positions),
        ElementType.Int8 => Visitor<sbyte>(positions),
        ElementType.Int16 => Visitor<short>(positions),
        ElementType.Int32 => Visitor<int>(positions),
        ElementType.Int64 => Visitor<long>(positions),
        ElementType.Float32 => Visitor<float>(positions),
        _ => Visitor<double>(positions),
    };

    internal static void Add(
        Cube cube, CubeRegion slab, SampleBuffer samples, IReadOnlyCollection<PositionView> positions, IReadOnlyCollection<PixelView> pixels,
        int threads, CancellationToken cancellation)
    {
        switch (cube.Element)
        {
            case ElementType.UInt8: Add<byte>(cube, slab, samples, positions, pixels, threads, cancellation); break;
            case ElementType.UInt16: Add<ushort>(cube, slab, samples, positions, pixels, threads, cancellation); break;
            case ElementType.UInt32: Add<uint>(cube, slab, samples, positions, pixels, threads, cancellation); break;
            case ElementType.UInt64: Add<ulong>(cube, slab, samples, positions, pixels, threads, cancellation); break;
            case ElementType.Int8: Add<sbyte>(cube, slab, samples, positions, pixels, threads, cancellation); break;
            case ElementType.Int16: Add<short>(cube, slab, samples, positions, pixels, threads, cancellation); break;
            case ElementType.Int32: Add<int>(cube, slab, samples, positions, pixels, threads, cancellation); break;
            case ElementType.Int64: Add<long>(cube, slab, samples, positions, pixels, threads, cancellation); break;
            case ElementType.Float32: Add<float>(cube, slab, samples, positions, pixels, threads, cancellation); break;
            default: Add<double>(cube, slab, samples, positions, pixels, threads, cancellation); break;
        }
    }

    private static IEnumerable<CubeRegion[]> Batches(CubeRegion[] slabs, long patternBytes) => slabs.Length == 0 ? []
        : slabs.Chunk((int)Math.Clamp(VisitedBytes / Math.Max(1, slabs.Max(slab => slab.Extent.Patterns) * patternBytes), 1, int.MaxValue));

    private static PatternVisitor Visitor<T>(IReadOnlyCollection<PositionView> positions) where T : unmanaged => (scanY, scanX, pattern) =>
    {
        foreach (PositionView view in positions) view.Measure(scanY, scanX, MemoryMarshal.Cast<byte, T>(pattern));
    };

    private static void ReadSlabs(
        ICubeReader reader, CubeRegion[] slabs, IReadOnlyCollection<PositionView> positions, IReadOnlyCollection<PixelView> pixels, int threads,
        Action<CubeRegion> progress, CancellationToken cancellation)
    {
        Cube cube = reader.Cube;
        if (slabs.Length == 0) return;
        using SampleBuffer samples = new(slabs.Max(slab => slab.Extent.Patterns) * cube.PatternBytes);
        foreach (CubeRegion slab in slabs)
        {
            cancellation.ThrowIfCancellationRequested();
            reader.Read(slab, samples.Span(0, checked((int)(slab.Extent.Patterns * cube.PatternBytes))), threads);
            Add(cube, slab, samples, positions, pixels, threads, cancellation);
            progress(slab);
        }
    }

    private static void Add<T>(
        Cube cube, CubeRegion slab, SampleBuffer samples, IReadOnlyCollection<PositionView> positions, IReadOnlyCollection<PixelView> pixels,
        int threads, CancellationToken cancellation)
        where T : unmanaged
    {
        int patternPixels = checked((int)cube.Shape.PatternSamples), patterns = checked((int)slab.Extent.Patterns), columns = slab.Extent.ScanX;
        int tiles = pixels.Count == 0 ? 0 : (patternPixels + TilePixels - 1) / TilePixels;
        int groups = positions.Count == 0 ? 0 : patterns;
        OrderedWork.RunUnordered<object>(
            groups + tiles, threads, () => new object(),
            (piece, _) =>
            {
                ReadOnlySpan<T> all = MemoryMarshal.Cast<byte, T>(samples.Span(0, checked((int)(patterns * cube.PatternBytes))));
                if (piece < groups)
                {
                    (int y, int x) = Math.DivRem(piece, columns);
                    ReadOnlySpan<T> pattern = all.Slice(piece * patternPixels, patternPixels);
                    foreach (PositionView view in positions) view.Measure(slab.ScanY + y, slab.ScanX + x, pattern);
                }
                else
                {
                    int first = (piece - groups) * TilePixels;
                    foreach (PixelView view in pixels) view.Add(first, Math.Min(TilePixels, patternPixels - first), all, patternPixels);
                }
            },
            cancellation);
    }
}
