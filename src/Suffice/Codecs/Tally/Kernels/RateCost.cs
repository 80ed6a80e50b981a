using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>What counts cost under predicted rates by the Poisson law, for comparing predictions; an estimate for the encoder.</summary>
internal static class RateCost
{
    private const float LeastRate = 1e-4f;

    /// <summary>Nats of a row, less a term that does not depend on the rates.</summary>
    public static double OfRow<T>(ReadOnlySpan<float> rates, ReadOnlySpan<T> counts)
        where T : unmanaged, IBinaryInteger<T>
    {
        Vector256<float> sums = Vector256<float>.Zero;
        double cost = 0;
        int i = 0;
        for (; i + 8 <= counts.Length; i += 8) sums += Vector256.Create(rates.Slice(i, 8));
        for (; i < counts.Length; i++) cost += rates[i];
        cost += Vector256.Sum(sums);
        for (int x = 0; x < counts.Length; x += 64)
        {
            for (ulong some = RowMasks.NonZero(counts[x..]); some != 0; some &= some - 1)
            {
                int at = x + BitOperations.TrailingZeroCount(some);
                cost -= uint.CreateTruncating(counts[at]) * (double)Log(Math.Max(rates[at], LeastRate));
            }
        }
        return cost;
    }

    // The series of the inverse hyperbolic tangent, good to 1e-5: predictions that are compared differ by little.
    private static float Log(float x)
    {
        uint bits = BitConverter.SingleToUInt32Bits(x);
        float m = (bits & 0x7FFFFF) * (1f / 8388608), t = m / (2 + m), u = t * t;
        return ((int)(bits >> 23) - 127) * 0.6931472f + 2 * t * (1 + u * (1 / 3f + u * (1 / 5f + u * (1 / 7f))));
    }
}
