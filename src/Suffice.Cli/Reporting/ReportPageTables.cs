using System.Collections.Immutable;
using System.Globalization;
using Suffice.Cli.Reporting.Figures;
using Suffice.Studies.Reporting;
using static Suffice.Cli.Reporting.Html;
using static Suffice.Studies.Reporting.ReportNumbers;

namespace Suffice.Cli.Reporting;

/// <summary>The tables of the page: engines side by side, the published three, the datasets and every result.</summary>
internal static class ReportPageTables
{
    public static void Write(TextWriter page, StudyReport report)
    {
        WriteEngines(page, report);
        page.WriteLine("<section id=\"tables\"><h2>Tables</h2><p class=\"lead\">In the columns of the published tables. Sizes in GiB and MiB, throughputs in GiB/s, times in seconds.</p>");
        foreach (ReportTable table in report.Tables)
        {
            page.WriteLine($"<h2>{Text(table.Title)}</h2>");
            Table(page, Rounded(table));
            page.WriteLine($"<p class=\"reading\">Rounded here; all digits in <code>tables/{table.Name}.csv</code>.</p>");
        }
        page.WriteLine("</section>");
        WriteDatasets(page, report);
        WriteResults(page, report);
    }

    // Six decimals are for files; a reader wants three or so.
    private static ReportTable Rounded(ReportTable table) => table with
    {
        Rows = [.. table.Rows.Select(row => row.Select(Rounded).ToImmutableArray())],
    };

    private static string Rounded(string cell) =>
        cell.Contains('.') && double.TryParse(cell, CultureInfo.InvariantCulture, out double value) ? Rounded(value) : cell;

    private static string Rounded(double value) => value >= 10 ? Fixed(value, 2) : Fixed(value, value < 0.1 ? 4 : 3);

    private static void WriteEngines(TextWriter page, StudyReport report)
    {
        if (report.Engines.IsEmpty) return;
        page.WriteLine("<section id=\"engines\"><h2>Engines side by side</h2><p class=\"lead\">"
            + "Throughput of one over the other, measured in the same study on the same machine: above 1 the first is faster.</p>");
        for (int i = 0; i < report.Engines.Length; i++)
        {
            EngineComparison engines = report.Engines[i];
            string chunking = report.Comparison.Chunking;
            ImmutableArray<EnginePair> compared = [.. engines.Pairs.Where(pair => pair.Main.Method.Chunking is not { } own || own == chunking)];
            page.WriteLine($"<h2>{Text(engines.Main.Label)} over {Text(engines.Other.Label)}</h2>");
            Table(page, Pairs(engines, compared.IsEmpty ? engines.Pairs : compared));
            string chunks = compared.IsEmpty ? "" : $"{MethodName.LabelOf(chunking)} chunks; ";
            page.WriteLine(Invariant($"<p class=\"reading\">{chunks}all {engines.Pairs.Length} pairs in <code>tables/engines{i + 1}.csv</code>.</p>"));
        }
        page.WriteLine("</section>");
    }

    private static ReportTable Pairs(EngineComparison engines, ImmutableArray<EnginePair> pairs) => new(
        "", "",
        [
            "dataset", "method", "write, quotient", $"write GiB/s, {engines.Main.Label}", engines.Other.Label,
            "read, quotient", $"read GiB/s, {engines.Main.Label}", engines.Other.Label, "ratio of file sizes",
        ],
        [
            .. from pair in pairs
               let a = pair.Main.Statistics
               let b = pair.Other.Statistics
               select ImmutableArray.Create(
                   a.Dataset, a.Method, Fixed(pair.WriteQuotient, 2), Fixed(a.WriteThroughput.Mean, 3), Fixed(b.WriteThroughput.Mean, 3),
                   Fixed(pair.ReadQuotient, 2), Fixed(a.ReadThroughput.Mean, 3), Fixed(b.ReadThroughput.Mean, 3), Fixed(a.FileMiB.Mean / b.FileMiB.Mean, 4)),
        ]);

    private static void WriteDatasets(TextWriter page, StudyReport report)
    {
        page.WriteLine("<section><h2>Datasets</h2>");
        Table(page, Known(new ReportTable(
            "", "", ["dataset", "shape", "type", "size (GiB)", "zeros (%)", "bound bits/H2(s)", "H0 (bits)", "H0 at each pixel (bits)", "electrons per pattern"],
            [
                .. report.Comparison.Datasets.Select(d => ImmutableArray.Create(
                    d.Name, d.Shape ?? "", d.Dtype ?? "", d.SizeGiB is { } size ? Significant(size) : "", Fixed(100 * d.Sparsity, 3),
                    d.ItemBits / d.SparsityBoundBits is { } bound && double.IsFinite(bound) ? Fixed(bound, 1) : "", Fixed(d.EntropyBits, 4),
                    Fixed(d.PixelEntropyBits, 4), Fixed(d.ElectronsPerPattern, 1))),
            ])));
        page.WriteLine("</section>");
    }

    // A column that is unknown for every dataset says nothing.
    private static ReportTable Known(ReportTable table)
    {
        int[] columns = [.. Enumerable.Range(0, table.Columns.Length).Where(i => table.Rows.Any(row => row[i].Length > 0))];
        return table with { Columns = [.. columns.Select(i => table.Columns[i])], Rows = [.. table.Rows.Select(row => columns.Select(i => row[i]).ToImmutableArray())] };
    }

    private static void WriteResults(TextWriter page, StudyReport report)
    {
        StudyResult[] all = [.. report.Comparison.Measured.OrderBy(r => r.Dataset, StringComparer.Ordinal).ThenByDescending(r => r.Statistics.Ratio.Mean)];
        page.WriteLine(Invariant($"<section><details><summary>All {all.Length} results</summary><div class=\"scroll\"><table><thead><tr><th>dataset</th><th>method</th>")
            + "<th class=\"n\">runs</th><th class=\"n\">ratio</th><th class=\"n\">file (MiB)</th><th class=\"n\">write (GiB/s)</th><th class=\"n\">read (GiB/s)</th>"
            + "<th class=\"n\">write time CV (%)</th><th class=\"n\">read time CV (%)</th><th class=\"n\">line</th></tr></thead><tbody>");
        foreach (StudyResult result in all)
        {
            var s = result.Statistics;
            string[] numbers =
            [
                Invariant($"{s.Runs}"), Fixed(s.Ratio.Mean, 2), Significant(s.FileMiB.Mean), Significant(s.WriteThroughput.Mean), Significant(s.ReadThroughput.Mean),
                Fixed(s.WriteSeconds.VariationPercent, 1), Fixed(s.ReadSeconds.VariationPercent, 1), Invariant($"{result.Line}"),
            ];
            page.WriteLine($"<tr><td>{Text(s.Dataset)}</td><td><i class=\"swatch\" style=\"background:{MethodColours.Of(result.Method.Setting).ToStringRGB()}\"></i>{Text(s.Method)}{(result.Method.IsOwn ? " (ours)" : "")}</td>"
                + string.Concat(numbers.Select(number => $"<td class=\"n\">{(number.Length == 0 ? "–" : number)}</td>")) + "</tr>");
        }
        page.WriteLine("</tbody></table></div><p class=\"reading\">Means over runs; the line is that of <code>tables/statistics.csv</code>.</p></details></section>");
    }
}
