using System.Collections.Immutable;

namespace Suffice.Studies.Reporting;

/// <summary>The chunkings compared on the largest dataset: in the published study the unbinned diffraction scan.</summary>
/// <param name="Strategies">In the published order; one without results has NaN for its means.</param>
public sealed record ChunkingComparison(DatasetFacts Dataset, ImmutableArray<ChunkingComparison.Strategy> Strategies)
{
    /// <summary>One chunking.</summary>
    /// <param name="Label">As Table 5 writes it, such as <c>Real-space</c>.</param>
    /// <param name="Chunk">Extents as Python writes a tuple.</param>
    /// <param name="Write">GiB/s.</param>
    /// <param name="Read">GiB/s.</param>
    /// <param name="From">The results that the means are of: the settings that every measured chunking has.</param>
    public sealed record Strategy(string Name, string Label, string Chunk, double Ratio, double Write, double Read, ImmutableArray<StudyResult> From);

    /// <summary>The chunkings that were measured.</summary>
    public IEnumerable<Strategy> Measured => Strategies.Where(strategy => !strategy.From.IsEmpty);

    public static ChunkingComparison Of(StudyComparison comparison)
    {
        DatasetFacts dataset = comparison.Datasets.MaxBy(known => known.RawBytes ?? 0)!;
        var results = StudyChunking.All
            .Select(chunking => (chunking.Name, Of: comparison.All.Where(r => r.Dataset == dataset.Name && r.Method.Chunking == chunking.Name).ToArray())).ToArray();
        HashSet<string>? shared = null;
        foreach (var (_, of) in results.Where(r => r.Of.Length > 0))
        {
            shared ??= [.. of.Select(r => r.Method.Setting)];
            shared.IntersectWith(of.Select(r => r.Method.Setting));
        }
        return new ChunkingComparison(
            dataset, [.. results.Select(r => Summary(r.Name, [.. r.Of.Where(result => shared!.Contains(result.Method.Setting))]))]);
    }

    private static Strategy Summary(string name, ImmutableArray<StudyResult> from)
    {
        double Mean(StudyMetric metric) => from.IsEmpty ? double.NaN : from.Average(r => metric.Of(r.Statistics).Mean);
        string label = MethodName.LabelOf(name);
        return new Strategy(
            name, char.ToUpperInvariant(label[0]) + label[1..], from.FirstOrDefault()?.Statistics.Chunk ?? "",
            Mean(StudyMetric.Ratio), Mean(StudyMetric.Write), Mean(StudyMetric.Read), from);
    }
}
