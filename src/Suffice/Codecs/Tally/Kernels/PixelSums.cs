using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>Sums of patterns, pixel by pixel, on vectors of any processor; 32 bits that wrap.</summary>
internal static class PixelSums
{
    /// <summary>Adds one pattern, or a row of it.</summary>
    public static void Add<T>(ReadOnlySpan<T> pattern, Span<uint> sums)
        where T : unmanaged, IBinaryInteger<T>
    {
        int i = 0;
        ref uint to = ref MemoryMarshal.GetReference(sums);
        if (typeof(T) == typeof(ushort))
        {
            ref ushort from = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<T, ushort>(pattern));
            for (; i + 16 <= sums.Length; i += 16)
            {
                (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)i));
                (Vector256.LoadUnsafe(ref to, (nuint)i) + low).StoreUnsafe(ref to, (nuint)i);
                (Vector256.LoadUnsafe(ref to, (nuint)i + 8) + high).StoreUnsafe(ref to, (nuint)i + 8);
            }
        }
        for (; i < sums.Length; i++) sums[i] += uint.CreateTruncating(pattern[i]);
    }

    /// <summary>Adds many patterns; bytes go through sums of 16 bits, which hold 257 of them.</summary>
    /// <param name="frames">Numbers of the patterns.</param>
    public static void Add<T>(ReadOnlySpan<T> samples, ReadOnlySpan<int> frames, Span<uint> sums, Span<ushort> small)
        where T : unmanaged, IBinaryInteger<T>
    {
        int pixels = sums.Length;
        if (typeof(T) != typeof(byte))
        {
            foreach (int frame in frames) Add(samples.Slice(frame * pixels, pixels), sums);
            return;
        }
        const int Safe = 257;
        for (int first = 0; first < frames.Length; first += Safe)
        {
            small.Clear();
            foreach (int frame in frames.Slice(first, Math.Min(Safe, frames.Length - first)))
                AddBytes(MemoryMarshal.Cast<T, byte>(samples.Slice(frame * pixels, pixels)), small);
            Add<ushort>(small, sums);
        }
    }

    private static void AddBytes(ReadOnlySpan<byte> pattern, Span<ushort> sums)
    {
        int i = 0;
        ref byte from = ref MemoryMarshal.GetReference(pattern);
        ref ushort to = ref MemoryMarshal.GetReference(sums);
        for (; i + 32 <= pattern.Length; i += 32)
        {
            (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)i));
            (Vector256.LoadUnsafe(ref to, (nuint)i) + low).StoreUnsafe(ref to, (nuint)i);
            (Vector256.LoadUnsafe(ref to, (nuint)i + 16) + high).StoreUnsafe(ref to, (nuint)i + 16);
        }
        for (; i < pattern.Length; i++) sums[i] += pattern[i];
    }
}
