using System.Collections.Immutable;

namespace Suffice.Studies.Reporting;

/// <summary>Best ratio against sparsity: the points, the fits and, where there is none, why.</summary>
/// <param name="Points">Best result of each dataset whose sparsity is known, the sparsest first.</param>
/// <param name="Exact">The fit with the exact fractions of zeros.</param>
/// <param name="Rounded">The fit with the fractions rounded to three decimals, as in the published study.</param>
public sealed record RatioBySparsity(ImmutableArray<(DatasetFacts Dataset, StudyResult Best)> Points, SparsityFit? Exact, SparsityFit? Rounded)
{
    /// <summary>Decimals of a sparsity in the published fit.</summary>
    private const int PublishedDecimals = 3;

    /// <summary>The curve to draw: our fit, or the published one where there are too few points for one.</summary>
    public SparsityCurve Curve => Exact?.Curve ?? PublishedStudy.Curve;

    /// <summary>Why there is no fit; null where there is one.</summary>
    public string? Reason => Exact is not null
        ? null
        : Points.Length < SparsityFit.LeastPoints
            ? $"a curve of three parameters needs at least {SparsityFit.LeastPoints} datasets of known sparsity, there {(Points.Length == 1 ? "is 1" : $"are {Points.Length}")}"
            : "the sparsities of the datasets are too much alike, or the ratios do not follow such a curve";

    public static RatioBySparsity Of(IEnumerable<(DatasetFacts Dataset, StudyResult Best)> best)
    {
        ImmutableArray<(DatasetFacts Dataset, StudyResult Best)> points = [.. best.Where(p => p.Dataset.Sparsity is not null)];
        SparsityFit? Fit(Func<double, double> round) =>
            SparsityFit.Of([.. points.Select(p => (round(p.Dataset.Sparsity!.Value), p.Best.Statistics.Ratio.Mean))]);
        return new RatioBySparsity(points, Fit(s => s), Fit(s => Math.Round(s, PublishedDecimals)));
    }
}
