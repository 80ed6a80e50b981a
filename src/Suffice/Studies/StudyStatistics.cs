namespace Suffice.Studies;

/// <summary>Statistics over the runs of one method on one dataset: a row of <c>statistics.csv</c>.</summary>
public sealed record StudyStatistics(
    string Dataset, string Method, int Runs, Spread Ratio, Spread FileMiB, Spread WriteSeconds, Spread ReadSeconds,
    Spread WriteThroughput, Spread ReadThroughput, string Chunk)
{
    private static readonly (string Name, Func<StudyStatistics, Spread> Of)[] Metrics =
    [
        ("compression_ratio", s => s.Ratio),
        ("file_size_mb", s => s.FileMiB),
        ("write_time", s => s.WriteSeconds),
        ("read_time", s => s.ReadSeconds),
        ("write_throughput_gbs", s => s.WriteThroughput),
        ("read_throughput_gbs", s => s.ReadThroughput),
    ];

    /// <summary>The published columns.</summary>
    public static string HeaderLine { get; } = string.Join(',',
        ["dataset", "method", "n_runs", .. from metric in Metrics from measure in Spread.Names select $"{metric.Name}_{measure}", "chunk_size"]);

    /// <summary>Statistics of all rows, by dataset and method in ordinal order, as published.</summary>
    public static IReadOnlyList<StudyStatistics> Of(IEnumerable<StudyRow> rows) =>
    [
        .. rows.GroupBy(row => (row.Dataset, row.Method))
            .OrderBy(runs => runs.Key.Dataset, StringComparer.Ordinal).ThenBy(runs => runs.Key.Method, StringComparer.Ordinal)
            .Select(runs => Of(runs.Key.Dataset, runs.Key.Method, [.. runs])),
    ];

    /// <summary>The spreads by their published names.</summary>
    public IEnumerable<(string Name, Spread Spread)> Named => Metrics.Select(metric => (metric.Name, metric.Of(this)));

    /// <summary>The row as a line.</summary>
    public string Format() => Csv.Line(
    [
        Dataset, Method, Csv.Number(Runs),
        .. from metric in Metrics from measure in metric.Of(this).Named select Csv.Number(measure.Value),
        Chunk,
    ]);

    private static StudyStatistics Of(string dataset, string method, StudyRow[] runs)
    {
        Spread Over(Func<StudyMeasurement, double> value) => Spread.Of([.. runs.Select(run => value(run.Measurement))]);
        return new StudyStatistics(
            dataset, method, runs.Length, Over(m => m.Ratio), Over(m => m.FileMiB), Over(m => m.WriteSeconds), Over(m => m.ReadSeconds),
            Over(m => m.WriteThroughput), Over(m => m.ReadThroughput), runs[0].Chunk);
    }
}
