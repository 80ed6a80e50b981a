namespace Suffice.Tests.Fuzz;

/// <summary>Ends the process, saying with which input, when a decoder does not come back.</summary>
internal sealed class FuzzWatchdog : IDisposable
{
    private const long MostMs = 60_000;

    private readonly Timer _timer;
    private Func<string>? _describe;
    private long _startMs;

    public FuzzWatchdog() => _timer = new Timer(_ => Look(), null, 1000, 1000);

    /// <summary>The next input starts; <paramref name="describe"/> is called only if it hangs.</summary>
    public void Start(Func<string> describe)
    {
        Volatile.Write(ref _describe, describe);
        Interlocked.Exchange(ref _startMs, Environment.TickCount64);
    }

    public void Stop() => Interlocked.Exchange(ref _startMs, 0);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        long start = Interlocked.Read(ref _startMs);
        if (start == 0 || Environment.TickCount64 - start < MostMs) return;
        Environment.FailFast($"hangs for more than {MostMs / 1000} s: {Volatile.Read(ref _describe)!()}");
    }
}
