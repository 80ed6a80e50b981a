using System.Runtime.CompilerServices;

namespace Suffice.Sources.Simulation;

/// <summary>
/// Exact Poisson draws (to the 2^-53 of the uniform numbers): inversion below a rate of 10, above it the transformed rejection
/// PTRS of Hoermann, "The transformed rejection method for generating Poisson random variables", Insurance: Mathematics and
/// Economics 12 (1993) 39-45.
/// </summary>
internal static class PoissonDraw
{
    /// <summary>Largest rate that is drawn from.</summary>
    public const double MaxRate = 1e9;

    private const double LeastRejectionRate = 10;

    // Beyond this many steps nothing is left of the distribution at rates below 10: P(k > 100 | 10) < 1e-62.
    private const int MaxInversion = 100;

    /// <summary>Counts of one pixel.</summary>
    /// <param name="rate">Expected counts, 0 to <see cref="MaxRate"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Next(double rate, in PixelRandom random, int pixel)
    {
        if (rate == 0) return 0;
        if (rate >= LeastRejectionRate) return ByRejection(rate, random, pixel);
        double u = random.Pair(pixel).U;
        // 1 - rate <= exp(-rate) = P(0): most pixels of a counted pattern need no exponential.
        return u <= 1 - rate ? 0 : ByInversion(rate, u);
    }

    private static int ByInversion(double rate, double u)
    {
        double probability = Math.Exp(-rate), sum = probability;
        int k = 0;
        while (u > sum && k < MaxInversion)
        {
            probability *= rate / ++k;
            sum += probability;
        }
        return k;
    }

    private static int ByRejection(double rate, in PixelRandom random, int pixel)
    {
        double b = 0.931 + 2.53 * Math.Sqrt(rate), a = -0.059 + 0.02483 * b;
        double squeeze = 0.9277 - 3.6224 / (b - 2);
        for (uint attempt = 0; ; attempt++)
        {
            (double u, double v) = random.Pair(pixel, attempt);
            u -= 0.5;
            double us = 0.5 - Math.Abs(u), k = Math.Floor((2 * a / us + b) * u + rate + 0.43);
            if (us >= 0.07 && v <= squeeze) return (int)k;
            if (k < 0 || k > int.MaxValue || (us < 0.013 && v > us)) continue;
            double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
            if (Math.Log(v * inverseAlpha / (a / (us * us) + b)) <= k * Math.Log(rate) - rate - LogFactorial.Of((long)k)) return (int)k;
        }
    }
}
