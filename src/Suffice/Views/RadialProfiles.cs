using Suffice.Views.Kernels;

namespace Suffice.Views;

/// <summary>
/// For each probe position the sum over every ring around the beam and, for orders above 0, its Fourier coefficients over the azimuth:
/// <c>sum(c * exp(-i n phi))</c>.
/// </summary>
/// <remarks>Order 0 over the ring's pixels is the radial profile; order 2 and its kin measure symmetry (LiberTEM's "radial Fourier").</remarks>
public sealed class RadialProfiles : PositionView
{
    private readonly RadialBins _bins;
    private readonly int _scanColumns;
    private readonly double[] _sums;
    private readonly double[] _cosines;
    private readonly double[] _sines;
    private readonly float[] _cosineOfPixel = [];
    private readonly float[] _sineOfPixel = [];

    /// <param name="order">Of the Fourier coefficient; 0 for sums alone.</param>
    public RadialProfiles(RadialBins bins, int scanRows, int scanColumns, int order = 0)
    {
        (_bins, _scanColumns, Order) = (bins, scanColumns, order);
        _sums = new double[checked(scanRows * scanColumns * bins.Count)];
        (_cosines, _sines) = order == 0 ? ([], []) : (new double[_sums.Length], new double[_sums.Length]);
        if (order == 0) return;
        (_cosineOfPixel, _sineOfPixel) = (new float[bins.BinOfPixel.Length], new float[bins.BinOfPixel.Length]);
        for (int i = 0; i < _cosineOfPixel.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, bins.Mask.Columns);
            (double sine, double cosine) = Math.SinCos(order * bins.Frame.Azimuth(y, x));
            (_sineOfPixel[i], _cosineOfPixel[i]) = ((float)sine, (float)cosine);
        }
    }

    public int Order { get; }

    /// <summary>Sums over the rings: (positions, rings), row-major.</summary>
    public ReadOnlyMemory<double> Sums => _sums;

    /// <summary>Magnitude of the coefficient of <see cref="Order"/>, in the units of the samples: (positions, rings).</summary>
    public double[] Magnitudes() => [.. _cosines.Zip(_sines, (cosine, sine) => Math.Sqrt(cosine * cosine + sine * sine))];

    /// <summary>Its phase in radians.</summary>
    public double[] Phases() => [.. _cosines.Zip(_sines, (cosine, sine) => Math.Atan2(sine, cosine))];

    /// <summary>Magnitude of the coefficient of <see cref="Order"/> over the ring's sum: 0 for none of that symmetry, at most 1; NaN for an empty ring.</summary>
    public double[] Symmetry() => [.. _sums.Select((sum, i) => Math.Sqrt(_cosines[i] * _cosines[i] + _sines[i] * _sines[i]) / sum)];

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
    {
        int at = (scanY * _scanColumns + scanX) * _bins.Count;
        Span<double> sums = _sums.AsSpan(at, _bins.Count);
        ReadOnlySpan<int> binOfPixel = _bins.BinOfPixel;
        for (int i = 0; i < pattern.Length; i++)
        {
            double value = RunSums.Value(pattern[i]);
            if (value == 0 || binOfPixel[i] < 0) continue;
            sums[binOfPixel[i]] += value;
            if (Order == 0) continue;
            _cosines[at + binOfPixel[i]] += value * _cosineOfPixel[i];
            _sines[at + binOfPixel[i]] -= value * _sineOfPixel[i];
        }
    }
}
