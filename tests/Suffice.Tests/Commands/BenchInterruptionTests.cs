using System.Diagnostics;
using Suffice.Studies;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Commands;

/// <summary>A study that is stopped, killed or runs out of disk keeps what it has and goes on from there.</summary>
public sealed class BenchInterruptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _scan;
    private readonly string _results;

    public BenchInterruptionTests()
    {
        _scan = _folder.File("scan.npy");
        _results = _folder.File("results");
        SmallScan.Write(_scan);
    }

    private string Partial => Path.Combine(_results, "runs.partial.csv");

    private string[] Bench => ["bench", _scan, "--out", _results, "--runs", "3"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void An_interrupted_study_says_how_to_go_on_and_leaves_nothing_under_a_final_name(string signal)
    {
        using SufficeProcess process = SufficeProcess.Start(Bench);
        process.AwaitFile(Partial, text => text.Count(c => c == '\n') > 3);
        process.Signal(signal);
        SufficeProcess.Result result = process.Finish();
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("give the same command with --resume to go on", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_results, "runs.csv")));
        Assert.False(Directory.Exists(Path.Combine(_results, ".bench-work")));
        Resume();
    }

    [Fact]
    public void A_killed_study_goes_on_even_from_half_a_line()
    {
        using (SufficeProcess process = SufficeProcess.Start(Bench))
        {
            process.AwaitFile(Partial, text => text.Count(c => c == '\n') > 5);
            process.Signal("KILL");
            process.Finish();
        }
        File.AppendAllText(Partial, "scan,balanced_gz");
        Resume();
    }

    [Fact]
    public void Results_are_not_overwritten()
    {
        Assert.Equal(0, SufficeProcess.Run([.. Bench, "--methods", "balanced_none"]).ExitCode);
        string before = File.ReadAllText(Path.Combine(_results, "runs.csv"));
        SufficeProcess.Result again = SufficeProcess.Run([.. Bench, "--methods", "balanced_none"]);
        Assert.Equal(1, again.ExitCode);
        Assert.Equal($"suffice: {_results}: this folder holds results already; give --resume to go on with them, or another folder", again.OnlyErrorLine);
        SufficeProcess.Result otherSeed = SufficeProcess.Run([.. Bench, "--methods", "balanced_none", "--resume", "--seed", "5"]);
        Assert.Contains("the study there has seed 1", otherSeed.OnlyErrorLine, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(_results, "runs.csv")));
    }

    [Fact]
    public void A_file_where_the_results_should_go_is_named()
    {
        File.WriteAllText(_folder.File("file"), "in the way");
        SufficeProcess.Result result = SufficeProcess.Run("bench", _scan, "--out", _folder.File("file"), "--runs", "1");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal($"suffice: {_folder.File("file")}: this is a file; give a folder with --out", result.OnlyErrorLine);
    }

    [Fact]
    public void A_full_disk_is_one_line_and_the_study_goes_on_when_there_is_room()
    {
        Directory.CreateDirectory(_results);
        using Process mount = Process.Start(new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", "size=600k", "tmpfs", _results]) { RedirectStandardError = true })!;
        mount.WaitForExit();
        Assert.SkipWhen(mount.ExitCode != 0, "needs the right to mount a small filesystem");
        try
        {
            SufficeProcess.Result result = SufficeProcess.Run(Bench);
            Assert.Equal(1, result.ExitCode);
            string line = result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
            Assert.StartsWith("suffice: ", line, StringComparison.Ordinal);
            Assert.Contains("disk", line + result.Errors, StringComparison.OrdinalIgnoreCase);
            Assert.False(File.Exists(Path.Combine(_results, "runs.csv")));
            using Process remount = Process.Start("mount", ["-o", "remount,size=100m", _results]);
            remount.WaitForExit();
            Resume();
        }
        finally
        {
            using Process unmount = Process.Start("umount", [_results]);
            unmount.WaitForExit();
        }
    }

    private void Resume()
    {
        SufficeProcess.Result result = SufficeProcess.Run([.. Bench, "--resume"]);
        Assert.True(result.ExitCode == 0, result.Errors);
        IReadOnlyList<StudyRow> rows = RunsCsv.Read(Path.Combine(_results, "runs.csv"));
        Assert.Equal(3 * 42, rows.Count);
        Assert.Equal(rows.Count, rows.DistinctBy(row => row.Key).Count());
        Assert.All(rows, row => Assert.True(row.Measurement.IsVerified));
        Assert.False(File.Exists(Partial));
    }
}
