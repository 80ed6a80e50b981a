using System.Collections.Immutable;
using static Suffice.Studies.Reporting.ReportNumbers;

namespace Suffice.Studies.Reporting;

/// <summary>The findings that the published study puts first, from any results; what cannot be computed is left out.</summary>
public static class Headlines
{
    private const string Reference = "gzip_9", Balanced = "blosc_zstd", Fast = "blosc_lz4";

    public static ImmutableArray<Headline> Of(StudyComparison comparison) =>
    [
        .. new[]
        {
            BestRatio(comparison), MeanRatio(comparison), Faster(comparison, Balanced, StudyMetric.WriteSeconds),
            Faster(comparison, Balanced, StudyMetric.ReadSeconds), Faster(comparison, Fast, StudyMetric.WriteSeconds),
            MedianRatio(comparison), Repeatability(comparison),
        }.OfType<Headline>(),
    ];

    private static Headline BestRatio(StudyComparison comparison)
    {
        (DatasetFacts Dataset, StudyResult Best)[] best = [.. comparison.Best()];
        StudyResult high = best.MaxBy(b => b.Best.Statistics.Ratio.Mean).Best, low = best.MinBy(b => b.Best.Statistics.Ratio.Mean).Best;
        string text = best.Length == 1
            ? $"The best method on {high.Dataset} is {high.Method.Label}: {Ratio(high.Statistics.Ratio.Mean)}, which makes a file of {Significant(high.Statistics.FileMiB.Mean)} MiB."
            : $"The best ratio of a dataset goes from {Ratio(low.Statistics.Ratio.Mean)} ({low.Dataset}, {low.Method.Label}) "
                + $"to {Ratio(high.Statistics.Ratio.Mean)} ({high.Dataset}, {high.Method.Label}).";
        string range = best.Length == 1 ? Ratio(high.Statistics.Ratio.Mean) : Range(low.Statistics.Ratio.Mean, high.Statistics.Ratio.Mean) + "×";
        string label = best.Length == 1 ? $"best ratio, {high.Method.Label}" : $"best ratio of the {best.Length} datasets";
        return new Headline(range, label, new Finding(text, Finding.Cite(best.Select(b => b.Best))));
    }

    private static Headline? MeanRatio(StudyComparison comparison)
    {
        MethodMean? mean = comparison.Mean(comparison.Compared(Balanced), StudyMetric.Ratio);
        MethodMean? reference = comparison.Mean(comparison.Compared(Reference), StudyMetric.Ratio);
        if (mean is null || reference is null) return null;
        string over = comparison.Datasets.Length == 1 ? "" : $" on average over {comparison.Datasets.Length} datasets";
        return new Headline(
            $"{Ratio(mean.Mean)} against {Ratio(reference.Mean)}", $"ratio of {Balanced} and of {Reference}",
            new Finding(
                $"{Balanced} reaches {Ratio(mean.Mean)}{over}, {Reference} {Ratio(reference.Mean)} ({MethodName.LabelOf(comparison.Chunking)} chunks).",
                Finding.Cite(mean.From.Concat(reference.From))));
    }

    private static Headline? Faster(StudyComparison comparison, string setting, StudyMetric seconds)
    {
        var quotients = comparison.Quotients(comparison.Compared(Reference), comparison.Compared(setting), seconds);
        if (quotients.IsEmpty) return null;
        string verb = seconds == StudyMetric.WriteSeconds ? "writes" : "reads";
        (double min, double max) = (quotients.Min(q => q.Quotient), quotients.Max(q => q.Quotient));
        string speed = min >= 1 ? $"{Range(min, max)}× faster than {Reference}" : $"at {Range(min, max)}× the speed of {Reference}";
        return new Headline(
            $"{Range(min, max)}×", min >= 1 ? $"{setting} {verb} faster than {Reference}" : $"speed at which {setting} {verb}, against {Reference}",
            new Finding($"{setting} {verb} {speed}{(quotients.Length > 1 ? ", by the dataset" : "")}.", Finding.Cite(quotients.SelectMany(q => new[] { q.A, q.B }))));
    }

    private static Headline? MedianRatio(StudyComparison comparison)
    {
        StudyResult[] all = [.. comparison.All];
        const int fewest = 3;
        if (all.Length < fewest) return null;
        double median = Spread.Of([.. all.Select(r => r.Statistics.Ratio.Mean)]).Median;
        return new Headline(
            Ratio(median), "median ratio of all results",
            new Finding($"Half of all {all.Length} results, of every method on every dataset, have a ratio above {Ratio(median)}.", Finding.Cite(all)));
    }

    private static Headline? Repeatability(StudyComparison comparison)
    {
        StudyResult[] all = [.. comparison.All];
        double Mean(Func<StudyStatistics, Spread> of)
        {
            double[] known = [.. all.Select(r => of(r.Statistics).VariationPercent).Where(double.IsFinite)];
            return known.Length == 0 ? double.NaN : known.Average();
        }
        (double ratio, double write, double read) = (Mean(s => s.Ratio), Mean(s => s.WriteSeconds), Mean(s => s.ReadSeconds));
        if (double.IsNaN(write) || double.IsNaN(read)) return null;
        return new Headline(
            $"{Fixed(write, 2)} % / {Fixed(read, 2)} %", "mean variation of write and read time",
            new Finding(
                $"Over the runs of a method, the ratio varies by {Fixed(ratio, 2)} %, the write time by {Fixed(write, 2)} % and the read time by {Fixed(read, 2)} % "
                + "(mean coefficients of variation).", Finding.Cite(all)));
    }
}
