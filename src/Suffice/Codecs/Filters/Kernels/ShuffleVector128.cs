using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Suffice.Codecs.Filters.Kernels;

/// <summary>The byte shuffle for elements of 2, 4 and 8 bytes with 16-byte vectors (SSE2, Neon).</summary>
/// <remarks>
/// Interleaving the first half of a block with its second half rotates the bits of every byte's index by one place. A
/// block of 16 elements has 4 index bits for the element and log2(size) for the byte: 4 rotations shuffle, log2(size)
/// rotations unshuffle.
/// </remarks>
internal static unsafe class ShuffleVector128
{
    private const int Block = 16;

    public static void Shuffle(ReadOnlySpan<byte> source, Span<byte> target, int elementBytes)
    {
        int count = source.Length / elementBytes, done = 0;
        if (elementBytes is 2 or 4 or 8)
        {
            Vector128<byte>* v = stackalloc Vector128<byte>[8];
            fixed (byte* from = source, to = target)
            {
                for (; done <= count - Block; done += Block)
                {
                    for (int i = 0; i < elementBytes; i++) v[i] = Vector128.Load(from + (long)done * elementBytes + i * 16);
                    for (int round = 0; round < 4; round++) Interleave(v, elementBytes);
                    for (int i = 0; i < elementBytes; i++) v[i].Store(to + (long)i * count + done);
                }
            }
        }
        ShuffleScalar.ShuffleFrom(done, source, target, elementBytes);
    }

    public static void Unshuffle(ReadOnlySpan<byte> source, Span<byte> target, int elementBytes)
    {
        int count = source.Length / elementBytes, done = 0;
        if (elementBytes is 2 or 4 or 8)
        {
            Vector128<byte>* v = stackalloc Vector128<byte>[8];
            fixed (byte* from = source, to = target)
            {
                for (; done <= count - Block; done += Block)
                {
                    for (int i = 0; i < elementBytes; i++) v[i] = Vector128.Load(from + (long)i * count + done);
                    for (int size = 1; size < elementBytes; size *= 2) Interleave(v, elementBytes);
                    for (int i = 0; i < elementBytes; i++) v[i].Store(to + (long)done * elementBytes + i * 16);
                }
            }
        }
        ShuffleScalar.UnshuffleFrom(done, source, target, elementBytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(Vector128<byte>* v, int vectors)
    {
        Vector128<byte> a = v[0], b, c, d;
        switch (vectors)
        {
            case 2:
                (v[0], v[1]) = (Low(a, v[1]), High(a, v[1]));
                break;
            case 4:
                b = v[1];
                (v[0], v[1], v[2], v[3]) = (Low(a, v[2]), High(a, v[2]), Low(b, v[3]), High(b, v[3]));
                break;
            default:
                (b, c, d) = (v[1], v[2], v[3]);
                (v[0], v[1], v[2], v[3]) = (Low(a, v[4]), High(a, v[4]), Low(b, v[5]), High(b, v[5]));
                (v[4], v[5], v[6], v[7]) = (Low(c, v[6]), High(c, v[6]), Low(d, v[7]), High(d, v[7]));
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Low(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a, b);
        (Vector128<ushort> even, Vector128<ushort> odd) = (Vector128.WidenLower(a), Vector128.WidenLower(b));
        return (even | (odd << 8)).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> High(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a, b);
        (Vector128<ushort> even, Vector128<ushort> odd) = (Vector128.WidenUpper(a), Vector128.WidenUpper(b));
        return (even | (odd << 8)).AsByte();
    }
}
