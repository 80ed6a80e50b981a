namespace Suffice.Studies.Reporting;

/// <summary>One of the measured quantities by which methods are compared.</summary>
/// <param name="Name">For an axis or a heading.</param>
/// <param name="Unit">Empty for a ratio.</param>
/// <param name="Column">The column of <c>statistics.csv</c> that holds its mean.</param>
/// <param name="Of">Its spread over runs.</param>
public sealed record StudyMetric(string Name, string Unit, string Column, Func<StudyStatistics, Spread> Of)
{
    public static readonly StudyMetric Ratio = new("compression ratio", "", "compression_ratio_mean", s => s.Ratio);
    public static readonly StudyMetric Write = new("write throughput", "GiB/s", "write_throughput_gbs_mean", s => s.WriteThroughput);
    public static readonly StudyMetric Read = new("read throughput", "GiB/s", "read_throughput_gbs_mean", s => s.ReadThroughput);
    public static readonly StudyMetric WriteSeconds = new("write time", "s", "write_time_mean", s => s.WriteSeconds);
    public static readonly StudyMetric ReadSeconds = new("read time", "s", "read_time_mean", s => s.ReadSeconds);

    /// <summary>The three by which the published study ranks, the larger the better.</summary>
    public static readonly StudyMetric[] Ranked = [Ratio, Write, Read];

    /// <summary>With the unit, such as <c>write throughput (GiB/s)</c>.</summary>
    public string Title => Unit.Length == 0 ? Name : $"{Name} ({Unit})";
}
