using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary><see cref="RateLadder.Class"/> of 16 rates at once, on vectors of any processor.</summary>
internal static class LadderKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Classes(Vector256<float> low, Vector256<float> high)
    {
        Vector256<short> t = Vector256.Narrow(low.AsUInt32() >> 20, high.AsUInt32() >> 20).AsInt16();
        Vector256<short> octaves = Vector256.Max((t >> 3) - Vector256.Create((short)115), Vector256<short>.Zero);
        Vector256<short> quarters = ((t - Vector256.Create((short)992)) >> 1) + Vector256.Create((short)RateLadder.FirstDense);
        Vector256<short> eighths = t - Vector256.Create((short)(1032 - 29));
        Vector256<short> halves = ((t - Vector256.Create((short)1056)) >> 2) + Vector256.Create((short)RateLadder.FirstResidual);
        halves = Vector256.Min(halves, Vector256.Create((short)(RateLadder.Count - 1)));
        Vector256<short> c = Vector256.Max(octaves, Vector256.Max(quarters, eighths));
        c = Vector256.ConditionalSelect(Vector256.GreaterThan(t, Vector256.Create((short)1055)), halves, c);
        return Vector128.Narrow(c.GetLower(), c.GetUpper()).AsByte();
    }
}
