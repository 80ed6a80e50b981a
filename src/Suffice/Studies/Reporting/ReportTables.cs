using System.Collections.Immutable;
using static Suffice.Studies.Reporting.ReportNumbers;

namespace Suffice.Studies.Reporting;

/// <summary>The published Tables 3, 4 and 5, in their columns, from any results; and our own codec beside them.</summary>
public static class ReportTables
{
    private const int Decimals = 6, SparsityDecimals = 3;

    // The published study's best compromise.
    private const string Reference = "blosc_zstd";

    /// <summary>Table 3: the best ratio of each dataset, the sparsest first.</summary>
    public static ReportTable BestOfDatasets(StudyComparison comparison) => new(
        "table3", "Table 3. Best compression ratio of each dataset",
        ["dataset", "size_gib", "sparsity_pct", "best_ratio", "implementation", "file_size_mib"],
        [
            .. from best in comparison.Best()
               let statistics = best.Best.Statistics
               select ImmutableArray.Create(
                   best.Dataset.Name, Fixed(best.Dataset.SizeGiB, Decimals), Fixed(100 * best.Dataset.Sparsity, SparsityDecimals),
                   Fixed(statistics.Ratio.Mean, Decimals), best.Best.Method.Label, Fixed(statistics.FileMiB.Mean, Decimals)),
        ]);

    /// <summary>Table 4: the published implementations over all datasets, the highest ratio first; gaps for those not measured on all.</summary>
    public static ReportTable Families(StudyComparison comparison)
    {
        var rows = PublishedStudy.Families
            .Select(family => (
                family.Label, Ratio: comparison.Mean(comparison.Compared(family.Setting), StudyMetric.Ratio),
                Write: comparison.Mean(comparison.Compared(family.Setting), StudyMetric.WriteSeconds)))
            .OrderByDescending(row => row.Ratio?.Mean ?? double.NegativeInfinity);
        return new ReportTable(
            "table4", $"Table 4. Implementations over all datasets, {MethodName.LabelOf(comparison.Chunking)} chunks",
            ["family", "mean_ratio", "min_ratio", "max_ratio", "mean_write_s"],
            [
                .. rows.Select(row => ImmutableArray.Create(
                    row.Label, Fixed(row.Ratio?.Mean, Decimals), Fixed(row.Ratio?.Min, Decimals), Fixed(row.Ratio?.Max, Decimals), Fixed(row.Write?.Mean, Decimals))),
            ]);
    }

    /// <summary>Table 5: the chunkings on the largest dataset, over the settings that every chunking has there.</summary>
    public static ReportTable Chunkings(StudyComparison comparison)
    {
        ChunkingComparison chunkings = ChunkingComparison.Of(comparison);
        return new ReportTable(
            "table5", $"Table 5. Chunkings, {chunkings.Dataset.Name} alone",
            ["strategy", "chunk_size", "mean_ratio", "mean_write_gbs", "mean_read_gbs", "n_methods"],
            [
                .. chunkings.Strategies.Select(s => ImmutableArray.Create(
                    s.Label, s.Chunk, Fixed(s.Ratio, Decimals), Fixed(s.Write, Decimals), Fixed(s.Read, Decimals), Csv.Number(s.From.Length))),
            ]);
    }

    /// <summary>Our own codec against the best published ratio of each dataset and against blosc_zstd in the same chunks; none where it was not measured.</summary>
    public static IEnumerable<ReportTable> Own(StudyComparison comparison)
    {
        if (comparison.Own.IsEmpty) yield break;
        Dictionary<string, StudyResult> best = comparison.Best().ToDictionary(b => b.Dataset.Name, b => b.Best);
        yield return new ReportTable(
            "own", "Suffice's own codec, Tally (ours), beside the published methods",
            ["dataset", "method", "ratio", "best_published_ratio", "best_published", "over_best", "write_gbs", "read_gbs", "write_over_blosc_zstd", "read_over_blosc_zstd"],
            [.. comparison.Own.Select(r => OwnRow(r, best.GetValueOrDefault(r.Dataset), comparison.Find(r.Dataset, r.Method with { Setting = Reference })))]);
    }

    private static ImmutableArray<string> OwnRow(StudyResult own, StudyResult? best, StudyResult? reference)
    {
        StudyStatistics mine = own.Statistics;
        double ratio = mine.Ratio.Mean, write = mine.WriteThroughput.Mean, read = mine.ReadThroughput.Mean;
        return
        [
            own.Dataset, mine.Method, Fixed(ratio, Decimals), Fixed(best?.Statistics.Ratio.Mean, Decimals), best?.Method.Label ?? "",
            Fixed(ratio / best?.Statistics.Ratio.Mean, Decimals), Fixed(write, Decimals), Fixed(read, Decimals),
            Fixed(write / reference?.Statistics.WriteThroughput.Mean, Decimals), Fixed(read / reference?.Statistics.ReadThroughput.Mean, Decimals),
        ];
    }
}
