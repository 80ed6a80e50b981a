namespace Suffice.Sources.Simulation;

/// <summary>How many bits a Poisson count holds: the limit of every lossless code for counts whose rates are known.</summary>
/// <remarks>
/// In nats the entropy is rate - rate ln(rate) + E[ln k!]. The expectation is smooth, and its derivative is E[ln (k+1)], so that
/// a table of both gives it by cubic interpolation to a relative 1e-9; from a rate of 64 on the asymptotic series is better
/// (Evans, Boersma, Blachman and Jagers 1988).
/// </remarks>
internal static class PoissonInformation
{
    // 128 nodes in each octave from 2^-30 on: a node's index is the leading bits of its rate as a double.
    private const int NodeBits = 7, LeastExponent = -30, Octaves = 36;
    private const double SeriesFrom = 64;
    private const int MantissaShift = 52 - NodeBits;

    private static readonly double LeastRate = Math.ScaleB(1, LeastExponent);
    private static readonly long FirstNode = BitConverter.DoubleToInt64Bits(LeastRate) >> MantissaShift;
    private static readonly (double Value, double Slope)[] Nodes = MakeNodes();

    /// <summary>Entropy of a Poisson count in bits.</summary>
    public static double Entropy(double rate)
    {
        const double bitsPerNat = 1 / Ln2;
        if (rate <= 0) return 0;
        if (rate >= SeriesFrom)
        {
            double r = 1 / rate;
            return bitsPerNat * (0.5 * Math.Log(2 * Math.PI * Math.E * rate) - r * (1.0 / 12 + r * (1.0 / 24 + r * (19.0 / 360 + r * (9.0 / 80)))));
        }
        return bitsPerNat * (rate - rate * Math.Log(rate) + MeanLogFactorial(rate));
    }

    /// <summary>Bits that a code made for this rate spends on a count: -log2 P(count | rate).</summary>
    /// <returns>Infinity where the count cannot occur: above 0 at a rate of 0.</returns>
    public static double CodeLength(long count, double rate)
    {
        if (count == 0) return rate / Ln2;
        return (rate - count * Math.Log(rate) + LogFactorial.Of(count)) / Ln2;
    }

    /// <summary>A bound on the probability of more than <paramref name="limit"/> counts (Chernoff); 1 where it says nothing.</summary>
    public static double ProbabilityAbove(long limit, double rate)
    {
        double least = limit + 1.0;
        return rate <= 0 ? 0 : rate >= least ? 1 : Math.Exp(least - rate + least * Math.Log(rate / least));
    }

    private const double Ln2 = 0.69314718055994530942;

    private static double MeanLogFactorial(double rate)
    {
        if (rate < LeastRate) return rate * rate * (Ln2 / 2);
        long bits = BitConverter.DoubleToInt64Bits(rate), node = bits >> MantissaShift;
        double left = BitConverter.Int64BitsToDouble(node << MantissaShift);
        double step = BitConverter.Int64BitsToDouble((node + 1) << MantissaShift) - left;
        (double value, double slope) = Nodes[node - FirstNode];
        (double next, double nextSlope) = Nodes[node - FirstNode + 1];
        double t = (rate - left) / step, rise = (next - value) / step;
        // Hermite's cubic.
        return value + (rate - left) * (slope + t * (3 * rise - 2 * slope - nextSlope + t * (slope + nextSlope - 2 * rise)));
    }

    private static (double Value, double Slope)[] MakeNodes()
    {
        (double, double)[] nodes = new (double, double)[(Octaves << NodeBits) + 1];
        for (int i = 0; i < nodes.Length; i++) nodes[i] = Expectations(BitConverter.Int64BitsToDouble((FirstNode + i) << MantissaShift));
        return nodes;
    }

    // E[ln k!] and E[ln (k+1)].
    private static (double Value, double Slope) Expectations(double rate)
    {
        double probability = Math.Exp(-rate), value = 0, slope = 0;
        int last = (int)(rate + 14 * Math.Sqrt(rate) + 20);
        for (int k = 0; k <= last; k++, probability *= rate / k)
        {
            value += probability * LogFactorial.Of(k);
            slope += probability * Math.Log(k + 1.0);
        }
        return (value, slope);
    }
}
