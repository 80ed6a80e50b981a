using System.Numerics;

namespace Suffice.Codecs.Tally;

/// <summary>
/// The number of zeros before the next count, cut into a bucket and lower bits: buckets 0-7 are the gaps themselves, above
/// there are four to an octave. A token is the bucket, doubled, and 1 where the count is above one.
/// </summary>
internal static class GapToken
{
    /// <summary>Counts from 2 on, less 2; this one and larger ones follow as a number in the raw bits.</summary>
    public const int ValueEscape = 63;

    private static readonly ulong[] AllBuckets = [.. Enumerable.Range(0, 128).Select(bucket => bucket < 8 ? (ulong)bucket : First(bucket, out int lowBits) | (ulong)lowBits << 32)];

    /// <summary>Of each bucket the smallest gap, and in the upper half the number of raw bits that are added to it.</summary>
    public static ReadOnlySpan<ulong> Buckets => AllBuckets;

    public static int Bucket(uint gap, out int lowBits)
    {
        lowBits = 0;
        if (gap < 8) return (int)gap;
        int octave = BitOperations.Log2(gap);
        lowBits = octave - 2;
        return 8 + 4 * (octave - 3) + (int)(gap >> lowBits & 3);
    }

    /// <summary>The smallest gap in a bucket from 8 on; <paramref name="lowBits"/> of raw bits are added to it.</summary>
    public static uint First(int bucket, out int lowBits)
    {
        lowBits = 1 + (bucket - 8) / 4;
        return (4u + (uint)((bucket - 8) & 3)) << lowBits;
    }
}
