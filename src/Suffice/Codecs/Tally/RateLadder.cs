using System.Runtime.CompilerServices;

namespace Suffice.Codecs.Tally;

/// <summary>
/// Classes of predicted rates, from the bits of the float: 0 to 8 are octaves below 1/8 (coded as gaps), 9 to 28 quarter
/// octaves to 4, 29 to 52 eighths to 32, 53 to 79 half octaves above (coded as distance from the rounded rate).
/// </summary>
internal static class RateLadder
{
    public const int FirstDense = 9;
    public const int FirstResidual = 53;
    public const int Count = 80;
    public const float FirstResidualRate = 32;

    /// <summary>No class: pixels beyond the edge, and those that are known to be zero.</summary>
    public const byte None = 255;

    /// <summary>The rate must be finite and not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Class(float rate)
    {
        int t = (int)(BitConverter.SingleToUInt32Bits(rate) >> 20);
        if (t >= 1056) return Math.Min(((t - 1056) >> 2) + FirstResidual, Count - 1);
        return Math.Max(Math.Max(0, (t >> 3) - 115), Math.Max(((t - 992) >> 1) + 9, t - 1032 + 29));
    }

    /// <summary>Bits of a distance that are stored as they are.</summary>
    public static int Shift(int c) => Math.Max(0, (c - FirstResidual) / 4 - 1);

    /// <summary>The count that distances are taken from.</summary>
    public static uint Mean(float rate) => (uint)(int)(rate + 0.5f);

    /// <summary>Eighths of octaves of the rate in the middle of a dense class: where its parametric table is expected to be.</summary>
    public static int CentreEighths(int c) => c >= FirstResidual ? 24 : c >= 29 ? 16 + c - 29 : -23 + 2 * (c - 9);
}
