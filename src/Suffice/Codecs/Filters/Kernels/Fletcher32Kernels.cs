using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Filters.Kernels;

/// <summary>The sums of Fletcher's checksum, fastest first; the last row is the definition.</summary>
internal static unsafe class Fletcher32Kernels
{
    public static readonly Fletcher32Kernel[] All =
    [
        new("vector256", Vector256.IsHardwareAccelerated, AddVector256),
        new("scalar", true, AddScalar),
    ];

    // 360 words of 65535 are the most whose second sum fits into 32 bits.
    private const int MostRounds = 360;

    public static Fletcher32Kernel Fastest { get; } = All.First(kernel => kernel.IsSupported);

    private static void AddScalar(ReadOnlySpan<byte> bytes, ref uint sum1, ref uint sum2)
    {
        ulong first = sum1, second = sum2;
        ReadOnlySpan<ushort> words = MemoryMarshal.Cast<byte, ushort>(bytes);
        while (!words.IsEmpty)
        {
            int rounds = Math.Min(words.Length, MostRounds);
            foreach (ushort word in words[..rounds])
            {
                first += word;
                second += first;
            }
            (first, second) = (Reduce(first), Reduce(second));
            words = words[rounds..];
        }
        (sum1, sum2) = ((uint)first, (uint)second);
    }

    // Lane j of 16 sums the words j, j + 16, ...; word i of n weighs n - i in the second sum, which is
    // 16 * (rounds - i / 16) - j.
    private static void AddVector256(ReadOnlySpan<byte> bytes, ref uint sum1, ref uint sum2)
    {
        const int lanes = 16;
        ulong first = sum1, second = sum2;
        Vector256<uint> lowWeights = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7), highWeights = lowWeights + Vector256.Create(8u);
        int done = 0;
        fixed (byte* start = bytes)
        {
            while (bytes.Length - done >= 2 * lanes)
            {
                int rounds = Math.Min(MostRounds, (bytes.Length - done) / (2 * lanes));
                Vector256<uint> low1 = default, low2 = default, high1 = default, high2 = default;
                byte* at = start + done;
                for (int i = 0; i < rounds; i++, at += 2 * lanes)
                {
                    (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.Load((ushort*)at));
                    low1 += low;
                    high1 += high;
                    low2 += low1;
                    high2 += high1;
                }
                second += first * (uint)(rounds * lanes) + lanes * (Sum(low2) + Sum(high2))
                    - Sum(low1 * lowWeights) - Sum(high1 * highWeights);
                first += Sum(low1) + Sum(high1);
                (first, second) = (Reduce(first), Reduce(second));
                done += rounds * 2 * lanes;
            }
        }
        (sum1, sum2) = ((uint)first, (uint)second);
        AddScalar(bytes[done..], ref sum1, ref sum2);
    }

    private static ulong Sum(Vector256<uint> lanes)
    {
        (Vector256<ulong> low, Vector256<ulong> high) = Vector256.Widen(lanes);
        return Vector256.Sum(low + high);
    }

    // Modulo 65535 as the folding of carries leaves it: a multiple of 65535 other than 0 stays 65535.
    private static ulong Reduce(ulong sum) => sum == 0 ? 0 : (sum - 1) % 65535 + 1;
}
