using System.Text.Json;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Commands;

public sealed class ReduceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _scan;

    public ReduceCommandTests()
    {
        _scan = _folder.File("scan.npy");
        SmallScan.Write(_scan);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_record_and_its_certificate_are_written_and_audits_end_with_their_code()
    {
        string record = _folder.File("record.h5");
        SufficeProcess.Result reduced = SufficeProcess.Run("reduce", _scan, record, "--target", "com", "--target", "total", "--tolerance", "com=0.2sigma", "--latitude", "fixed");
        Assert.Equal((0, ""), (reduced.ExitCode, reduced.Errors));
        Assert.Contains("maps", reduced.Output, StringComparison.Ordinal);
        using JsonDocument certificate = JsonDocument.Parse(File.ReadAllText(_folder.File("record.certificate.json")));
        Assert.Equal("com", certificate.RootElement.GetProperty("targets")[0].GetProperty("request").GetString());
        string page = File.ReadAllText(_folder.File("record.certificate.html"));
        Assert.Contains("What this proves", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.Equal(0, SufficeProcess.Run("audit", record, "--against", _scan, "--target", "com").ExitCode);
        Assert.Equal(3, SufficeProcess.Run("audit", record, "--against", _scan, "--target", "com", "--tolerance", "1e-12").ExitCode);
        Assert.Equal(4, SufficeProcess.Run("audit", record, "--against", _scan, "--target", "point:3,4").ExitCode);
        SufficeProcess.Result alone = SufficeProcess.Run("audit", record);
        Assert.Equal(0, alone.ExitCode);
        Assert.Contains("intact", alone.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no view 'haadf'", "--target", "haadf")]
    [InlineData("'sum' cannot be a target", "--target", "sum")]
    [InlineData("that was not asked for", "--target", "com", "--tolerance", "adf=1%")]
    [InlineData("not '0.1'sigma'", "--target", "com", "--tolerance", "com=0.1'sigma")]
    [InlineData("contradicts itself", "--target", "com", "--latitude", "fixed:20%")]
    [InlineData("contradicts itself", "--target", "com", "--latitude", "com=fixed", "--latitude", "com=open")]
    [InlineData("there is no representation 'bin3'", "--target", "com", "--representation", "bin3")]
    [InlineData("Option '--target' is required", "--tolerance", "1%")]
    public void Wrong_requests_are_answered_in_one_line(string message, params string[] arguments)
    {
        SufficeProcess.Result result = SufficeProcess.Run(["reduce", _scan, _folder.File("no.h5"), .. arguments]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(message, result.OnlyErrorLine, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("no.h5")));
    }

    [Fact]
    public void Files_that_are_there_stay_as_they_are()
    {
        string record = _folder.File("record.h5");
        File.WriteAllText(_folder.File("record.certificate.html"), "mine");
        SufficeProcess.Result result = SufficeProcess.Run("reduce", _scan, record, "--target", "com");
        Assert.Contains("is there already", result.OnlyErrorLine, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder.File("record.certificate.html")));
        Assert.Contains("into itself", SufficeProcess.Run("reduce", _scan, _scan, "--target", "com", "--overwrite").OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_record_or_not_its_source_is_named()
    {
        string record = _folder.File("record.h5"), other = _folder.File("other.npy");
        Assert.Equal(0, SufficeProcess.Run("reduce", _scan, record, "--target", "com", "--latitude", "fixed").ExitCode);
        Assert.Contains("is no record", SufficeProcess.Run("audit", _scan).OnlyErrorLine, StringComparison.Ordinal);
        byte[] changed = File.ReadAllBytes(_scan);
        changed[^1] ^= 1;
        File.WriteAllBytes(other, changed);
        Assert.Contains("is not what the record was made of", SufficeProcess.Run("audit", record, "--against", other).OnlyErrorLine, StringComparison.Ordinal);
    }
}
