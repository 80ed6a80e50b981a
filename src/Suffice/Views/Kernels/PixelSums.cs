
namespace Suffice.Views.Kernels;

/// <summary>Adds one pattern's pixels to running sums, sums of squares and maxima.</summary>
internal static class PixelSums
{
    public static void Add<T>(ReadOnlySpan<T> samples, Span<double> sums, Span<double> squares, Span<double> maxima) where T : unmanaged
    {
        // Most samples of most scans are zero, and a zero changes nothing but a negative maximum.
        for (int i = 0; i < samples.Length; i++)
        {
            double value = RunSums.Value(samples[i]);
            if (value > maxima[i] || double.IsNaN(value)) maxima[i] = value;
            if (value == 0) continue;
            sums[i] += value;
            squares[i] += value * value;
        }
    }
}
