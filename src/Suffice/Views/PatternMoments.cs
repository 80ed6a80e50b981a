using Suffice.Cubes;
using Suffice.Views.Kernels;

namespace Suffice.Views;

/// <summary>
/// Sum, mean, maximum and variance of each detector pixel over all probe positions. Sums of integer samples are exact up to 2^53.
/// </summary>
public sealed class PatternMoments(int detectorRows, int detectorColumns) : PixelView, ISparsePixelView
{
    private readonly double[] _sums = new double[checked(detectorRows * detectorColumns)];
    private readonly double[] _squares = new double[detectorRows * detectorColumns];
    private readonly double[] _maxima = NewMaxima(detectorRows * detectorColumns);
    private readonly long[] _counts = new long[detectorRows * detectorColumns];

    /// <summary>Sum over the positions, row-major over the detector, in the units of the samples.</summary>
    public ReadOnlyMemory<double> Sums => _sums;

    /// <summary>Largest sample of each pixel.</summary>
    public ReadOnlyMemory<double> Maxima => _maxima;

    /// <summary>Number of positions.</summary>
    internal int Patterns => (int)_counts[0];

    /// <summary>Mean over the positions.</summary>
    public double[] Means() => [.. _sums.Select((sum, i) => sum / _counts[i])];

    /// <summary>Population variance over the positions, as <c>numpy.var</c>; in squared units of the samples.</summary>
    public double[] Variances() => [.. _sums.Select((sum, i) => Math.Max(0, _squares[i] / _counts[i] - sum / _counts[i] * (sum / _counts[i])))];

    public override void Add<T>(int firstPixel, int pixels, ReadOnlySpan<T> patterns, int patternPixels)
    {
        Span<double> sums = _sums.AsSpan(firstPixel, pixels), squares = _squares.AsSpan(firstPixel, pixels), maxima = _maxima.AsSpan(firstPixel, pixels);
        bool isUnsigned = typeof(T) == typeof(byte) || typeof(T) == typeof(ushort) || typeof(T) == typeof(uint) || typeof(T) == typeof(ulong);
        for (int start = firstPixel; start < patterns.Length; start += patternPixels)
            PixelSums.Add(patterns.Slice(start, pixels), sums, squares, maxima, areMaximaPositive: isUnsigned && (start > firstPixel || _counts[firstPixel] > 0));
        foreach (ref long count in _counts.AsSpan(firstPixel, pixels)) count += patterns.Length / patternPixels;
    }

    public ISparsePixelView Part() => new PatternMoments(detectorRows, detectorColumns);

    public void Add(SparsePattern pattern)
    {
        // Of a part only the first pixel's number of patterns is used; every pixel's maximum is at least the zero of those without a count.
        if (_counts[0]++ == 0) Array.Clear(_maxima);
        SparseSums.Add(pattern.Counts, pattern.Unit, _sums, _squares, _maxima);
    }

    public void Merge(ISparsePixelView part)
    {
        PatternMoments other = (PatternMoments)part;
        for (int i = 0; i < _sums.Length; i++)
        {
            _sums[i] += other._sums[i];
            _squares[i] += other._squares[i];
            _maxima[i] = Math.Max(_maxima[i], other._maxima[i]);
            _counts[i] += other._counts[0];
        }
    }

    private static double[] NewMaxima(int pixels)
    {
        double[] maxima = new double[pixels];
        Array.Fill(maxima, double.NegativeInfinity);
        return maxima;
    }
}
