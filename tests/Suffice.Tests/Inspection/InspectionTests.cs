using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Suffice.Cli.Inspection;
using Suffice.Cubes;
using Suffice.Cubes.Statistics;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests;

public sealed class InspectionTests
{
    [Fact]
    public void The_page_holds_the_figures_and_three_images_and_needs_no_network()
    {
        InspectionReport report = Report(ElementType.UInt16, new(6, 5, 12, 20), 0);
        string page = Page(report);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(4, page.Split("data:image/png;base64,").Length);
        Assert.Contains("a &lt;scan&gt;.mib", page, StringComparison.Ordinal);
        Assert.Contains("(6, 5, 12, 20)", page, StringComparison.Ordinal);
        Assert.Contains(Figures.Percent(report.Statistics.Sparsity), page, StringComparison.Ordinal);
        Assert.Contains(Figures.Number(report.Statistics.EntropyBits), page, StringComparison.Ordinal);
        Assert.Contains(Figures.Ratio(report.Statistics.SparsityBound), page, StringComparison.Ordinal);
        Assert.Contains("blosc_zstd", page, StringComparison.Ordinal);
        Assert.Contains("0.5 mrad", page, StringComparison.Ordinal);
        Assert.Contains("currentColor", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_is_made_of_every_element_type_and_of_spectra_and_constants()
    {
        foreach (ElementType element in ElementTypes.All)
            for (int kind = 0; kind < 4; kind++)
                Assert.Contains("</html>", Page(Report(element, new(3, 4, 5, 6), kind)), StringComparison.Ordinal);
        Assert.Contains("</html>", Page(Report(ElementType.UInt16, new(6, 5, 1, 64), 0)), StringComparison.Ordinal);
        Assert.Contains("</html>", Page(Report(ElementType.Float32, new(1, 1, 1, 1), 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_parses_and_has_the_figures()
    {
        InspectionReport report = Report(ElementType.UInt64, new(6, 5, 12, 20), 3);
        JsonElement json = Json(report);
        Assert.Equal("uint64", json.GetProperty("element_type").GetString());
        Assert.Equal([6, 5, 12, 20], json.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32()));
        JsonElement statistics = json.GetProperty("statistics");
        Assert.Equal(report.Statistics.Maximum.ToString(), statistics.GetProperty("maximum").GetRawText());
        Assert.Equal(report.Statistics.EntropyBits, statistics.GetProperty("entropy_bits_per_sample").GetDouble());
        Assert.Equal(13.5, json.GetProperty("sampled_compression")[0].GetProperty("ratio").GetDouble());
        Assert.Equal("exposure", json.GetProperty("metadata")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void What_is_infinite_or_not_a_number_is_null_in_json()
    {
        CubeShape shape = new(2, 1, 1, 1);
        byte[] samples = [.. BitConverter.GetBytes(float.NaN), .. BitConverter.GetBytes(float.NegativeInfinity)];
        JsonElement statistics = Json(Report(new MemoryCube(ElementType.Float32, shape, samples))).GetProperty("statistics");
        foreach (string name in new[] { "maximum", "mean", "sparsity_bound_ratio", "effective_bits", "electrons_per_pattern_mean" })
            Assert.Equal(JsonValueKind.Null, statistics.GetProperty(name).ValueKind);
    }

    [Fact]
    public void The_text_has_the_figures_and_no_markup_of_the_file()
    {
        InspectionReport report = Report(ElementType.UInt16, new(6, 5, 12, 20), 0);
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 120;
        InspectionText.Write(console, report);
        Assert.Contains("a <scan>.mib", text.ToString(), StringComparison.Ordinal);
        Assert.Contains(Figures.Percent(report.Statistics.Sparsity), text.ToString(), StringComparison.Ordinal);
        Assert.Contains("[red]", text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.98036, "98.04 %")]
    [InlineData(0.5, "50.0 %")]
    [InlineData(1, "100.0 %")]
    [InlineData(0.999999, "99.9999 %")]
    public void Percentages_keep_the_digits_that_matter(double fraction, string text) => Assert.Equal(text, Figures.Percent(fraction));

    [Theory]
    [InlineData(5097.58984, "5,098")]
    [InlineData(0.0777830, "0.07778")]
    [InlineData(0, "0")]
    [InlineData(1.5, "1.5")]
    [InlineData(double.NaN, "–")]
    public void Numbers_have_four_digits(double value, string text) => Assert.Equal(text, Figures.Number(value));

    private static string Page(InspectionReport report)
    {
        using StringWriter page = new(CultureInfo.InvariantCulture);
        InspectionPage.Write(page, report);
        return page.ToString();
    }

    private static JsonElement Json(InspectionReport report)
    {
        using MemoryStream stream = new();
        InspectionJson.Write(stream, report);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static InspectionReport Report(ElementType element, CubeShape shape, int kind) =>
        Report(new MemoryCube(element, shape, RandomCubes.Fill(element, shape, kind, 1)));

    private static InspectionReport Report(MemoryCube memory)
    {
        CubeStatistics statistics = CubeSurvey.Measure(memory, 1, cancellation: TestContext.Current.CancellationToken);
        Cube cube = memory.Cube with
        {
            DetectorAxes = [.. memory.Cube.DetectorAxes.Select(a => a with { Scale = 0.5, Unit = "mrad" })],
        };
        return new("a <scan>.mib", "Merlin MIB", null, cube, "from the .hdr file beside it", ["A note with [red] in it."],
            [new("exposure", "1 ms [s]")], statistics, [new("blosc_zstd", 13.5), new("gzip-6", 12)]);
    }
}
