using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Suffice.Views.Kernels;

/// <summary>Adds one pattern's pixels to running sums, sums of squares and maxima.</summary>
internal static class PixelSums
{
    /// <param name="areMaximaPositive">Whether no maximum is below zero, so that zeros change nothing.</param>
    public static void Add<T>(ReadOnlySpan<T> samples, Span<double> sums, Span<double> squares, Span<double> maxima, bool areMaximaPositive) where T : unmanaged
    {
        // Most samples of most scans are zero, and a zero changes nothing but a negative maximum.
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(samples);
        int together = Vector256<byte>.Count / Unsafe.SizeOf<T>();
        for (int i = 0, end; i < samples.Length; i = end)
        {
            end = Math.Min(i + together, samples.Length);
            bool canSkip = areMaximaPositive && end - i == together;
            if (canSkip && Vector256.Create(bytes.Slice(i * Unsafe.SizeOf<T>(), Vector256<byte>.Count)) == default) continue;
            for (int at = i; at < end; at++)
            {
                double value = RunSums.Value(samples[at]);
                if (value > maxima[at] || double.IsNaN(value)) maxima[at] = value;
                if (value == 0) continue;
                sums[at] += value;
                squares[at] += value * value;
            }
        }
    }
}
