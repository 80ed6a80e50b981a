using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Suffice.Cubes.Statistics.Kernels;

/// <summary>
/// Positions of non-zero samples without a branch per sample: at 2 to 25 % of samples set, mispredicted branches
/// would cost more than all the counting.
/// </summary>
internal static class NonZeroKernels
{
    internal static readonly NonZeroKernel[] All =
    [
        new("avx512vbmi2", Avx512Vbmi2.IsSupported, FindAvx512),
        new("vector128", Vector128.IsHardwareAccelerated, FindVector128),
        new("scalar", true, FindScalar),
    ];

    internal static readonly NonZeroKernel Best = All.First(k => k.IsSupported);

    /// <summary>Row m: the positions of the set bits of m, then zeros.</summary>
    private static readonly ushort[] SetBits = MakeSetBits();

    private static int FindAvx512(ReadOnlySpan<byte> samples, int sampleBytes, Span<ushort> positions)
    {
        int length = samples.Length / sampleBytes;
        CheckRoom(length, positions.Length);
        ref byte source = ref MemoryMarshal.GetReference(samples);
        ref ushort target = ref MemoryMarshal.GetReference(positions);
        Vector512<ushort> indices = Vector512<ushort>.Indices;
        int found = 0, at = 0;
        for (; at + 32 <= length; at += 32)
        {
            Vector512<ushort> lanes = Load32(ref Unsafe.Add(ref source, (nint)at * sampleBytes), sampleBytes);
            Vector512<ushort> set = ~Vector512.Equals(lanes, Vector512<ushort>.Zero);
            Avx512Vbmi2.Compress(Vector512<ushort>.Zero, set, indices).StoreUnsafe(ref target, (nuint)found);
            found += BitOperations.PopCount(set.ExtractMostSignificantBits());
            indices += Vector512.Create((ushort)32);
        }
        return FindTail(samples, sampleBytes, positions, at, found);
    }

    /// <summary>32 samples as 16-bit lanes, zero exactly where the sample is: saturation never makes a zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Load32(ref byte source, int sampleBytes) => sampleBytes switch
    {
        1 => Vector512.WidenLower(Vector256.LoadUnsafe(ref source).ToVector512Unsafe()),
        2 => Vector512.LoadUnsafe(ref source).AsUInt16(),
        4 => Vector512.NarrowWithSaturation(
            Vector512.LoadUnsafe(ref source).AsUInt32(), Vector512.LoadUnsafe(ref source, 64).AsUInt32()),
        _ => Vector512.NarrowWithSaturation(
            Vector512.NarrowWithSaturation(
                Vector512.LoadUnsafe(ref source).AsUInt64(), Vector512.LoadUnsafe(ref source, 64).AsUInt64()),
            Vector512.NarrowWithSaturation(
                Vector512.LoadUnsafe(ref source, 128).AsUInt64(), Vector512.LoadUnsafe(ref source, 192).AsUInt64())),
    };

    private static int FindVector128(ReadOnlySpan<byte> samples, int sampleBytes, Span<ushort> positions)
    {
        int length = samples.Length / sampleBytes;
        CheckRoom(length, positions.Length);
        ref byte source = ref MemoryMarshal.GetReference(samples);
        ref ushort target = ref MemoryMarshal.GetReference(positions);
        ref ushort bits = ref MemoryMarshal.GetArrayDataReference(SetBits);
        int found = 0, at = 0;
        for (; at + 8 <= length; at += 8)
        {
            Vector128<ushort> lanes = Load8(ref Unsafe.Add(ref source, (nint)at * sampleBytes), sampleBytes);
            uint set = ~Vector128.Equals(lanes, Vector128<ushort>.Zero).ExtractMostSignificantBits() & 0xFF;
            (Vector128.LoadUnsafe(ref bits, set * 8) + Vector128.Create((ushort)at)).StoreUnsafe(ref target, (nuint)found);
            found += BitOperations.PopCount(set);
        }
        return FindTail(samples, sampleBytes, positions, at, found);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Load8(ref byte source, int sampleBytes) => sampleBytes switch
    {
        1 => Vector128.WidenLower(Vector64.LoadUnsafe(ref source).ToVector128Unsafe()),
        2 => Vector128.LoadUnsafe(ref source).AsUInt16(),
        4 => Vector128.NarrowWithSaturation(
            Vector128.LoadUnsafe(ref source).AsUInt32(), Vector128.LoadUnsafe(ref source, 16).AsUInt32()),
        _ => Vector128.NarrowWithSaturation(
            Vector128.NarrowWithSaturation(
                Vector128.LoadUnsafe(ref source).AsUInt64(), Vector128.LoadUnsafe(ref source, 16).AsUInt64()),
            Vector128.NarrowWithSaturation(
                Vector128.LoadUnsafe(ref source, 32).AsUInt64(), Vector128.LoadUnsafe(ref source, 48).AsUInt64())),
    };

    private static int FindScalar(ReadOnlySpan<byte> samples, int sampleBytes, Span<ushort> positions)
    {
        CheckRoom(samples.Length / sampleBytes, positions.Length);
        return FindTail(samples, sampleBytes, positions, 0, 0);
    }

    /// <summary>The definition, from sample <paramref name="at"/> on.</summary>
    private static int FindTail(ReadOnlySpan<byte> samples, int sampleBytes, Span<ushort> positions, int at, int found)
    {
        for (; at < samples.Length / sampleBytes; at++)
        {
            positions[found] = (ushort)at;
            if (samples.Slice(at * sampleBytes, sampleBytes).ContainsAnyExcept((byte)0)) found++;
        }
        return found;
    }

    private static void CheckRoom(int samples, int positions)
    {
        if (samples > 65536 || positions < samples + NonZeroKernel.Slack)
            throw new ArgumentException($"{samples} samples need room for {samples} positions and {NonZeroKernel.Slack} more");
    }

    private static ushort[] MakeSetBits()
    {
        ushort[] rows = new ushort[256 * 8];
        for (int mask = 0; mask < 256; mask++)
        {
            int found = 0;
            for (int bit = 0; bit < 8; bit++)
                if ((mask >> bit & 1) != 0) rows[mask * 8 + found++] = (ushort)bit;
        }
        return rows;
    }
}
