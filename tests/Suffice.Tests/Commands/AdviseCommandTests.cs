using System.Text.Json;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Commands;

/// <summary>advise as a user runs it.</summary>
public sealed class AdviseCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_command_that_it_prints_packs_the_scan_and_the_figure_is_there()
    {
        string scan = _folder.File("my scan.npy"), results = _folder.File("advice");
        SmallScan.Write(scan);
        SufficeProcess.Result advice = SufficeProcess.Run("advise", scan, "--for", "share", "--out", results);
        Assert.True(advice.ExitCode == 0, advice.Errors);
        string command = advice.Output.Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith("suffice pack", StringComparison.Ordinal));
        Assert.StartsWith($"suffice pack '{scan}' 'my scan.emd' --codec ", command, StringComparison.Ordinal);
        string[] options = command[(command.IndexOf("--codec", StringComparison.Ordinal))..].Split(' ');
        Assert.Equal(0, SufficeProcess.Run(["pack", scan, _folder.File("scan.emd"), .. options]).ExitCode);
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(results, "front.svg")), StringComparison.Ordinal);
        Assert.StartsWith("codec,chunk,read_by", File.ReadAllText(Path.Combine(results, "candidates.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void As_JSON_it_gives_every_candidate_and_the_command()
    {
        string scan = _folder.File("scan.npy");
        SmallScan.Write(scan);
        SufficeProcess.Result advice = SufficeProcess.Run("advise", scan, "--for", "share", "--scan", "32x8", "--json");
        Assert.True(advice.ExitCode == 0, advice.Errors);
        using JsonDocument json = JsonDocument.Parse(advice.Output);
        // A new process was asked, which takes its time.
        Assert.InRange(json.RootElement.GetProperty("choice").GetProperty("pack_seconds").GetDouble(), 0.01, 60);
        Assert.Contains("--scan 32x8", json.RootElement.GetProperty("choice").GetProperty("command").GetString(), StringComparison.Ordinal);
        Assert.All(json.RootElement.GetProperty("candidates").EnumerateArray(), candidate => Assert.Equal("plain", candidate.GetProperty("read_by").GetString()));
    }

    [Fact]
    public void A_purpose_that_is_not_known_is_one_line() =>
        Assert.Equal("suffice: --for takes archive, interactive, acquire, share, not 'speed'",
            SufficeProcess.Run("advise", _folder.File("none.npy"), "--for", "speed").OnlyErrorLine);
}
