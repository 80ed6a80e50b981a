namespace Suffice.Codecs.Tally;

/// <summary>Frequency tables that two small numbers describe. Double precision in the order written: part of the format.</summary>
internal static class LawTables
{
    public const int MostShape = 24;
    public const int LeastMean = -80, MostMean = 120;
    public const int MostGap = 80, MostValue = 40;

    // The escape symbol takes over where what is left is less than this part of all.
    private const double TailPart = 3000;
    private const double LeastTail = 1e-7;
    private const int MostTerms = 2000;

    private static readonly double[] EighthPowers =
        [1, 1.0905077326652577, 1.189207115002721, 1.2968395546510096, 1.4142135623730951, 1.5422108254079407, 1.681792830507429, 1.8340080864093424];

    /// <summary>
    /// A negative binomial law: mean 2^(<paramref name="mean"/> / 8), shape 2^(<paramref name="shape"/> / 2 - 2). The last
    /// symbol is the escape.
    /// </summary>
    public static void Counts(int mean, int shape, FrequencyTable table)
    {
        double mu = Power(mean), r = Power(4 * shape - 16), q = mu / (mu + r), term = 1, sum = 0;
        Span<double> terms = stackalloc double[MostTerms];
        int n = 0;
        while (n < MostTerms)
        {
            terms[n] = term;
            sum += term;
            term *= (r + n) / (n + 1) * q;
            n++;
            if (term < sum * LeastTail && n - 1 > mu) break;
        }
        double tail = sum;
        int escape = 0;
        while (escape < n && escape < 254 && (tail > sum / TailPart || escape < 1)) tail -= terms[escape++];
        terms[escape] = Math.Max(tail, sum * LeastTail);
        table.Share(terms[..(escape + 1)]);
    }

    /// <summary>
    /// Geometric gaps in buckets: an event follows with probability 2^(-(<paramref name="gap"/> + 1) / 4), and is above one with
    /// 2^(-(<paramref name="value"/> + 1) / 2). The last bucket has all larger gaps.
    /// </summary>
    public static void Gaps(int gap, int value, int symbols, FrequencyTable table)
    {
        double p = Power(-2 * (gap + 1)), q = 1 - p, above = Power(-4 * (value + 1)), current = 1;
        Span<double> parts = stackalloc double[FrequencyTable.MaxSymbols + 1];
        int buckets = (symbols + 1) / 2;
        for (int b = 0; b < buckets; b++)
        {
            int width = b < 8 ? 1 : 1 << (1 + (b - 8) / 4);
            double none = 1, square = q;
            for (int k = width; k > 0; k >>= 1, square *= square) if ((k & 1) != 0) none *= square;
            double here = b == buckets - 1 ? current : current * (1 - none);
            current *= none;
            parts[2 * b] = here * (1 - above);
            parts[2 * b + 1] = here * above;
        }
        table.Share(parts[..symbols]);
    }

    /// <summary>2^(n / 8).</summary>
    private static double Power(int n)
    {
        int octaves = n >> 3;
        return EighthPowers[n & 7] * Math.ScaleB(1.0, octaves);
    }
}
