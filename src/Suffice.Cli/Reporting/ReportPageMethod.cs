using System.Collections.Immutable;
using Suffice.Cli.Reporting.Figures;
using Suffice.Studies.Reporting;
using static Suffice.Cli.Reporting.Html;

namespace Suffice.Cli.Reporting;

/// <summary>The end of the page: how it was measured, on what, and where each number comes from.</summary>
internal static class ReportPageMethod
{
    public static void Write(TextWriter page, StudyReport report, ImmutableArray<Figure> figures)
    {
        WriteMethod(page, report);
        WriteTraces(page, report, figures);
    }

    private static void WriteMethod(TextWriter page, StudyReport report)
    {
        page.WriteLine("<section id=\"method\"><h2>How it was measured</h2><ul class=\"findings\">");
        string[] sentences =
        [
            "A run writes the whole dataset, reads it back from the re-opened file and, in our own studies, compares every sample.",
            "Ratio = bytes of the samples / bytes of the file, everything in it included.",
            "Throughput = GiB of samples (2^30 bytes) per second, whatever the size of the file.",
            "Statistics are over the runs of a method on a dataset: mean, sample standard deviation, range, median, coefficient of variation (CV).",
            "Means over datasets give each dataset the same weight, and are left out where a method was not measured on all of them.",
            $"Tables and figures are of {report.Comparison.Main.Label}.",
            .. report.Results.Records.SelectMany(record => record.Clocks).Distinct().Select(clock => $"Clock: {clock}."),
            .. report.Results.Records.Select(record => $"Protocol of {record.Source}: {record.Protocol}.").Distinct(),
        ];
        foreach (string sentence in sentences) page.WriteLine($"<li>{Text(sentence)}</li>");
        page.WriteLine("</ul></section><section><h2>Machine and versions</h2>");
        if (report.Results.Records.IsEmpty)
            page.WriteLine("<p>Not recorded: the results are a CSV file without a metadata.json beside it. "
                + "Ratios hold anywhere, times only on the machine that they were measured on.</p>");
        foreach (StudyRecord record in report.Results.Records)
        {
            page.WriteLine($"<p class=\"lead\">{Text(record.Source)}, {Text(record.Date)}</p>");
            Facts(page, record.Environment);
        }
        page.WriteLine("</section>");
    }

    private static void WriteTraces(TextWriter page, StudyReport report, ImmutableArray<Figure> figures)
    {
        page.WriteLine("<section id=\"traces\"><h2>Where numbers come from</h2><p class=\"lead\">Every result has one line in <code>tables/statistics.csv</code>, which names the file "
            + $"and the lines that it was computed from ({Text(string.Join(", ", report.Results.Results.Select(r => r.Source).Distinct()))}). The files below name lines of it; line 1 is the header.</p>");
        Table(page, new ReportTable(
            "", "", ["what", "file", "made of"],
            [
                .. figures.Select(figure => ImmutableArray.Create(figure.Title, $"figures/{figure.Name}.csv", $"columns {string.Join(", ", figure.Data.Columns)}")),
                .. report.Tables.Select(table => ImmutableArray.Create(table.Title, $"tables/{table.Name}.csv", Made(table.Name, report))),
                .. report.Engines.Select((engines, i) => ImmutableArray.Create($"{engines.Main.Label} over {engines.Other.Label}", Invariant($"tables/engines{i + 1}.csv"), "columns line, line_other")),
                ["Fit of ratio against sparsity", "fit.json", "points: sparsity, best_ratio, statistics_line"],
            ]));
        page.WriteLine("</section>");
    }

    private static string Made(string table, StudyReport report) => table switch
    {
        "table3" => Finding.Cite(report.Comparison.Best().Select(best => best.Best)),
        "table4" => Finding.Cite(PublishedStudy.Families.Select(f => report.Comparison.Mean(report.Comparison.Compared(f.Setting), StudyMetric.Ratio)).OfType<MethodMean>().SelectMany(mean => mean.From)),
        _ => Finding.Cite(ChunkingComparison.Of(report.Comparison).Strategies.SelectMany(strategy => strategy.From)),
    };
}
