using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Suffice.Cubes.Statistics;

/// <summary>The walk over a cube of one element type: panel after panel of the detector, slab after slab of the scan.</summary>
internal sealed class SurveyPass<T> where T : unmanaged
{
    private readonly ICubeReader _reader;
    private readonly int _threads;
    private readonly SurveyLimits _limits;
    private readonly Action<long>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly SlabPlan _plan;
    private readonly ValueTally? _wideValues;
    private readonly TallyWorker<T>[] _workers;
    private readonly SurveySummary<T> _summary;
    private double[] _runSums = [];
    private long _bytesDone;

    public SurveyPass(
        ICubeReader reader, int threads, SurveyLimits limits, Action<long>? progress, CancellationToken cancellation)
    {
        _reader = reader;
        _threads = threads;
        _limits = limits;
        _progress = progress;
        _cancellation = cancellation;
        _plan = SlabPlan.For(reader.Cube, reader.BlockShape, limits.SlabBytes);
        _wideValues = Unsafe.SizeOf<T>() > 2 ? new(limits.DistinctValues) : null;
        _workers = [.. Enumerable.Range(0, threads).Select(_ => new TallyWorker<T>(_wideValues))];
        _summary = new(reader.Cube);
    }

    public CubeStatistics Run()
    {
        using SampleBuffer slab = new(_plan.SlabBytes(_reader.Cube.Element));
        foreach ((int y, int x, int height, int width) in _plan.Panels())
        {
            Tile[] tiles = MakeTiles(height * width);
            foreach ((int scanY, int scanX, int rows, int columns) in _plan.Scans())
            {
                _cancellation.ThrowIfCancellationRequested();
                CubeRegion region = new(scanY, scanX, y, x, new(rows, columns, height, width));
                int bytes = (int)region.Extent.Samples * Unsafe.SizeOf<T>();
                _reader.Read(region, slab.Span(0, bytes), _threads);
                Add(tiles, slab, region);
                _progress?.Invoke(_bytesDone += bytes);
            }
            foreach (Tile tile in tiles) _summary.Add(tile, y, x, width);
        }
        foreach (TallyWorker<T> worker in _workers) worker.Complete();
        return _summary.Complete(_workers, _wideValues);
    }

    private Tile[] MakeTiles(int pixels)
    {
        int count = (pixels + Tile.MaxPixels - 1) / Tile.MaxPixels;
        return [.. Enumerable.Range(0, count).Select(i =>
            new Tile(i * Tile.MaxPixels, Math.Min(Tile.MaxPixels, pixels - i * Tile.MaxPixels), _limits.PixelBytes / count))];
    }

    private void Add(Tile[] tiles, SampleBuffer slab, CubeRegion region)
    {
        int patterns = (int)region.Extent.Patterns;
        int panelPixels = (int)region.Extent.PatternSamples;
        if (_runSums.Length < tiles.Length * patterns) _runSums = new double[tiles.Length * patterns];
        int next = -1;
        Parallel.For(0, _threads, new ParallelOptions { MaxDegreeOfParallelism = _threads }, worker =>
        {
            ReadOnlySpan<T> samples = MemoryMarshal.Cast<byte, T>(slab.Span())[..(patterns * panelPixels)];
            for (int tile; !_cancellation.IsCancellationRequested && (tile = Interlocked.Increment(ref next)) < tiles.Length;)
                _workers[worker].Add(tiles[tile], samples, panelPixels, _runSums.AsSpan(tile * patterns, patterns));
        });
        _cancellation.ThrowIfCancellationRequested();
        _summary.AddSums(_runSums.AsSpan(0, tiles.Length * patterns), region);
    }
}
