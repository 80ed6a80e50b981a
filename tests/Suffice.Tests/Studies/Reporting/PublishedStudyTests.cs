using Suffice.Studies.Reporting;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Studies.Reporting;

public sealed class PublishedStudyTests
{
    [Theory]
    [InlineData(0, "paper_Table3_dataset_summary.csv")]
    [InlineData(1, "paper_Table4_implementation_families.csv")]
    [InlineData(2, "paper_Table5_chunking_summary.csv")]
    public void The_tables_equal_the_published_ones_cell_by_cell(int table, string file)
    {
        string[] published = [.. File.ReadAllLines(RealData.ReferenceOf(file)).Select(line => line.TrimEnd('\r'))];
        string[] ours = Published.Report().Tables[table].ToCsv().TrimEnd('\n').Split('\n');
        Assert.Equal(published, ours);
    }

    [Fact]
    public void The_fit_is_the_published_one_with_rounded_and_with_exact_sparsities()
    {
        RatioBySparsity ratios = Published.Report().Ratios;
        SparsityFit exact = ratios.Exact!, rounded = ratios.Rounded!;
        Assert.Equal(49.91, exact.A.Value, 2);
        Assert.Equal(6.905, exact.B.Value, 3);
        Assert.Equal(4.995, exact.C.Value, 3);
        Assert.Equal(50.0, rounded.A.Value, 1);
        Assert.Equal(6.90, rounded.B.Value, 2);
        Assert.Equal(5.0, rounded.C.Value, 1);
        Assert.Equal(0.991, exact.RSquared, 3);
        Assert.Equal(0.991, rounded.RSquared, 3);
        Assert.Equal(2, exact.DegreesOfFreedom);
        // Student's t for two degrees of freedom.
        Assert.Equal(4.3027 * exact.A.StandardError, exact.A.Upper - exact.A.Value, 3);
    }

    [Fact]
    public void The_six_implementations_are_those_of_the_published_comparison() => Assert.Equal(
        ["blosc_zlib", "blosc_zstd", "blosc_lz4hc", "bitshuffle_lz4", "blosc_lz4", "blosc_blosclz"], Published.Report().Selection);

    [Fact]
    public void The_headlines_are_the_published_ones()
    {
        string[] values = [.. Published.Report().Headlines.Select(headline => headline.Value)];
        Assert.Equal(["4.8–35×", "13.5× against 12.3×", "19–69×", "1.9–2.6×", "87–324×", "6.2×", "1.83 % / 1.74 %"], values);
        Assert.Contains("the ratio varies by 0.00 %", Published.Report().Headlines[^1].Finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_guidance_is_the_published_one()
    {
        Dictionary<string, string> choices = Published.Report().Guidance.ToDictionary(guidance => guidance.Workload, guidance => guidance.Choice);
        Assert.Equal("blosc_zlib", choices["Storage"]);
        Assert.Equal("blosc_zstd", choices["Balance"]);
        Assert.Equal("blosc_lz4", choices["Throughput"]);
        Assert.Equal("gzip_6", choices["Portability"]);
        Assert.Equal("comes second", choices["Chunking"]);
    }

    [Fact]
    public void Every_sentence_of_guidance_names_the_lines_that_it_rests_on()
    {
        StudyReport report = Published.Report();
        foreach (Finding finding in report.Guidance.SelectMany(guidance => guidance.Findings).Concat(report.Headlines.Select(headline => headline.Finding)))
            Assert.StartsWith("tables/", finding.Evidence, StringComparison.Ordinal);
        // The first headline rests on the best result of each dataset.
        string[] lines = report.StatisticsCsv().Split('\n');
        foreach (var (dataset, best) in report.Comparison.Best())
            Assert.StartsWith($"{dataset.Name},{best.Statistics.Method},", lines[best.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_missing_in_the_published_results() => Assert.Empty(Published.Report().Notes);
}
