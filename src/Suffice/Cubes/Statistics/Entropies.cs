namespace Suffice.Cubes.Statistics;

/// <summary>Entropies in bits, of counts (Shannon 1948).</summary>
public static class Entropies
{
    /// <summary>H2: bits per sample that it takes to say which of two outcomes occurred.</summary>
    /// <param name="fraction">Probability of one of them, 0 to 1.</param>
    public static double Binary(double fraction)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fraction, 1);
        return fraction is 0 or 1 ? 0 : -fraction * Math.Log2(fraction) - (1 - fraction) * Math.Log2(1 - fraction);
    }

    /// <summary>
    /// The plug-in entropy of counts, in bits per sample. Too low, on average, by about (m - 1) / (2 N ln 2) bits for
    /// m values seen in N samples (Miller 1955): clearly so where a value is seen only a few times.
    /// </summary>
    public static double OfCounts(IEnumerable<long> counts)
    {
        long total = 0;
        double weighted = 0;
        foreach (long count in counts)
        {
            total += count;
            weighted += Weighted(count);
        }
        return FromWeighted(total, weighted);
    }

    /// <summary>c log2 c.</summary>
    internal static double Weighted(long count) => count < 2 ? 0 : count * Math.Log2(count);

    /// <summary>log2 N - (1 / N) sum c log2 c, which rounding must not take below zero.</summary>
    internal static double FromWeighted(long total, double weighted) =>
        total == 0 ? 0 : Math.Max(0, Math.Log2(total) - weighted / total);
}
