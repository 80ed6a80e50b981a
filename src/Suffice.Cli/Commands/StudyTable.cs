using System.Globalization;
using Spectre.Console;
using Suffice.Studies;

namespace Suffice.Cli.Commands;

/// <summary>
/// The results of a study on the terminal: one table for each dataset, the best ratio first. Where both engines ran, the
/// stock one's throughputs and how many times faster ours is stand beside.
/// </summary>
internal static class StudyTable
{
    private static readonly string[] Columns = ["runs", "ratio", "file\nMiB", "write\nGiB/s", "read\nGiB/s", "write\nCV %"];
    private static readonly string[] StockColumns = ["stock\nratio", "stock\nwrite", "stock\nread", "write\ntimes", "read\ntimes"];

    public static void Write(IReadOnlyList<StudyRow> rows)
    {
        // A pipe or a file has no width: the table must not be folded for one.
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 140);
        ILookup<bool, StudyRow> byOwner = rows.ToLookup(row => row.Engine == StudyEngine.Own.Name);
        bool isStockOnly = !byOwner[true].Any(), hasBoth = byOwner[true].Any() && byOwner[false].Any();
        Dictionary<(string, string), StudyStatistics> stock =
            StudyStatistics.Of(byOwner[false]).ToDictionary(statistics => (statistics.Dataset, statistics.Method));
        foreach (IGrouping<string, StudyStatistics> dataset in StudyStatistics.Of(byOwner[!isStockOnly]).GroupBy(statistics => statistics.Dataset))
        {
            Table table = new() { Border = TableBorder.Simple, Title = new TableTitle(Markup.Escape(dataset.Key + (isStockOnly ? ", stock filters" : ""))) };
            table.AddColumn(new TableColumn("method").NoWrap());
            foreach (string column in hasBoth ? [.. Columns, .. StockColumns] : Columns) table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
            foreach (StudyStatistics s in dataset.OrderByDescending(statistics => statistics.Ratio.Mean))
                table.AddRow([Markup.Escape(s.Method), .. Cells(s), .. hasBoth ? Beside(s, stock.GetValueOrDefault((s.Dataset, s.Method))) : []]);
            AnsiConsole.Write(table);
        }
    }

    private static string[] Cells(StudyStatistics s) =>
    [
        Text(s.Runs, "0"), Text(s.Ratio.Mean, "0.00"), Text(s.FileMiB.Mean, "0.00"), Text(s.WriteThroughput.Median, "0.000"),
        Text(s.ReadThroughput.Median, "0.000"), Text(s.WriteSeconds.VariationPercent, "0.0"),
    ];

    private static string[] Beside(StudyStatistics own, StudyStatistics? stock) => stock is null ? ["-", "-", "-", "-", "-"] :
    [
        Text(stock.Ratio.Mean, "0.00"), Text(stock.WriteThroughput.Median, "0.000"), Text(stock.ReadThroughput.Median, "0.000"),
        Text(stock.WriteSeconds.Median / own.WriteSeconds.Median, "0.00"), Text(stock.ReadSeconds.Median / own.ReadSeconds.Median, "0.00"),
    ];

    private static string Text(double value, string format) => double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}
