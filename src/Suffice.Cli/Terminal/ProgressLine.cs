using System.Diagnostics;
using System.Globalization;

namespace Suffice.Cli.Terminal;

/// <summary>
/// How far a command is: one line that renews itself on a terminal, a plain line now and then elsewhere. Nothing for work
/// of less than a second. Written to the error output, so that results can be piped.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly Lock _gate = new();
    private TimeSpan _last;
    private int _width;

    private TimeSpan Interval => _isTerminal ? TimeSpan.FromSeconds(0.2) : TimeSpan.FromSeconds(10);

    /// <summary>Work measured in bytes: shows the rate and the time left.</summary>
    public void Bytes(string what, long done, long total) => Show(() =>
    {
        double rate = done / Math.Max(1e-3, _clock.Elapsed.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture,
            $"{what}: {100.0 * done / Math.Max(1, total):F0} % of {total / 1e9:F2} GB, {rate / 1e9:F2} GB/s, {Left((total - done) / Math.Max(1, rate))} left");
    });

    /// <summary>Work measured in pieces: shows the time left.</summary>
    public void Pieces(string what, int done, int total) => Show(() =>
    {
        string left = done == 0 ? "" : $", {Left(_clock.Elapsed.TotalSeconds / done * (total - done))} left";
        return string.Create(CultureInfo.InvariantCulture, $"{done}/{total} {what}{left}");
    });

    public void Dispose()
    {
        if (_isTerminal && _width > 0) Console.Error.Write($"\r{new string(' ', _width)}\r");
    }

    private void Show(Func<string> text)
    {
        lock (_gate)
        {
            TimeSpan now = _clock.Elapsed;
            if (now < Patience || now - _last < Interval) return;
            _last = now;
            string line = text();
            if (_isTerminal) Console.Error.Write("\r" + line.PadRight(_width));
            else Console.Error.WriteLine(line);
            _width = line.Length;
        }
    }

    private static string Left(double seconds)
    {
        TimeSpan left = TimeSpan.FromSeconds(Math.Min(seconds, 359_999));
        return left.TotalHours >= 1 ? $"{(int)left.TotalHours} h {left.Minutes} min"
            : left.TotalMinutes >= 1 ? $"{left.Minutes} min {left.Seconds} s" : $"{left.Seconds} s";
    }
}
