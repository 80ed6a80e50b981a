namespace Suffice.Codecs.Tally;

/// <summary>
/// The ladder of rates on which a pixel's mean count is placed: 0 is a pixel that never counts, 1 to 16 rates below 0.15
/// (coded as gaps), 17 to 59 rates to 44 (coded directly), 60 to 75 higher ones (coded as distance from their mean).
/// </summary>
internal static class RateClasses
{
    public const int FirstDirect = 17;
    public const int FirstResidual = 60;
    public const int Count = 76;

    private const int Lowest = 25;
    private const int LastFewSymbols = 25;

    private static readonly double[] ThirdPowers = [1, 1.2599210498948732, 1.5874010519681994];
    private static readonly double[] Rates = [.. Enumerable.Range(0, FirstResidual).Select(c => c == 0 ? 0 : RateAt(c - Lowest))];

    /// <summary>Above this mean a pixel is coded as distance from it.</summary>
    public static double HighestRate { get; } = RateAt(33.5);

    /// <summary>The rate in the middle of class 1 to 59.</summary>
    public static double Rate(int c) => Rates[c];

    /// <summary>The nearest class of a rate above 0, 1 to 59.</summary>
    public static int Nearest(double rate)
    {
        double step = rate <= 0.0625 ? -12 + 1.5 * (Math.Log2(rate) + 4) : rate <= 1 ? 3 * Math.Log2(rate) : 6 * (Math.Sqrt(rate) - 1);
        return Math.Clamp((int)Math.Round(step) + Lowest, 1, FirstResidual - 1);
    }

    /// <summary>The symbol that stands for itself and all larger ones.</summary>
    public static int Escape(int c) => c <= LastFewSymbols ? 7 : 127;

    /// <summary>Bits of a distance from the mean that are stored as they are.</summary>
    public static int Shift(int c) => c < FirstResidual ? 0 : Math.Max(0, (c - FirstResidual) / 2 - 2);

    // Powers of two in thirds of an octave, of constants: mode Scan computes with these rates.
    private static double RateAt(double step)
    {
        if (step > 0) return (step / 6 + 1) * (step / 6 + 1);
        int thirds = (int)step <= -12 ? 2 * ((int)step + 12) - 12 : (int)step, octaves = (thirds - 2) / 3;
        return ThirdPowers[thirds - 3 * octaves] * Math.ScaleB(1.0, octaves);
    }
}
