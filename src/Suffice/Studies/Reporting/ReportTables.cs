using System.Collections.Immutable;
using static Suffice.Studies.Reporting.ReportNumbers;

namespace Suffice.Studies.Reporting;

/// <summary>The published Tables 3, 4 and 5, in their columns, from any results.</summary>
public static class ReportTables
{
    private const int Decimals = 6, SparsityDecimals = 3;

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
}
