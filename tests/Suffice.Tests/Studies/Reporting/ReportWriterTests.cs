using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Suffice.Cli.Reporting;
using Suffice.Studies.Reporting;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Studies.Reporting;

public sealed class ReportWriterTests
{
    [Fact]
    public void The_published_results_give_six_figures_a_fit_and_a_page_without_network()
    {
        using TemporaryFolder folder = new();
        ReportWriter.Write(folder.Path, StudyResults.Load([Published.Statistics], Published.Inventory));
        Check(folder.Path, 6);
        JsonElement fit = JsonDocument.Parse(File.ReadAllText(folder.File("fit.json"))).RootElement;
        Assert.Equal(49.91, fit.GetProperty("a").GetDouble(), 2);
        Assert.Equal(50.0, fit.GetProperty("rounded_sparsity").GetProperty("a").GetDouble(), 1);
        Assert.Equal(5, fit.GetProperty("n").GetInt32());
        string page = WebUtility.HtmlDecode(File.ReadAllText(folder.File(ReportWriter.PageName)));
        foreach (string found in (string[])["13.5× against 12.3×", "19–69×", "blosc_blosclz", "803.16", "What to choose"])
            Assert.Contains(found, page, StringComparison.Ordinal);
    }

    [Fact]
    public void One_dataset_and_two_engines_give_a_page_that_says_both()
    {
        using TemporaryFolder folder = new();
        string results = Studies.Write(folder, "a", "CPU <one>", "4", "a <scan>", "libhdf5", "suffice"), report = folder.File("report");
        ReportWriter.Write(report, results);
        Check(report, 6);
        string page = File.ReadAllText(Path.Combine(report, ReportWriter.PageName));
        Assert.Contains("Engines side by side", page, StringComparison.Ordinal);
        Assert.Contains("No curve of ratio against sparsity is fitted", page, StringComparison.Ordinal);
        Assert.Contains("CPU &lt;one&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<scan>", page, StringComparison.Ordinal);
        Assert.Contains("Bits per electron", page, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(report, "tables", "engines1.csv")));
    }

    [Fact]
    public void A_single_result_still_gives_a_report()
    {
        using TemporaryFolder folder = new();
        string some = Published.Lines(folder, line => line.StartsWith("3D_EELS,balanced_gzip_6,", StringComparison.Ordinal)), report = folder.File("report");
        ReportWriter.Write(report, some);
        Check(report, 2);
    }

    [Fact]
    public void A_report_without_a_figure_takes_away_that_of_an_earlier_one()
    {
        using TemporaryFolder folder = new();
        string report = folder.File("report"), figure = Path.Combine(report, "figures", "figure3.svg");
        ReportWriter.Write(report, StudyResults.Load([Published.Statistics], Published.Inventory));
        Assert.True(File.Exists(figure));
        ReportWriter.Write(report, StudyResults.Load([Published.Statistics]));
        Assert.False(File.Exists(figure));
    }

    private static void Check(string folder, int figures)
    {
        string[] files = Directory.GetFiles(Path.Combine(folder, "figures"), "*.svg");
        Assert.Equal(figures, files.Length);
        foreach (string file in files)
        {
            XElement svg = XDocument.Parse(File.ReadAllText(file)).Root!;
            Assert.Equal("svg", svg.Name.LocalName);
            Assert.True(new FileInfo(file).Length > 3000, file);
            Assert.True(File.Exists(Path.ChangeExtension(file, ".csv")));
            string[] ids = [.. svg.Descendants().Select(element => (string?)element.Attribute("id")).OfType<string>()];
            Assert.Equal(ids.Length, ids.Distinct().Count());
        }
        string page = File.ReadAllText(Path.Combine(folder, ReportWriter.PageName));
        Assert.True(page.Length > 20_000);
        Assert.DoesNotMatch(new Regex("https?://|<script|src=|@import"), page);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
    }
}
