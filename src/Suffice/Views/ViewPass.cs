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

    // Work for many threads between two reports of progress; no memory goes with it.
    private const long SparseBytes = 1L << 30;

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
        long perCall = Math.Max(1, SparseBytes / Math.Max(1, slabs.Max(slab => slab.Extent.Patterns) * reader.Cube.PatternBytes));
        foreach (CubeRegion[] together in sparse.Chunk((int)Math.Min(perCall, int.MaxValue)))
        {
            pass!.Run(together, threads, cancellation);
            progress?.Invoke(done += together.Sum(slab => slab.Extent.Patterns) * reader.Cube.PatternBytes);
        }
        if (dense.Length > 0) RunDense(reader, dense, positions, pixels, threads, bytes => progress?.Invoke(done += bytes), cancellation);
    }

    private static void RunDense(
        ICubeReader reader, CubeRegion[] slabs, IReadOnlyCollection<PositionView> positions, IReadOnlyCollection<PixelView> pixels, int threads,
        Action<long> progress, CancellationToken cancellation)
    {
        Cube cube = reader.Cube;
        using SampleBuffer samples = new(slabs.Max(slab => slab.Extent.Patterns) * cube.PatternBytes);
        foreach (CubeRegion slab in slabs)
        {
            cancellation.ThrowIfCancellationRequested();
            int bytes = checked((int)(slab.Extent.Patterns * cube.PatternBytes));
            reader.Read(slab, samples.Span(0, bytes), threads);
            Add(cube, slab, samples, positions, pixels, threads, cancellation);
            progress(bytes);
        }
    }

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
