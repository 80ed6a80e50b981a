using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>The differences between two answers to one question, value by value.</summary>
/// <remarks>
/// A value that the first has and the second lacks counts as an infinite error; one that both lack does not count. Discs of two lists are
/// paired with the nearest; one without a partner counts as the radius within which it was looked for. Of labels the error is 1 where they are
/// others, when groups are matched so that as few as possible are.
/// </remarks>
internal sealed class TargetErrors
{
    private const double Confidence = 0.95;

    private readonly double[] _errors;
    private readonly int[] _positions;

    private TargetErrors(double[] errors, int[] positions) => (_errors, _positions) = (errors, positions);

    /// <summary>Root mean square of all differences.</summary>
    public double Rms => _errors.Length == 0 ? 0 : Math.Sqrt(_errors.Sum(error => error * error) / _errors.Length);

    /// <summary>The error that 99 % of the values do not exceed.</summary>
    public double Percentile99 => _errors.Length == 0 ? 0 : Sorted()[(int)Math.Ceiling(0.99 * _errors.Length) - 1];

    /// <summary>The largest error.</summary>
    public double Maximum => _errors.Length == 0 ? 0 : _errors.Max(Math.Abs);

    /// <summary>The part of the values that are others.</summary>
    public double PartChanged => _errors.Length == 0 ? 0 : (double)_errors.Count(error => error != 0) / _errors.Length;

    /// <summary>Compares what a representation answers with what the data do.</summary>
    public static TargetErrors Between(Target target, IReadOnlyList<ViewResult> full, IReadOnlyList<ViewResult> other, int positions)
    {
        List<double> errors = [];
        List<int> places = [];
        foreach (string name in target.Kind.Compared)
        {
            ViewResult a = full.First(result => result.Name == name), b = other.First(result => result.Name == name);
            if (target.Kind.AreLabels) AddChanged(a.Values, b.Values, errors, places);
            else if (target.Request.Name == "bragg") DiscDistances.Add(a, b, target.Request.Numbers[0], errors, places);
            else AddDifferences(a, b, positions, errors, places);
        }
        return new TargetErrors([.. errors], [.. places]);
    }

    /// <summary>One figure of the errors.</summary>
    public double Of(ErrorMeasure measure) => measure switch
    {
        ErrorMeasure.Percentile99 => Percentile99,
        ErrorMeasure.Maximum => Maximum,
        ErrorMeasure.PartChanged => PartChanged,
        _ => Rms,
    };

    /// <summary>The errors' root mean square at each position, for a map.</summary>
    public double[] Map(int positions)
    {
        double[] sums = new double[positions], counts = new double[positions];
        for (int i = 0; i < _errors.Length; i++)
        {
            sums[_positions[i]] += _errors[i] * _errors[i];
            counts[_positions[i]]++;
        }
        return [.. sums.Select((sum, i) => counts[i] == 0 ? double.NaN : Math.Sqrt(sum / counts[i]))];
    }

    /// <summary>
    /// The root mean square over the whole scan, as a sample of it tells. Positions come in clusters of neighbours, which may be alike: the
    /// variance is that between clusters, and the interval is symmetric in the logarithm.
    /// </summary>
    /// <param name="clusterOf">Which cluster a position belongs to.</param>
    /// <param name="clusters">Number of clusters.</param>
    /// <param name="sampledPart">Part of the scan that was sampled; 0 where the scan itself counts as a sample.</param>
    public Interval RmsInterval(Func<int, int> clusterOf, int clusters, double sampledPart)
    {
        double rms = Rms;
        if (sampledPart >= 1 || rms == 0 || !double.IsFinite(rms) || clusters < 2) return Interval.Exact(rms);
        double[] sums = new double[clusters], counts = new double[clusters];
        for (int i = 0; i < _errors.Length; i++)
        {
            sums[clusterOf(_positions[i])] += _errors[i] * _errors[i];
            counts[clusterOf(_positions[i])]++;
        }
        double mean = sums.Sum() / counts.Sum(), perCluster = counts.Sum() / clusters;
        double variance = sums.Zip(counts, (sum, count) => Math.Pow(sum - mean * count, 2)).Sum() / (clusters - 1) / clusters * (1 - sampledPart);
        // Half of the relative deviation of the mean square is that of its root.
        double spread = StudentT.InvCDF(0, 1, clusters - 1, (1 + Confidence) / 2) * Math.Sqrt(variance) / (mean * perCluster) / 2;
        return new Interval(rms, rms * Math.Exp(-spread), rms * Math.Exp(spread));
    }

    /// <summary>All differences halved: of two halves of the electrons, the noise of the whole.</summary>
    public TargetErrors Halved() => new([.. _errors.Where(double.IsFinite).Select(error => error / 2)], [.. _positions.Where((_, i) => double.IsFinite(_errors[i]))]);

    private static void AddDifferences(ViewResult full, ViewResult other, int positions, List<double> errors, List<int> places)
    {
        bool isScanFirst = full.Values.Length == positions || full.Axes[0].Name != "segment";
        int perPosition = Math.Max(1, full.Values.Length / positions);
        for (int i = 0; i < full.Values.Length; i++)
        {
            if (double.IsNaN(full.Values[i])) continue;
            errors.Add(double.IsNaN(other.Values[i]) ? double.PositiveInfinity : other.Values[i] - full.Values[i]);
            places.Add(isScanFirst ? i / perPosition : i % positions);
        }
    }

    private static void AddChanged(double[] full, double[] other, List<double> errors, List<int> places)
    {
        int[] labels = Array.ConvertAll(full, value => (int)value), matched = LabelMatching.Match(labels, Array.ConvertAll(other, value => (int)value));
        for (int i = 0; i < labels.Length; i++)
        {
            errors.Add(labels[i] == matched[i] ? 0 : 1);
            places.Add(i);
        }
    }

    private double[] Sorted()
    {
        double[] sorted = Array.ConvertAll(_errors, Math.Abs);
        Array.Sort(sorted);
        return sorted;
    }
}
