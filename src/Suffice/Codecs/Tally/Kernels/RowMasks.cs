using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>Sets of pixels of a row as bits, on vectors of any processor.</summary>
internal static class RowMasks
{
    /// <summary>Pixels from <paramref name="x"/> to x + 63 that have this class. There is room for all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<byte> classes, int x, byte c)
    {
        ref byte from = ref MemoryMarshal.GetReference(classes);
        Vector256<byte> wanted = Vector256.Create(c);
        return Vector256.Equals(Vector256.LoadUnsafe(ref from, (nuint)x), wanted).ExtractMostSignificantBits()
            | (ulong)Vector256.Equals(Vector256.LoadUnsafe(ref from, (nuint)x + 32), wanted).ExtractMostSignificantBits() << 32;
    }

    /// <summary>Pixels from <paramref name="x"/> to x + 63 that have a dense class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Dense(ReadOnlySpan<byte> classes, int x)
    {
        ref byte from = ref MemoryMarshal.GetReference(classes);
        return Dense(Vector256.LoadUnsafe(ref from, (nuint)x)) | (ulong)Dense(Vector256.LoadUnsafe(ref from, (nuint)x + 32)) << 32;
    }

    /// <summary>Pixels of the next 64, or of as many as there are, with counts above zero.</summary>
    public static ulong NonZero<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryInteger<T>
    {
        ulong mask = 0;
        int n = Math.Min(64, row.Length), i = 0;
        for (; i + Vector256<T>.Count <= n; i += Vector256<T>.Count)
        {
            ulong zeros = Vector256.Equals(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(row), (nuint)i), Vector256<T>.Zero).ExtractMostSignificantBits();
            mask |= (~zeros & (ulong.MaxValue >> (64 - Vector256<T>.Count))) << i;
        }
        for (; i < n; i++) if (row[i] != T.Zero) mask |= 1ul << i;
        return mask;
    }

    /// <summary>The place of set bit number <paramref name="n"/>, which there is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Select(ulong mask, int n)
    {
        if (Bmi2.X64.IsSupported) return BitOperations.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1ul << n, mask));
        for (; n > 0; n--) mask &= mask - 1;
        return BitOperations.TrailingZeroCount(mask);
    }

    // From FirstDense on, but not 255.
    private static uint Dense(Vector256<byte> c) =>
        Vector256.LessThan(c - Vector256.Create((byte)RateLadder.FirstDense), Vector256.Create((byte)(RateLadder.Count - RateLadder.FirstDense))).ExtractMostSignificantBits();
}
