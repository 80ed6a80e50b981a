using MathNet.Numerics;

namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>
/// Multiplies vectors by exp(i A t) for a real symmetric A, by its expansion in Chebyshev polynomials: little more terms than half the
/// range of A's eigenvalues times t. Source: Tal-Ezer and Kosloff, J. Chem. Phys. 81 (1984) 3967.
/// </summary>
internal sealed class ChebyshevExponential
{
    private const double Tolerance = 1e-10;

    private readonly double[] _couplings, _diagonal, _coefficients;
    private readonly double _centre, _halfRange, _phase;
    private readonly double[] _real, _imaginary, _earlierReal, _earlierImaginary, _sumReal, _sumImaginary;

    /// <param name="couplings">A without its diagonal, row by row.</param>
    /// <param name="diagonal">The diagonal of A.</param>
    /// <param name="t">The factor of A.</param>
    public ChebyshevExponential(double[] couplings, double[] diagonal, double t)
    {
        (_couplings, _diagonal) = (couplings, diagonal);
        // Gershgorin's circles hold all eigenvalues.
        double lowest = double.MaxValue, highest = double.MinValue;
        for (int i = 0; i < diagonal.Length; i++)
        {
            double radius = 0;
            foreach (double coupling in couplings.AsSpan(i * diagonal.Length, diagonal.Length)) radius += Math.Abs(coupling);
            lowest = Math.Min(lowest, diagonal[i] - radius);
            highest = Math.Max(highest, diagonal[i] + radius);
        }
        _centre = (highest + lowest) / 2;
        _halfRange = Math.Max((highest - lowest) / 2, 1e-12);
        _phase = _centre * t;
        _coefficients = Coefficients(_halfRange * t);
        int count = diagonal.Length;
        (_real, _imaginary, _earlierReal, _earlierImaginary) = (new double[count], new double[count], new double[count], new double[count]);
        (_sumReal, _sumImaginary) = (new double[count], new double[count]);
    }

    /// <summary>Multiplies a complex vector in place.</summary>
    public void Apply(double[] real, double[] imaginary)
    {
        real.CopyTo(_earlierReal, 0);
        imaginary.CopyTo(_earlierImaginary, 0);
        for (int i = 0; i < real.Length; i++) (_sumReal[i], _sumImaginary[i]) = (_coefficients[0] * real[i], _coefficients[0] * imaginary[i]);
        Multiply(_earlierReal, _earlierImaginary, _real, _imaginary, 1);
        (double[] nowReal, double[] nowImaginary, double[] oldReal, double[] oldImaginary) = (_real, _imaginary, _earlierReal, _earlierImaginary);
        for (int n = 1; n < _coefficients.Length; n++)
        {
            AddTurned(n, _coefficients[n], nowReal, nowImaginary);
            // T_(n+1) = 2 x T_n - T_(n-1) goes where T_(n-1) was.
            Multiply(nowReal, nowImaginary, oldReal, oldImaginary, 2);
            (nowReal, oldReal) = (oldReal, nowReal);
            (nowImaginary, oldImaginary) = (oldImaginary, nowImaginary);
        }
        (double sin, double cos) = Math.SinCos(_phase);
        for (int i = 0; i < real.Length; i++)
            (real[i], imaginary[i]) = ((cos * _sumReal[i]) - (sin * _sumImaginary[i]), (sin * _sumReal[i]) + (cos * _sumImaginary[i]));
    }

    // Adds i^n times a coefficient times a vector.
    private void AddTurned(int n, double coefficient, double[] real, double[] imaginary)
    {
        double signed = (n & 2) == 0 ? coefficient : -coefficient;
        for (int i = 0; i < real.Length; i++)
        {
            _sumReal[i] += (n & 1) == 0 ? signed * real[i] : -signed * imaginary[i];
            _sumImaginary[i] += (n & 1) == 0 ? signed * imaginary[i] : signed * real[i];
        }
    }

    // target <- factor * scaled A * source - target; for the factor 1, the first of the recursion, without the target.
    private void Multiply(double[] real, double[] imaginary, double[] targetReal, double[] targetImaginary, int factor)
    {
        double scale = factor / _halfRange, keep = factor == 1 ? 0 : 1;
        for (int i = 0; i < real.Length; i++)
        {
            double sumReal = (_diagonal[i] - _centre) * real[i], sumImaginary = (_diagonal[i] - _centre) * imaginary[i];
            ReadOnlySpan<double> row = _couplings.AsSpan(i * real.Length, real.Length);
            for (int j = 0; j < row.Length; j++)
            {
                sumReal += row[j] * real[j];
                sumImaginary += row[j] * imaginary[j];
            }
            targetReal[i] = (scale * sumReal) - (keep * targetReal[i]);
            targetImaginary[i] = (scale * sumImaginary) - (keep * targetImaginary[i]);
        }
    }

    private static double[] Coefficients(double range)
    {
        List<double> coefficients = [SpecialFunctions.BesselJ(0, range)];
        for (int n = 1; n <= range || Math.Abs(coefficients[^1]) > Tolerance; n++) coefficients.Add(2 * SpecialFunctions.BesselJ(n, range));
        return [.. coefficients];
    }
}
