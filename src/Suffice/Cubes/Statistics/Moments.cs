using System.Numerics;
using System.Runtime.CompilerServices;

namespace Suffice.Cubes.Statistics;

/// <summary>Extremes and the first two moments. Integers are summed exactly, floats in pairs of doubles.</summary>
internal sealed class Moments
{
    private DoubleDouble _floatSum, _floatSquares;
    private Int128 _sum;
    // A square of a 64-bit sample has 128 bits, so that the two halves of all squares are summed apart.
    private UInt128 _squareLow, _squareHigh;

    /// <summary>Finite samples, zeros included once they were added.</summary>
    public long Finite { get; private set; }

    public long NotNumbers { get; private set; }

    public long Infinities { get; private set; }

    public long NegativeZeros { get; private set; }

    public SampleValue Minimum { get; private set; } = SampleValue.None;

    public SampleValue Maximum { get; private set; } = SampleValue.None;

    public BigInteger ExactSum => _sum;

    /// <param name="sample">One value.</param>
    /// <param name="count">How often it occurs, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<T>(T sample, long count = 1) where T : unmanaged
    {
        if (Samples.IsFloat<T>()) AddFloat(Samples.ToDouble(sample), count);
        else AddInteger(Samples.ToInteger(sample), count);
    }

    public void Merge(Moments other)
    {
        Finite += other.Finite;
        NotNumbers += other.NotNumbers;
        Infinities += other.Infinities;
        NegativeZeros += other.NegativeZeros;
        _floatSum = _floatSum.Add(other._floatSum);
        _floatSquares = _floatSquares.Add(other._floatSquares);
        _sum += other._sum;
        _squareLow += other._squareLow;
        _squareHigh += other._squareHigh;
        Minimum = SampleValue.Smaller(Minimum, other.Minimum);
        Maximum = SampleValue.Larger(Maximum, other.Maximum);
    }

    public double Mean<T>() => Finite == 0 ? double.NaN
        : Samples.IsFloat<T>() ? _floatSum.Value / Finite
        : (double)_sum / Finite;

    /// <summary>Of the population. Infinite where the square of a sample is too large for a double.</summary>
    public double StandardDeviation<T>()
    {
        if (Finite == 0) return double.NaN;
        if (Samples.IsFloat<T>()) return FloatDeviation();
        BigInteger squares = (BigInteger)_squareLow + ((BigInteger)_squareHigh << 64);
        return Math.Sqrt((double)(squares * Finite - (BigInteger)_sum * _sum)) / Finite;
    }

    private double FloatDeviation()
    {
        // sum (x - m)^2 = sum x^2 - n m^2 - 2 m (sum x - n m), with the rounded mean m.
        double mean = _floatSum.Value / Finite;
        DoubleDouble meanSquares = DoubleDouble.Product(mean, mean).Multiply(Finite);
        DoubleDouble rounding = _floatSum.Add(DoubleDouble.Product(mean, -Finite));
        double deviations = _floatSquares.Add(meanSquares.Multiply(-1)).Add(rounding.Multiply(-2 * mean)).Value;
        return double.IsFinite(deviations) ? Math.Sqrt(Math.Max(0, deviations) / Finite) : double.PositiveInfinity;
    }

    private void AddFloat(double sample, long count)
    {
        if (double.IsNaN(sample)) NotNumbers += count;
        else if (double.IsInfinity(sample)) Infinities += count;
        else
        {
            Finite += count;
            if (sample == 0) NegativeZeros += double.IsNegative(sample) ? count : 0;
            DoubleDouble square = DoubleDouble.Product(sample, sample);
            _floatSum = count == 1 ? _floatSum.Add(sample) : _floatSum.Add(DoubleDouble.Product(sample, count));
            _floatSquares = _floatSquares.Add(count == 1 ? square : square.Multiply(count));
            if (!(sample >= Minimum.Number)) Minimum = new(sample, null);
            if (!(sample <= Maximum.Number)) Maximum = new(sample, null);
        }
    }

    private void AddInteger(Int128 sample, long count)
    {
        Finite += count;
        _sum += sample * count;
        ulong magnitude = (ulong)Int128.Abs(sample);
        ulong high = Math.BigMul(magnitude, magnitude, out ulong low);
        _squareLow += (UInt128)low * (ulong)count;
        _squareHigh += (UInt128)high * (ulong)count;
        if (!(sample >= Minimum.Integer)) Minimum = new((double)sample, sample);
        if (!(sample <= Maximum.Integer)) Maximum = new((double)sample, sample);
    }
}
