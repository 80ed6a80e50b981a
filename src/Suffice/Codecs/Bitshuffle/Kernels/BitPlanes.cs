using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Suffice.Codecs.Bitshuffle.Kernels;

/// <summary>
/// Between bytes and their bits: <c>n</c> bytes (a multiple of 8) and 8 planes that lie <c>planeStride</c> bytes apart,
/// <c>n / 8</c> bytes each. Plane 0 holds bit 0 of every byte; the first byte is in the lowest bit.
/// </summary>
internal delegate void BitPlanesRoutine(ReadOnlySpan<byte> source, Span<byte> target, int planeStride);

/// <summary>One implementation: bytes to planes, and planes to bytes (its length is the length of the target).</summary>
internal sealed record BitPlanesKernel(string Name, bool IsSupported, BitPlanesRoutine Split, BitPlanesRoutine Join);

/// <summary>The table of implementations.</summary>
internal static class BitPlanes
{
    /// <summary>Every implementation, fastest first; the last one is the definition.</summary>
    internal static readonly BitPlanesKernel[] All =
    [
        new("avx512", Avx512BW.IsSupported, BitPlanesAvx512.Split, BitPlanesAvx512.Join),
        new("avx2", Avx2.IsSupported, BitPlanesAvx2.Split, BitPlanesAvx2.Join),
        new("vector128", Vector128.IsHardwareAccelerated, BitPlanesVector128.Split, BitPlanesVector128.Join),
        new("scalar", true, SplitScalar, JoinScalar),
    ];

    internal static readonly BitPlanesKernel Fastest = All.First(k => k.IsSupported);

    internal static void SplitScalar(ReadOnlySpan<byte> source, Span<byte> target, int planeStride) =>
        SplitScalarFrom(0, source, target, planeStride);

    internal static void JoinScalar(ReadOnlySpan<byte> source, Span<byte> target, int planeStride) =>
        JoinScalarFrom(0, source, target, planeStride);

    /// <summary>The bytes from <paramref name="first"/> (a multiple of 8) on, which a vector kernel left over.</summary>
    internal static void SplitScalarFrom(int first, ReadOnlySpan<byte> source, Span<byte> target, int planeStride)
    {
        for (int i = first; i < source.Length; i += 8)
        {
            ulong bits = Transpose8x8(BinaryPrimitives.ReadUInt64LittleEndian(source[i..]));
            for (int plane = 0; plane < 8; plane++) target[plane * planeStride + i / 8] = (byte)(bits >> (8 * plane));
        }
    }

    /// <inheritdoc cref="SplitScalarFrom"/>
    internal static void JoinScalarFrom(int first, ReadOnlySpan<byte> source, Span<byte> target, int planeStride)
    {
        for (int i = first; i < target.Length; i += 8)
        {
            ulong bits = 0;
            for (int plane = 0; plane < 8; plane++) bits |= (ulong)source[plane * planeStride + i / 8] << (8 * plane);
            BinaryPrimitives.WriteUInt64LittleEndian(target[i..], Transpose8x8(bits));
        }
    }

    /// <summary>Transposes the 8 x 8 bits of a number: bit c of byte r goes to bit r of byte c (Hacker's Delight, 7-3).</summary>
    private static ulong Transpose8x8(ulong x)
    {
        ulong t = (x ^ (x >> 7)) & 0x00AA00AA00AA00AA;
        x ^= t ^ (t << 7);
        t = (x ^ (x >> 14)) & 0x0000CCCC0000CCCC;
        x ^= t ^ (t << 14);
        t = (x ^ (x >> 28)) & 0x00000000F0F0F0F0;
        return x ^ t ^ (t << 28);
    }
}
