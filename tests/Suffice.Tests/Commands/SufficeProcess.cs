using System.Diagnostics;
using Suffice.Containers.Hdf5;

namespace Suffice.Tests.Commands;

/// <summary>The program as a user runs it: a process with arguments, an exit code, two outputs and a peak of memory.</summary>
internal sealed class SufficeProcess : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Suffice.Cli.dll");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly System.Text.StringBuilder _written = new();
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private long _lastOutput = Stopwatch.GetTimestamp();

    private SufficeProcess(ProcessStartInfo start)
    {
        _process = StartAlone(start);
        _output = ReadToEnd(_process.StandardOutput);
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>What was written to standard error, once the program has ended.</summary>
    public string Errors => _errors.Result;

    /// <summary>Starts the program.</summary>
    /// <param name="environment">Variables to set; null removes one.</param>
    public static SufficeProcess Start(IEnumerable<string> arguments, string? folder = null, params (string Name, string? Value)[] environment) =>
        new(StartInfo(arguments, folder, environment));

    /// <summary>Starts a process while no test opens a file: it would inherit the file with its lock, and keep it as long as it runs.</summary>
    public static Process StartAlone(ProcessStartInfo start)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        return Process.Start(start)!;
    }

    /// <summary>Runs the program to its end.</summary>
    public static Result Run(params string[] arguments)
    {
        using SufficeProcess process = Start(arguments);
        return process.Finish();
    }

    /// <summary>What starts the program, for those who start it through another one.</summary>
    public static ProcessStartInfo StartInfo(
        IEnumerable<string> arguments, string? folder = null, params (string Name, string? Value)[] environment)
    {
        // What a shell starts with & ignores Ctrl-C, and so does all that it starts: the tests too may run like that.
        string[] whole = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet", Program] : ["dotnet", Program];
        ProcessStartInfo start = new(whole[0], [.. whole[1..], .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach ((string name, string? value) in environment) start.Environment[name] = value;
        return start;
    }

    /// <summary>Waits for the end, watching the memory.</summary>
    public Result Finish()
    {
        long peakBytes = 0;
        Stopwatch clock = Stopwatch.StartNew();
        while (!_process.WaitForExit(20))
        {
            peakBytes = Math.Max(peakBytes, PeakBytes(_process.Id));
            if (clock.Elapsed < Patience) continue;
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"the program did not end: {_errors.Result}");
        }
        _process.WaitForExit();
        return new Result(_process.ExitCode, _output.Result, _errors.Result, peakBytes);
    }

    /// <summary>Waits as long as the program does not go without output for so long a time; returns what was written, however it ended.</summary>
    public string FinishOrKill(TimeSpan patience)
    {
        while (!_process.WaitForExit(20))
            if (Stopwatch.GetElapsedTime(Interlocked.Read(ref _lastOutput)) > patience) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        return _output.Result;
    }

    private async Task<string> ReadToEnd(StreamReader output)
    {
        char[] block = new char[4096];
        for (int length; (length = await output.ReadAsync(block).ConfigureAwait(false)) > 0;)
        {
            lock (_written) _written.Append(block, 0, length);
            Interlocked.Exchange(ref _lastOutput, Stopwatch.GetTimestamp());
        }
        return Written();
    }

    private string Written()
    {
        lock (_written) return _written.ToString();
    }

    // Of all its processes together: what reads an HDF5 file is a child of the one that was started.
    private static long PeakBytes(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return process.PeakWorkingSet64 + ChildrenOf(id).Sum(PeakBytes);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // It ended between two lines.
            return 0;
        }
    }

    /// <summary>The processes that a process has started and that have not ended.</summary>
    public static int[] ChildrenOf(int id)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{id}/task").SelectMany(task => File.ReadAllText($"{task}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(child => int.Parse(child, System.Globalization.CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            // It has ended, or a thread of it, or this system has no /proc.
            return [];
        }
    }

    /// <summary>Whether a process is at work: one that has ended may keep its number for a while.</summary>
    public static bool IsRunning(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].TrimStart() is not ['Z' or 'X', ..];
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits until the program has written a text to standard output.</summary>
    public void AwaitOutput(string text) => Await(() => Written().Contains(text, StringComparison.Ordinal), text);

    /// <summary>Waits until the program has written something into a file.</summary>
    public void AwaitFile(string path, Func<string, bool> isEnough) => Await(() => File.Exists(path) && isEnough(ReadShared(path)), path);

    // The program may hang; a test must not.
    private void Await(Func<bool> isThere, string what)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!isThere())
        {
            if (_process.HasExited || clock.Elapsed > Patience) throw new TimeoutException($"{what} did not come: {(_process.HasExited ? _errors.Result : "it still runs")}");
            Thread.Sleep(10);
        }
    }

    /// <summary>Sends a signal, such as INT or KILL.</summary>
    public void Signal(string signal) => Signal(_process.Id, signal);

    /// <summary>Sends a process a signal.</summary>
    public static void Signal(int id, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static string ReadShared(string path)
    {
        using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    /// <summary>How the program ended.</summary>
    /// <param name="PeakBytes">Largest resident memory that was seen.</param>
    internal sealed record Result(int ExitCode, string Output, string Errors, long PeakBytes)
    {
        /// <summary>The only line of the error output.</summary>
        public string OnlyErrorLine => Xunit.Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
