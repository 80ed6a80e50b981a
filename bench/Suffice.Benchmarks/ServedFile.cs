using System.Diagnostics;

namespace Suffice.Benchmarks;

/// <summary>A viewer in a process of its own, as a user starts it.</summary>
internal sealed class ServedFile : IDisposable
{
    private readonly Process _process;

    public ServedFile(params string[] arguments)
    {
        string launcher = Environment.GetEnvironmentVariable("SUFFICE") ?? throw new InvalidOperationException("set SUFFICE to the launcher");
        ProcessStartInfo start = new(launcher, ["view", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _ = _process.StandardError.ReadToEndAsync();
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the viewer ended before it served");
        Address = new Uri(line.Split(' ')[1]);
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    public Uri Address { get; }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public long PeakBytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
