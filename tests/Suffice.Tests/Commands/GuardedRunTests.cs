using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Commands;

/// <summary>A command on an HDF5 file is two processes, of which one waits: from without they are one program.</summary>
public sealed class GuardedRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _scan;

    public GuardedRunTests()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("needs /proc");
        _scan = _folder.File("scan.h5");
        File.Copy(RealData.PathOf("emd/py4DSTEM_size2x3x4x5.h5"), _scan);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("SEGV")]
    [InlineData("ABRT")]
    [InlineData("BUS")]
    public void A_crash_of_the_library_is_one_line_that_names_the_file(string signal)
    {
        (SufficeProcess.Result result, _) = Viewed([_scan], (_, child) => Crash(child, signal));
        Assert.Equal(1, result.ExitCode);
        Assert.Equal($"suffice: {_scan}: the HDF5 library crashed while it read this file; the file is damaged", result.OnlyErrorLine);
    }

    [Fact]
    public void A_crash_among_several_files_names_them_all()
    {
        string other = _folder.File("other.h5");
        File.Copy(_scan, other);
        (SufficeProcess.Result result, _) = Viewed([_scan, other], (_, child) => Crash(child, "SEGV"));
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"suffice: the HDF5 library crashed while it read {_scan}, {other};", result.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_crash_left_half_written_goes()
    {
        string source = _folder.File("large.h5"), folder = _folder.File("out");
        Assert.Equal(0, SufficeProcess.Run("pack", RealData.AuPd(_folder.Path), source).ExitCode);
        using SufficeProcess process = SufficeProcess.Start(["pack", source, Path.Combine(folder, "packed.h5"), "--codec", "gzip_9", "--threads", "1"]);
        while (!Directory.Exists(folder) || Directory.GetFiles(folder).Length == 0) await Task.Delay(1, TestContext.Current.CancellationToken);
        Crash(Assert.Single(SufficeProcess.ChildrenOf(process.Id)), "SEGV");
        Assert.StartsWith($"suffice: {source}: the HDF5 library crashed", process.Finish().Errors.Split('\r', '\n')[^2], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_command_that_was_killed_is_no_damaged_file()
    {
        (SufficeProcess.Result result, _) = Viewed([_scan], (_, child) => SufficeProcess.Signal(child, "KILL"));
        Assert.Equal(137, result.ExitCode);
        Assert.Contains("memory", result.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void What_is_asked_to_end_ends_in_order(string signal)
    {
        (SufficeProcess.Result result, int child) = Viewed([_scan], (program, _) => SufficeProcess.Signal(program, signal));
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Errors);
        Assert.False(SufficeProcess.IsRunning(child));
    }

    // A terminal interrupts both, and the one passes it on to the other.
    [Fact]
    public void An_interruption_may_come_twice()
    {
        (SufficeProcess.Result result, _) = Viewed([_scan], (program, child) =>
        {
            SufficeProcess.Signal(child, "INT");
            SufficeProcess.Signal(program, "INT");
        });
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Nothing_of_a_killed_command_goes_on()
    {
        (SufficeProcess.Result result, int child) = Viewed([_scan], (program, _) => SufficeProcess.Signal(program, "KILL"));
        Assert.Equal(137, result.ExitCode);
        // What it goes on writing to is closed when Finish comes back.
        Assert.False(SufficeProcess.IsRunning(child));
    }

    [Fact]
    public void Other_files_are_read_in_the_one_process()
    {
        string plain = _folder.File("scan.npy");
        SmallScan.Write(plain);
        using SufficeProcess process = SufficeProcess.Start(["view", plain]);
        process.AwaitOutput("Ctrl-C ends it.");
        Assert.Empty(SufficeProcess.ChildrenOf(process.Id));
    }

    // The runtime restores the default and goes back to what faulted, which faults again; what a user sends does not by itself.
    private static void Crash(int process, string signal)
    {
        for (; SufficeProcess.IsRunning(process); Thread.Sleep(20)) SufficeProcess.Signal(process, signal);
    }

    // Serves files until something is done to one of the two processes.
    private static (SufficeProcess.Result Result, int Child) Viewed(string[] files, Action<int, int> act)
    {
        using SufficeProcess process = SufficeProcess.Start(["view", .. files]);
        process.AwaitOutput("Ctrl-C ends it.");
        int child = Assert.Single(SufficeProcess.ChildrenOf(process.Id));
        act(process.Id, child);
        return (process.Finish(), child);
    }
}
