using Suffice.Studies;
using Suffice.Studies.Reporting;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Studies.Reporting;

public sealed class StudyReportTests
{
    [Fact]
    public void One_dataset_has_no_fit_and_says_so()
    {
        using TemporaryFolder folder = new();
        StudyReport report = new(StudyResults.Load([Studies.Write(folder, "a", "CPU", "4", "scan")]));
        Assert.Null(report.Ratios.Exact);
        Assert.Equal(PublishedStudy.Curve, report.Ratios.Curve);
        Assert.Contains(report.Notes, note => note.Contains("at least 4 datasets of known sparsity, there is 1", StringComparison.Ordinal));
        string json = FitJson.Format(report.Ratios);
        Assert.Contains("\"fitted\": false", json, StringComparison.Ordinal);
        Assert.Contains("\"reason\"", json, StringComparison.Ordinal);
        Assert.Equal("0.000977", report.Tables[0].Rows[0][1]);
        Assert.Equal("90.000", report.Tables[0].Rows[0][2]);
    }

    [Fact]
    public void Missing_methods_are_named_and_leave_gaps()
    {
        using TemporaryFolder folder = new();
        string some = Published.Lines(folder, line => !line.Contains("gzip_9", StringComparison.Ordinal)
            && !(line.StartsWith("3D_EELS", StringComparison.Ordinal) && line.Contains("balanced_szip", StringComparison.Ordinal)));
        StudyReport report = new(StudyResults.Load([some], Published.Inventory));
        Assert.Contains("Not measured at all: gzip_9.", report.Notes);
        Assert.Contains(report.Notes, note => note.Contains("not on 3D_EELS", StringComparison.Ordinal) && note.Contains("balanced_szip", StringComparison.Ordinal));
        string[] gaps = [.. report.Tables[1].Rows.Where(row => row[1].Length == 0).Select(row => row[0])];
        Assert.Equal(["Gzip-9", "Szip"], gaps);
        Assert.DoesNotContain(report.Headlines, headline => headline.Label.Contains("gzip_9", StringComparison.Ordinal));
        Assert.Contains("| Szip | – | – | – | – |", report.Tables[1].ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_balanced_chunks_another_chunking_stands_in()
    {
        using TemporaryFolder folder = new();
        string some = Published.Lines(folder, line => line.Contains("real_space", StringComparison.Ordinal));
        StudyReport report = new(StudyResults.Load([some], Published.Inventory));
        Assert.Contains(report.Notes, note => note.Contains("methods are compared in real-space chunks instead", StringComparison.Ordinal));
        Assert.Equal(7, report.Tables[1].Rows.Count(row => row[1].Length > 0));
        Assert.Equal(["13", "0", "0"], report.Tables[2].Rows.Select(row => row[5]));
    }

    [Fact]
    public void Without_an_inventory_the_sizes_follow_from_the_results_and_the_zeros_are_unknown()
    {
        StudyReport report = new(StudyResults.Load([Published.Statistics]));
        Assert.Equal("8.000000", report.Tables[0].Rows.Single(row => row[0] == "4D_Diff")[1]);
        Assert.All(report.Tables[0].Rows, row => Assert.Equal("", row[2]));
        Assert.Contains(report.Notes, note => note.Contains("--inventory", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_engines_stand_side_by_side_and_the_tables_are_of_ours()
    {
        using TemporaryFolder folder = new();
        StudyReport report = new(StudyResults.Load([Studies.Write(folder, "a", "CPU", "4", "scan", "libhdf5", "suffice")]));
        Assert.Equal(new StudyConfiguration("suffice", 2), report.Comparison.Main);
        EngineComparison engines = Assert.Single(report.Engines);
        Assert.Equal("libhdf5", engines.Other.Engine);
        Assert.Equal(42, engines.Pairs.Length);
        Assert.All(engines.Pairs, pair => Assert.Equal(2.5, pair.WriteQuotient, 6));
        Assert.Contains(report.Headlines, headline => headline.Value == "2.5× / 2.5×");
        Assert.All(engines.Pairs, pair => Assert.Equal(2, pair.Other.Statistics.Runs));
    }

    [Fact]
    public void Our_own_codec_stands_beside_the_published_tables_and_changes_none()
    {
        using TemporaryFolder folder = new();
        string results = Studies.Write(folder, "a", "CPU", "4", "scan"), runs = Path.Combine(results, "runs.csv");
        StudyReport published = new(StudyResults.Load([results]));
        string[] best = [.. File.ReadLines(runs).Where(line => line.Contains(",simple_gzip,", StringComparison.Ordinal))];
        Assert.Equal(2, best.Length);
        File.AppendAllLines(runs, best.Select(line => line.Replace(",simple_gzip,", ",balanced_tally-fast,", StringComparison.Ordinal)));
        StudyReport both = new(StudyResults.Load([results]));
        Assert.Equal(published.Tables.Select(table => table.ToCsv()), both.Tables.Take(3).Select(table => table.ToCsv()));
        Assert.Equal(published.Headlines.Select(headline => headline.Value), both.Headlines.Select(headline => headline.Value));
        Assert.Equal(published.Guidance.Select(guidance => guidance.Choice), both.Guidance.Select(guidance => guidance.Choice));
        ReportTable own = both.Tables[3];
        Assert.Equal(("own", "balanced_tally-fast", "1.000000"), (own.Name, Assert.Single(own.Rows)[1], own.Rows[0][5]));
        Cli.Reporting.ReportWriter.Write(folder.File("report"), results);
        Assert.Contains("balanced_tally-fast (ours)", File.ReadAllText(folder.File("report/report.html")), StringComparison.Ordinal);
        Assert.Contains("tally-fast (ours)", File.ReadAllText(folder.File("report/figures/figure5.svg")), StringComparison.Ordinal);

        File.WriteAllLines(runs, File.ReadAllLines(runs).Where((line, i) => i == 0 || line.Contains("tally", StringComparison.Ordinal)));
        Assert.Equal("tally-fast", new StudyReport(StudyResults.Load([results])).Tables[0].Rows.Single()[4]);
    }

    [Fact]
    public void Results_that_came_back_different_are_left_out_and_named()
    {
        using TemporaryFolder folder = new();
        string results = Studies.Write(folder, "a", "CPU", "4", "scan"), runs = Path.Combine(results, "runs.csv");
        string[] lines = File.ReadAllLines(runs);
        int at = Array.FindIndex(lines, line => line.Contains("balanced_gzip_9,", StringComparison.Ordinal));
        lines[at] = lines[at].Replace(",true,", ",false,", StringComparison.Ordinal);
        File.WriteAllLines(runs, lines);
        StudyReport report = new(StudyResults.Load([results]));
        Assert.Null(report.Comparison.Find("scan", new MethodName("balanced", "gzip_9")));
        Assert.Contains(report.Notes, note => note.StartsWith("balanced_gzip_9 on scan (suffice) is left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_result_names_the_rows_that_it_was_computed_from()
    {
        using TemporaryFolder folder = new();
        string results = Studies.Write(folder, "a", "CPU", "4", "scan");
        string[] runs = File.ReadAllLines(Path.Combine(results, "runs.csv"));
        foreach (StudyResult result in StudyResults.Load([results]).Results)
        {
            Assert.Equal(2, result.SourceLines.Count);
            Assert.All(result.SourceLines, line => Assert.StartsWith($"scan,{result.Statistics.Method},", runs[line - 1], StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(0.0078125, 6, "0.007812")]
    [InlineData(0.0234375, 6, "0.023438")]
    [InlineData(0.0078135, 6, "0.007813")]
    [InlineData(2, 6, "2.000000")]
    [InlineData(2.5, 0, "2")]
    [InlineData(double.NaN, 6, "")]
    public void Numbers_are_rounded_as_Python_rounds_them(double value, int decimals, string text) => Assert.Equal(text, ReportNumbers.Fixed(value, decimals));

    [Fact]
    public void The_Pareto_front_holds_what_nothing_beats_in_both()
    {
        (double X, double Y)[] points = [(1, 5), (2, 5), (3, 3), (2, 2), (4, 1)];
        Assert.Equal([(2, 5), (3, 3), (4, 1)], Pareto.Front(points, p => p.X, p => p.Y));
    }

    [Fact]
    public void Neighbouring_lines_are_cited_as_spans()
    {
        StudyResult Line(int line) => new(StudyStatistics.Of([new("d", "none", new(2, 1, 1, 1, true), "", 1, "suffice", 1)])[0], "suffice", 1, "", []) { Line = line };
        Assert.Equal("tables/statistics.csv, lines 2, 3, 5–7", Finding.Cite([Line(5), Line(2), Line(6), Line(3), Line(7), Line(2)]));
        Assert.Equal("tables/statistics.csv, line 9", Finding.Cite([Line(9)]));
    }
}
