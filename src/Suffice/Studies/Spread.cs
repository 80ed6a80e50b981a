namespace Suffice.Studies;

/// <summary>How repeated measurements of one quantity spread.</summary>
/// <param name="Deviation">Sample standard deviation; not a number for a single measurement.</param>
/// <param name="VariationPercent">Deviation over mean, in per cent.</param>
public sealed record Spread(double Mean, double Deviation, double Min, double Max, double Median, double VariationPercent)
{
    /// <summary>What the published results call the six figures, in their order.</summary>
    public static readonly string[] Names = ["mean", "std", "min", "max", "median", "cv_percent"];

    /// <summary>The six figures by their published names.</summary>
    public IEnumerable<(string Name, double Value)> Named => Names.Zip([Mean, Deviation, Min, Max, Median, VariationPercent]);

    /// <summary>The spread of at least one value.</summary>
    public static Spread Of(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        int n = sorted.Length;
        (double min, double max) = (sorted[0], sorted[^1]);
        // Equal values have no spread, whatever rounding makes of their mean.
        double mean = min == max ? min : sorted.Sum() / n;
        double deviation = n < 2 ? double.NaN : Math.Sqrt(sorted.Sum(value => (value - mean) * (value - mean)) / (n - 1));
        double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        return new Spread(mean, deviation, min, max, median, mean == 0 ? 0 : deviation / mean * 100);
    }
}
