using System.Runtime.CompilerServices;

namespace Suffice.Cubes.Statistics;

/// <summary>
/// A sum of doubles kept as an unevaluated pair, about 106 bits: enough that the variance of any realistic float cube
/// does not suffer from cancellation. Source: Dekker 1971; Hida, Li and Bailey 2001.
/// </summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static DoubleDouble Product(double a, double b)
    {
        double high = a * b;
        return new(high, double.FusedMultiplyAdd(a, b, -high));
    }

    public double Value => double.IsFinite(High) ? High + Low : High;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleDouble Add(DoubleDouble other)
    {
        double sum = High + other.High;
        double part = sum - High;
        double error = (High - (sum - part)) + (other.High - part) + Low + other.Low;
        double high = sum + error;
        return double.IsFinite(high) ? new(high, error - (high - sum)) : new(sum, 0);
    }

    public DoubleDouble Add(double value) => Add(new DoubleDouble(value, 0));

    public DoubleDouble Multiply(double factor)
    {
        DoubleDouble high = Product(High, factor);
        return high.Add(Low * factor);
    }
}
