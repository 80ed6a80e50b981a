using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Commands;

/// <summary><c>suffice view</c> as a process: what it prints, how it ends, and mistakes.</summary>
public sealed class ViewCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _scan;

    public ViewCommandTests()
    {
        _scan = _folder.File("scan.npy");
        SmallScan.Write(_scan);
    }

    [Fact]
    public async Task It_prints_an_address_that_answers_and_ends_well_when_interrupted()
    {
        using Process process = SufficeProcess.StartAlone(SufficeProcess.StartInfo(["view", _scan]));
        string line = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        Assert.StartsWith("Open http://127.0.0.1:", line, StringComparison.Ordinal);
        using (HttpClient client = new())
            Assert.Contains("<title>Suffice</title>", await client.GetStringAsync(new Uri(line[5..]), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using (Process kill = Process.Start("kill", ["-INT", $"{process.Id}"])) kill.WaitForExit();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.Empty(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_reduced_record_opens_as_the_cube_that_it_gives_back_with_its_verdict()
    {
        string record = _folder.File("record.h5");
        SufficeProcess.Result reduced = SufficeProcess.Run("reduce", _scan, record, "--target", "com", "--tolerance", "0.5sigma");
        Assert.True(File.Exists(record), reduced.Errors);
        using Process process = SufficeProcess.StartAlone(SufficeProcess.StartInfo(["view", _scan, record]));
        string line = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        using HttpClient client = new();
        string cubes = await client.GetStringAsync(new Uri(line[5..] + "cubes"), TestContext.Current.CancellationToken);
        process.Kill();
        Assert.Contains("record of suffice reduce", cubes, StringComparison.Ordinal);
        Assert.Contains("Certificate: com within 0.5sigma: holds", cubes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listening_for_others_must_be_asked_for_and_warns()
    {
        using Process process = SufficeProcess.StartAlone(SufficeProcess.StartInfo(["view", _scan, "--host", "0.0.0.0"]));
        string warning = (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken))!;
        process.Kill();
        Assert.StartsWith("suffice: warning: listening on 0.0.0.0", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--host", "example.org")]
    [InlineData("--port", "70000")]
    [InlineData("--port", "-1")]
    public void A_wrong_option_is_one_line(string option, string value)
    {
        SufficeProcess.Result result = SufficeProcess.Run("view", _scan, option, value);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(option, result.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_taken_is_one_line()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        SufficeProcess.Result result = SufficeProcess.Run("view", _scan, "--port", $"{port}");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("in use", result.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_cube_is_one_line()
    {
        File.WriteAllText(_folder.File("notes.txt"), "no cube");
        SufficeProcess.Result result = SufficeProcess.Run("view", _folder.File("notes.txt"));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("notes.txt", result.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_packed_file_is_one_line()
    {
        string packed = _folder.File("scan.emd");
        Assert.Equal(0, SufficeProcess.Run("pack", _scan, packed).ExitCode);
        byte[] bytes = File.ReadAllBytes(packed);
        File.WriteAllBytes(packed, bytes[..(bytes.Length / 2)]);
        SufficeProcess.Result result = SufficeProcess.Run("view", packed);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("scan.emd", result.OnlyErrorLine, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
