using System.Collections.Immutable;

namespace Suffice.Studies.Reporting;

/// <summary>
/// Finds and ranks results. Tables and figures are of one engine and one number of threads; others are set beside it. Rankings,
/// published tables and findings leave our own codec out, unless nothing else was measured.
/// </summary>
public sealed class StudyComparison
{
    private readonly Dictionary<(string Dataset, string Method), StudyResult> _main;

    public StudyComparison(StudyResults results)
    {
        Results = results;
        // Our own engine where it was measured, then whatever was measured most.
        Main = results.Results.GroupBy(r => r.Configuration)
            .OrderByDescending(g => g.Key.Engine == StudyRow.OwnEngine).ThenByDescending(g => g.Count()).ThenByDescending(g => g.Key.Threads).First().Key;
        _main = results.Results.Where(r => r.Configuration == Main).ToDictionary(r => (r.Dataset, r.Statistics.Method));
        Measured = [.. _main.Values.OrderBy(r => r.Line)];
        All = [.. Measured.Where(r => !r.Method.IsOwn)];
        if (All.IsEmpty) All = Measured;
        Own = [.. Measured.Except(All)];
        Datasets = [.. results.Datasets.Where(dataset => All.Any(r => r.Dataset == dataset.Name))];
        Settings = [.. All.Where(r => r.Method.Chunking is not null).Select(r => r.Method.Setting).Distinct().OrderBy(Order).ThenBy(s => s, StringComparer.Ordinal)];
        string[] chunkings = [MethodName.Balanced, .. StudyChunking.All.Select(chunking => chunking.Name)];
        Chunking = chunkings.FirstOrDefault(name => All.Any(r => r.Method.Chunking == name)) ?? MethodName.Balanced;
    }

    public StudyResults Results { get; }

    /// <summary>The engine and threads of tables and figures.</summary>
    public StudyConfiguration Main { get; }

    /// <summary>The datasets that <see cref="Main"/> has results of, the sparsest first.</summary>
    public ImmutableArray<DatasetFacts> Datasets { get; }

    /// <summary>The filter settings measured, in the published order.</summary>
    public ImmutableArray<string> Settings { get; }

    /// <summary>The chunking that methods are compared in: balanced, as published, where it was measured.</summary>
    public string Chunking { get; }

    /// <summary>All results of <see cref="Main"/>, in the order of <c>tables/statistics.csv</c>.</summary>
    public ImmutableArray<StudyResult> Measured { get; }

    /// <summary>Those of them that are compared as published.</summary>
    public ImmutableArray<StudyResult> All { get; }

    /// <summary>Those of our own codec, which are set beside them.</summary>
    public ImmutableArray<StudyResult> Own { get; }

    public StudyResult? Find(string dataset, MethodName method) => _main.GetValueOrDefault((dataset, method.Full));

    /// <summary>A filter setting in the chunking of comparisons.</summary>
    public MethodName Compared(string setting) => new(Chunking, setting);

    /// <summary>A metric over all datasets; null where one of them lacks it: means over different datasets do not compare.</summary>
    public MethodMean? Mean(MethodName method, StudyMetric metric)
    {
        ImmutableArray<StudyResult> from = [.. Datasets.Select(dataset => Find(dataset.Name, method)).OfType<StudyResult>()];
        if (from.Length < Datasets.Length) return null;
        double[] values = [.. from.Select(r => metric.Of(r.Statistics).Mean)];
        return values.Any(double.IsNaN) ? null : new MethodMean(method, values.Average(), values.Min(), values.Max(), from);
    }

    /// <summary>The filter settings in the chunking of comparisons, the largest mean first.</summary>
    public ImmutableArray<MethodMean> Ranking(StudyMetric metric) =>
        [.. Settings.Select(setting => Mean(Compared(setting), metric)).OfType<MethodMean>().OrderByDescending(mean => mean.Mean)];

    /// <summary>
    /// The implementations that the published rule selects, the highest ratio first: those in the top ten of all three metrics,
    /// among which storing without compression has its place, and the one with the highest ratio.
    /// </summary>
    public ImmutableArray<string> Selection()
    {
        ImmutableArray<MethodMean> ratios = Ranking(StudyMetric.Ratio);
        HashSet<string>[] top = [.. StudyMetric.Ranked.Select(metric => Ranking(metric).Take(PublishedStudy.RankingLength).Select(mean => mean.Method.Setting).ToHashSet())];
        return [.. ratios.Select(mean => mean.Method.Setting).Where((setting, i) => i == 0 || (setting != "none" && top.All(set => set.Contains(setting))))];
    }

    /// <summary>The result with the highest ratio of each dataset, over all methods and chunkings.</summary>
    public IEnumerable<(DatasetFacts Dataset, StudyResult Best)> Best() =>
        Datasets.Select(dataset => (dataset, All.Where(r => r.Dataset == dataset.Name).MaxBy(r => r.Statistics.Ratio.Mean)!));

    /// <summary>Quotients of a metric of two methods, one for each dataset that has both.</summary>
    public ImmutableArray<(StudyResult A, StudyResult B, double Quotient)> Quotients(MethodName a, MethodName b, StudyMetric metric) =>
    [
        .. from dataset in Datasets
           let x = Find(dataset.Name, a)
           let y = Find(dataset.Name, b)
           where x is not null && y is not null
           let quotient = metric.Of(x.Statistics).Mean / metric.Of(y.Statistics).Mean
           where !double.IsNaN(quotient)
           select (x, y, quotient),
    ];

    private static int Order(string setting) => Array.IndexOf(PublishedStudy.Settings, setting) is >= 0 and var at ? at : int.MaxValue;
}
