using Suffice.Cubes;

namespace Suffice.Studies.Reporting;

/// <summary>Reads a <c>statistics.csv</c> in the published columns, ours or the authors'.</summary>
internal static class StatisticsCsv
{
    private const string Kind = "a statistics.csv in the published columns";

    /// <param name="source">The file's name for people.</param>
    public static IReadOnlyList<StudyResult> Read(string path, string source)
    {
        CsvTable table = CsvTable.Read(path, StudyStatistics.HeaderLine.Split(','), Kind);
        return [.. table.Rows.Select(row => Parse(table, row, source))];
    }

    private static StudyResult Parse(CsvTable table, (int Line, IReadOnlyList<string> Cells) row, string source)
    {
        string dataset = table.Text(row.Cells, "dataset"), method = table.Text(row.Cells, "method");
        if (dataset.Length == 0 || method.Length == 0) throw new CubeFileException(table.Path, $"line {row.Line} names no dataset or no method");
        Spread Of(string metric) => new(
            table.Number(row, metric + "_mean"), table.Number(row, metric + "_std"), table.Number(row, metric + "_min"),
            table.Number(row, metric + "_max"), table.Number(row, metric + "_median"), table.Number(row, metric + "_cv_percent"));
        double runs = table.Number(row, "n_runs");
        StudyStatistics statistics = new(
            dataset, method, double.IsNaN(runs) ? 0 : (int)runs, Of("compression_ratio"), Of("file_size_mb"), Of("write_time"), Of("read_time"),
            Of("write_throughput_gbs"), Of("read_throughput_gbs"), table.Text(row.Cells, "chunk_size"));
        if (!(statistics.Ratio.Mean > 0)) throw new CubeFileException(table.Path, $"line {row.Line}: there is no compression ratio");
        double threads = table.Number(row, "threads");
        return new StudyResult(statistics, table.Text(row.Cells, "engine"), double.IsNaN(threads) ? 0 : (int)threads, source, [row.Line]);
    }
}
