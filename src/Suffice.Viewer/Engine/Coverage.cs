using Suffice.Cubes;

namespace Suffice.Viewer.Engine;

/// <summary>How many positions of a scan have been seen, and a way to wait for more.</summary>
internal sealed class Coverage(CubeShape shape)
{
    private readonly object _gate = new();
    private readonly bool[] _isSeen = new bool[shape.Patterns];
    private TaskCompletionSource _more = NewSource();
    private long _seen;
    private bool _isFinished;
    private Exception? _failure;

    /// <summary>Part of the positions, 0 to 1.</summary>
    public double Part
    {
        get
        {
            lock (_gate) return _isFinished ? 1 : Math.Min((double)_seen / shape.Patterns, 0.9999);
        }
    }

    public bool IsFinished => Part == 1;

    public bool IsSeen(int position) => Volatile.Read(ref _isSeen[position]);

    public void Add(in CubeRegion slab)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            for (int y = slab.ScanY; y < slab.ScanY + slab.Extent.ScanY; y++)
                for (int x = slab.ScanX; x < slab.ScanX + slab.Extent.ScanX; x++) Volatile.Write(ref _isSeen[y * shape.ScanX + x], true);
            _seen += slab.Extent.Patterns;
            (more, _more) = (_more, NewSource());
        }
        more.SetResult();
    }

    public void Finish(Exception? failure)
    {
        lock (_gate)
        {
            _isFinished = failure is null;
            _failure = failure;
        }
        _more.TrySetResult();
    }

    /// <summary>Waits until more than <paramref name="part"/> has been seen, or all.</summary>
    /// <exception cref="CubeFileException">The file cannot be read any more.</exception>
    public async Task Await(double part, CancellationToken cancellation)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_failure is not null) throw new IOException(_failure.Message, _failure);
                if (_isFinished || (double)_seen / shape.Patterns > part) return;
                more = _more.Task;
            }
            await more.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
