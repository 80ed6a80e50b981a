namespace Suffice.Codecs.Tally;

/// <summary>Bits that a count takes under the Poisson law, for the encoder's estimates.</summary>
internal static class RateEntropies
{
    private static readonly double[] OfClass = [.. Enumerable.Range(0, RateClasses.Count).Select(Estimate)];

    /// <summary>Of a count in one of the <see cref="RateClasses"/>.</summary>
    public static double Bits(int c) => OfClass[c];

    private static double Estimate(int c)
    {
        if (c == 0) return 0;
        double rate = c < RateClasses.FirstResidual ? RateClasses.Rate(c) : 50 * Math.Pow(2, c - RateClasses.FirstResidual);
        return rate < 0.5 ? rate * (1 - Math.Log(rate)) / Math.Log(2) : 0.5 * Math.Log2(2 * Math.PI * Math.E * (rate + 1.0 / 12));
    }
}
