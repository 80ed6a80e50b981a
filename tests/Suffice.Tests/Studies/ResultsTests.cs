using Suffice.Cubes;
using Suffice.Studies;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Studies;

public sealed class ResultsTests : IDisposable
{
    private static readonly StudyRow Row = new(
        "a scan, \"cut\"", "balanced_gzip_6", new StudyMeasurement(123_456_789_012, 45_678, 0.1, 1.0 / 3, true), "(16, 16, 128, 128)", 3, "suffice", 2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_spread_is_that_of_pandas()
    {
        // pandas.Series([1.0, 2.5, 4.0, 9.0]): mean, std, min, max, median.
        Spread spread = Spread.Of([4.0, 1.0, 9.0, 2.5]);
        Assert.Equal((4.125, 1.0, 9.0, 3.25), (spread.Mean, spread.Min, spread.Max, spread.Median));
        Assert.Equal(3.4731109973624508, spread.Deviation, 1e-14);
        Assert.Equal(84.19663023908971, spread.VariationPercent, 1e-12);
        Assert.Equal(2.5, Spread.Of([1, 2.5, 9]).Median);
    }

    [Fact]
    public void One_value_has_no_deviation_and_equal_ones_none_but_zero()
    {
        Assert.True(double.IsNaN(Spread.Of([2.0]).Deviation));
        Spread equal = Spread.Of([0.1, 0.1, 0.1]);
        Assert.Equal((0.1, 0.0, 0.0), (equal.Mean, equal.Deviation, equal.VariationPercent));
    }

    [Fact]
    public void Rows_come_back_as_they_were_written()
    {
        StudyRow failed = Row with { Run = 4, Measurement = Row.Measurement with { IsVerified = false }, Chunk = "" };
        Assert.Equal([Row, failed], Read(RunsCsv.HeaderLine, RunsCsv.Format(Row), RunsCsv.Format(failed), ""));
        Assert.Empty(Read(RunsCsv.HeaderLine, ""));
        Assert.Empty(Read(""));
    }

    [Fact]
    public void A_last_line_that_was_cut_is_left_out()
    {
        string line = RunsCsv.Format(Row);
        for (int length = 0; length <= line.Length; length += 7) Assert.Equal([Row], Read(RunsCsv.HeaderLine, line, line[..length]));
        Assert.Empty(Read(RunsCsv.HeaderLine[..20]));
    }

    [Fact]
    public void A_line_that_is_no_row_is_named()
    {
        string line = RunsCsv.Format(Row);
        Assert.Contains("line 3", Assert.Throws<CubeFileException>(() => Read(RunsCsv.HeaderLine, line, "what is this", line, "")).Message, StringComparison.Ordinal);
        Assert.Throws<CubeFileException>(() => Read("dataset,method", line, ""));
    }

    [Fact]
    public void Numbers_are_written_so_that_they_come_back_exactly()
    {
        string[] cells = [.. Csv.Split(RunsCsv.Format(Row))];
        Assert.Equal("a scan, \"cut\"", cells[0]);
        Assert.Equal("0.3333333333333333", cells[5]);
        Assert.Equal("run_003", cells[14]);
        Assert.Equal("", Csv.Number(double.NaN));
    }

    private IReadOnlyList<StudyRow> Read(params string[] lines)
    {
        string path = _folder.File("runs.csv");
        File.WriteAllText(path, string.Join('\n', lines));
        return RunsCsv.Read(path);
    }
}
