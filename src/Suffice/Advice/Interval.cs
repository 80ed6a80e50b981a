using MathNet.Numerics.Distributions;

namespace Suffice.Advice;

/// <summary>An estimate with the bounds of its 95 % confidence interval.</summary>
public readonly record struct Interval(double Value, double Low, double High)
{
    private const double Upper = 0.975;

    /// <summary>Whether there was more than one measurement to tell it from.</summary>
    public bool IsKnown => Low > 0 && double.IsFinite(High);

    /// <summary>Half the width, relative to the estimate.</summary>
    public double RelativeHalfWidth => (High - Low) / (2 * Value);

    /// <summary>This many over it: bytes over seconds of a byte is a speed.</summary>
    public Interval Under(double numerator) => new(numerator / Value, numerator / High, Low > 0 ? numerator / Low : double.PositiveInfinity);

    /// <summary>
    /// What a whole takes for each byte, estimated from pieces that are spread over it in the order of the scan.
    /// </summary>
    /// <param name="bytes">Bytes of each piece.</param>
    /// <param name="taken">What each took.</param>
    /// <param name="population">How many pieces the whole has.</param>
    /// <remarks>
    /// Ratio estimator. Its variance is that of the differences of neighbours, because the specimen changes slowly along the
    /// scan and the pieces are spread evenly (Wolter, Introduction to Variance Estimation, 2nd edition, section 8.2, v2).
    /// </remarks>
    public static Interval PerByte(IReadOnlyList<double> bytes, IReadOnlyList<double> taken, long population)
    {
        int n = bytes.Count;
        double allBytes = bytes.Sum(), ratio = taken.Sum() / allBytes;
        if (n >= population) return new(ratio, ratio, ratio);
        if (n < 2) return new(ratio, 0, double.PositiveInfinity);
        double squares = 0;
        for (int i = 1; i < n; i++)
        {
            double step = taken[i] - ratio * bytes[i] - (taken[i - 1] - ratio * bytes[i - 1]);
            squares += step * step;
        }
        double error = Math.Sqrt(squares / (2 * (n - 1)) * n * (1 - n / (double)population)) / allBytes;
        double half = StudentT.InvCDF(0, 1, n - 1, Upper) * error;
        return new(ratio, Math.Max(0, ratio - half), ratio + half);
    }
}
