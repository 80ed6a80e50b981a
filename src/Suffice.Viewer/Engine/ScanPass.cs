using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Viewer.Engine;

/// <summary>
/// Goes over a cube round and round as long as someone wants to see it: whoever joins sees the slabs from there on, and those before in
/// the next round, so that many images cost one decoding.
/// </summary>
internal sealed class ScanPass : IDisposable
{
    // Some 10 ms of work for two threads: so long does one who joins, leaves or reads a single pattern wait at most.
    private const long SlabBytes = 32L << 20;

    private readonly OpenedCube _opened;
    private readonly FaultList _faults;
    private readonly int _threads;
    private readonly ImmutableArray<CubeRegion> _slabs;
    private readonly List<(IScanConsumer Consumer, int Left)> _consumers = [];
    private readonly object _gate = new();
    private readonly Thread _thread;
    private bool _isDisposed;

    /// <param name="opened">The cube; disposed with this.</param>
    public ScanPass(OpenedCube opened, FaultList faults, int threads, long memoryBytes)
    {
        (_opened, _faults, _threads) = (opened, faults, threads);
        Cube cube = opened.Cube;
        _slabs = SlabOrder.Spread(SlabPlan.Cut(cube.Shape, opened.Reader.BlockShape, cube.PatternBytes, Math.Min(SlabBytes, memoryBytes / 8)));
        _thread = new Thread(Run) { IsBackground = true, Name = "scan pass" };
        _thread.Start();
    }

    /// <summary>Lets one see every pattern.</summary>
    public void Join(IScanConsumer consumer)
    {
        lock (_gate)
        {
            _consumers.Add((consumer, _slabs.Length));
            Monitor.PulseAll(_gate);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Monitor.PulseAll(_gate);
        }
        _thread.Join();
        _opened.Dispose();
    }

    private void Run()
    {
        long largest = _slabs.Max(slab => slab.Extent.Patterns) * _opened.Cube.PatternBytes;
        SampleBuffer? samples = null;
        for (int at = 0; AwaitConsumers(); at = (at + 1) % _slabs.Length)
        {
            try
            {
                Measure(_slabs[at], samples ??= new SampleBuffer(largest));
            }
            catch (Exception e)
            {
                // Whoever waits is told; an exception that leaves a thread would end the server for everyone.
                Fail(e);
            }
        }
        samples?.Dispose();
        Fail(new ObjectDisposedException(nameof(ScanPass)));
    }

    private bool AwaitConsumers()
    {
        lock (_gate)
        {
            _consumers.RemoveAll(entry => entry.Consumer.IsAbandoned);
            while (_consumers.Count == 0 && !_isDisposed) Monitor.Wait(_gate);
            return !_isDisposed;
        }
    }

    private void Measure(CubeRegion slab, SampleBuffer samples)
    {
        (IScanConsumer Consumer, int Left)[] here;
        lock (_gate) here = [.. _consumers];
        PositionView[] views = [.. here.SelectMany(entry => entry.Consumer.Views)];
        if (!TryMeasureCounts(slab, views)) MeasureSamples(slab, views, samples);
        foreach ((IScanConsumer consumer, int left) in here)
        {
            consumer.SlabDone(slab);
            lock (_gate)
            {
                int index = _consumers.FindIndex(entry => entry.Consumer == consumer);
                if (left > 1) _consumers[index] = (consumer, left - 1);
                else _consumers.RemoveAt(index);
            }
            if (left == 1) consumer.Finished(null);
        }
    }

    // A damaged slab is left to the way that reads samples, which measures all of it again but for what is damaged.
    private bool TryMeasureCounts(in CubeRegion slab, PositionView[] views)
    {
        try
        {
            return ViewPass.TryRunSparse(_opened.Reader, slab, views, _threads);
        }
        catch (CubeFileException)
        {
            return false;
        }
    }

    private void MeasureSamples(in CubeRegion slab, PositionView[] views, SampleBuffer samples)
    {
        Cube cube = _opened.Cube;
        _faults.Read(_opened.Reader, slab, samples.Span(0, checked((int)(slab.Extent.Patterns * cube.PatternBytes))), _threads);
        ViewPass.Add(cube, slab, samples, views, [], _threads, CancellationToken.None);
    }

    private void Fail(Exception failure)
    {
        (IScanConsumer Consumer, int Left)[] here;
        lock (_gate)
        {
            here = [.. _consumers];
            _consumers.Clear();
        }
        foreach ((IScanConsumer consumer, _) in here) consumer.Finished(failure);
    }
}
