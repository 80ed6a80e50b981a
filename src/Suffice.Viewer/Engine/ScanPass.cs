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
    private SampleBuffer? _samples;
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
        for (int at = 0; AwaitConsumers(); at = (at + 1) % _slabs.Length)
        {
            try
            {
                Measure(_slabs[at]);
            }
            catch (Exception e)
            {
                // Whoever waits is told; an exception that leaves a thread would end the server for everyone.
                Fail(e);
            }
        }
        _samples?.Dispose();
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

    private void Measure(CubeRegion slab)
    {
        (IScanConsumer Consumer, int Left)[] here;
        lock (_gate) here = [.. _consumers];
        PositionView[] views = [.. here.Select(entry => entry.Consumer.View)];
        if (!Visit(slab, views)) Read(slab, views);
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

    // Views take the patterns where they are decoded, if the file has them so.
    private bool Visit(CubeRegion slab, PositionView[] views)
    {
        if (_opened.Reader is not IPatternReader { CanVisit: true } patterns) return false;
        try
        {
            patterns.Visit([slab], ViewPass.Visitor(_opened.Cube.Element, views), _threads, CancellationToken.None);
            return true;
        }
        catch (CubeFileException)
        {
            // Once more, with what can be read of it: these views may see a position twice.
            return false;
        }
    }

    private void Read(CubeRegion slab, PositionView[] views)
    {
        Cube cube = _opened.Cube;
        _samples ??= new SampleBuffer(_slabs.Max(one => one.Extent.Patterns) * cube.PatternBytes);
        _faults.Read(_opened.Reader, slab, _samples.Span(0, checked((int)(slab.Extent.Patterns * cube.PatternBytes))), _threads);
        ViewPass.Add(cube, slab, _samples, views, [], _threads, CancellationToken.None);
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
