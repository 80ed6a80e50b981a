using System.Text.Json;
using Suffice.Cubes;
using Suffice.Sources.Numpy;
using Suffice.Studies;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Commands;

/// <summary>The commands on good input, as a user runs them.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Inspect_writes_json_and_a_page()
    {
        string page = _folder.File("page.html");
        SufficeProcess.Result result = SufficeProcess.Run("inspect", RealData.AuPd(_folder.Path), "--json", "--html", page);
        Assert.True(result.ExitCode == 0, result.Errors);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
        Assert.Contains("98.04", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Bench_without_any_plugin_gives_the_same_sizes_with_any_number_of_threads()
    {
        string scan = _folder.File("scan.npy");
        SmallScan.Write(scan);
        Assert.Equal(Sizes("plain", scan, []), Sizes("alone", scan, [("HDF5_PLUGIN_PATH", "/nonexistent")], "--threads", "3"));
    }

    [Fact]
    public void Cubes_larger_than_memory_stay_within_it()
    {
        // 768 MiB of zeros, of which the disk holds nothing.
        const int rows = 96;
        string scan = _folder.File("large.npy");
        byte[] header = NpyHeader.Encode([rows, 64, 256, 256], ElementType.UInt16, ByteOrder.LittleEndian);
        using (FileStream file = File.Create(scan))
        {
            file.Write(header);
            file.SetLength(header.Length + rows * 64L * 256 * 256 * 2);
        }
        const long limit = 400L << 20;
        foreach (string[] command in (string[][])[
            ["inspect", scan, "--json", "--memory", "256MiB"],
            ["bench", scan, "--out", _folder.File("r"), "--methods", "balanced_blosc_zstd,sparse_csr", "--runs", "1", "--memory", "256MiB"]])
        {
            using SufficeProcess process = SufficeProcess.Start(command);
            SufficeProcess.Result result = process.Finish();
            Assert.True(result.ExitCode == 0, result.Errors);
            Assert.InRange(result.PeakBytes, 1, limit);
        }
    }

    [Fact]
    public void The_demo_verifies_every_run()
    {
        SufficeProcess.Result result = SufficeProcess.Run("demo");
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("126 runs, 0 mismatches", result.Output, StringComparison.Ordinal);
    }

    private Dictionary<string, long> Sizes(string name, string scan, (string, string?)[] environment, params string[] options)
    {
        string results = _folder.File(name);
        using SufficeProcess process = SufficeProcess.Start(["bench", scan, "--out", results, "--runs", "1", .. options], null, environment);
        SufficeProcess.Result result = process.Finish();
        Assert.True(result.ExitCode == 0, result.Errors);
        return RunsCsv.Read(Path.Combine(results, "runs.csv")).ToDictionary(row => row.Method, row => row.Measurement.FileBytes);
    }
}
