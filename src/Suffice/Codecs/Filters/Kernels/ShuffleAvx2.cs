using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Suffice.Codecs.Filters.Kernels;

/// <summary>The byte shuffle for elements of 2, 4 and 8 bytes with 32-byte vectors.</summary>
/// <remarks>
/// The two 16-byte lanes hold two blocks of 16 elements side by side, so that the interleaving network of
/// <see cref="ShuffleVector128"/> runs in both at once; only loads or stores cross lanes.
/// </remarks>
internal static unsafe class ShuffleAvx2
{
    private const int Elements = 32;

    public static void Shuffle(ReadOnlySpan<byte> source, Span<byte> target, int elementBytes)
    {
        int count = source.Length / elementBytes;
        int blocks = elementBytes is 2 or 4 or 8 ? count / Elements : 0;
        fixed (byte* from = source, to = target)
        {
            switch (elementBytes)
            {
                case 2: Shuffle2(from, to, count, blocks); break;
                case 4: Shuffle4(from, to, count, blocks); break;
                case 8: Shuffle8(from, to, count, blocks); break;
            }
        }
        ShuffleScalar.ShuffleFrom(blocks * Elements, source, target, elementBytes);
    }

    public static void Unshuffle(ReadOnlySpan<byte> source, Span<byte> target, int elementBytes)
    {
        int count = source.Length / elementBytes;
        int blocks = elementBytes is 2 or 4 or 8 ? count / Elements : 0;
        fixed (byte* from = source, to = target)
        {
            switch (elementBytes)
            {
                case 2: Unshuffle2(from, to, count, blocks); break;
                case 4: Unshuffle4(from, to, count, blocks); break;
                case 8: Unshuffle8(from, to, count, blocks); break;
            }
        }
        ShuffleScalar.UnshuffleFrom(blocks * Elements, source, target, elementBytes);
    }

    // For 2 bytes one narrowing does what four interleavings would.
    private static void Shuffle2(byte* from, byte* to, int count, int blocks)
    {
        Vector256<ushort> low = Vector256.Create((ushort)0xff);
        for (int b = 0; b < blocks; b++, from += 2 * Elements, to += Elements)
        {
            Vector256<ushort> x = Vector256.Load((ushort*)from), y = Vector256.Load((ushort*)(from + 32));
            Vector256<byte> first = Avx2.PackUnsignedSaturate((x & low).AsInt16(), (y & low).AsInt16());
            Vector256<byte> second = Avx2.PackUnsignedSaturate((x >> 8).AsInt16(), (y >> 8).AsInt16());
            Avx2.Permute4x64(first.AsUInt64(), 0b11_01_10_00).AsByte().Store(to);
            Avx2.Permute4x64(second.AsUInt64(), 0b11_01_10_00).AsByte().Store(to + count);
        }
    }

    private static void Shuffle4(byte* from, byte* to, int count, int blocks)
    {
        for (int b = 0; b < blocks; b++, from += 4 * Elements, to += Elements)
        {
            Load(from + 0, from + 64, out Vector256<byte> v0, out Vector256<byte> v1);
            Load(from + 32, from + 96, out Vector256<byte> v2, out Vector256<byte> v3);
            Vector256<byte> w0 = Low(v0, v2), w1 = High(v0, v2), w2 = Low(v1, v3), w3 = High(v1, v3);
            (v0, v1, v2, v3) = (Low(w0, w2), High(w0, w2), Low(w1, w3), High(w1, w3));
            (w0, w1, w2, w3) = (Low(v0, v2), High(v0, v2), Low(v1, v3), High(v1, v3));
            (v0, v1, v2, v3) = (Low(w0, w2), High(w0, w2), Low(w1, w3), High(w1, w3));
            v0.Store(to);
            v1.Store(to + count);
            v2.Store(to + 2L * count);
            v3.Store(to + 3L * count);
        }
    }

    private static void Shuffle8(byte* from, byte* to, int count, int blocks)
    {
        for (int b = 0; b < blocks; b++, from += 8 * Elements, to += Elements)
        {
            Load(from + 0, from + 128, out Vector256<byte> v0, out Vector256<byte> v1);
            Load(from + 32, from + 160, out Vector256<byte> v2, out Vector256<byte> v3);
            Load(from + 64, from + 192, out Vector256<byte> v4, out Vector256<byte> v5);
            Load(from + 96, from + 224, out Vector256<byte> v6, out Vector256<byte> v7);
            Vector256<byte> w0 = Low(v0, v4), w1 = High(v0, v4), w2 = Low(v1, v5), w3 = High(v1, v5);
            Vector256<byte> w4 = Low(v2, v6), w5 = High(v2, v6), w6 = Low(v3, v7), w7 = High(v3, v7);
            (v0, v1, v2, v3) = (Low(w0, w4), High(w0, w4), Low(w1, w5), High(w1, w5));
            (v4, v5, v6, v7) = (Low(w2, w6), High(w2, w6), Low(w3, w7), High(w3, w7));
            (w0, w1, w2, w3) = (Low(v0, v4), High(v0, v4), Low(v1, v5), High(v1, v5));
            (w4, w5, w6, w7) = (Low(v2, v6), High(v2, v6), Low(v3, v7), High(v3, v7));
            (v0, v1, v2, v3) = (Low(w0, w4), High(w0, w4), Low(w1, w5), High(w1, w5));
            (v4, v5, v6, v7) = (Low(w2, w6), High(w2, w6), Low(w3, w7), High(w3, w7));
            v0.Store(to);
            v1.Store(to + count);
            v2.Store(to + 2L * count);
            v3.Store(to + 3L * count);
            v4.Store(to + 4L * count);
            v5.Store(to + 5L * count);
            v6.Store(to + 6L * count);
            v7.Store(to + 7L * count);
        }
    }

    private static void Unshuffle2(byte* from, byte* to, int count, int blocks)
    {
        for (int b = 0; b < blocks; b++, from += Elements, to += 2 * Elements)
        {
            Vector256<byte> v0 = Vector256.Load(from);
            Vector256<byte> v1 = Vector256.Load(from + count);
            Vector256<byte> w0 = Low(v0, v1), w1 = High(v0, v1);
            Store(to + 0, to + 32, w0, w1);
        }
    }

    private static void Unshuffle4(byte* from, byte* to, int count, int blocks)
    {
        for (int b = 0; b < blocks; b++, from += Elements, to += 4 * Elements)
        {
            Vector256<byte> v0 = Vector256.Load(from);
            Vector256<byte> v1 = Vector256.Load(from + count);
            Vector256<byte> v2 = Vector256.Load(from + 2L * count);
            Vector256<byte> v3 = Vector256.Load(from + 3L * count);
            Vector256<byte> w0 = Low(v0, v2), w1 = High(v0, v2), w2 = Low(v1, v3), w3 = High(v1, v3);
            (v0, v1, v2, v3) = (Low(w0, w2), High(w0, w2), Low(w1, w3), High(w1, w3));
            Store(to + 0, to + 64, v0, v1);
            Store(to + 32, to + 96, v2, v3);
        }
    }

    private static void Unshuffle8(byte* from, byte* to, int count, int blocks)
    {
        for (int b = 0; b < blocks; b++, from += Elements, to += 8 * Elements)
        {
            Vector256<byte> v0 = Vector256.Load(from);
            Vector256<byte> v1 = Vector256.Load(from + count);
            Vector256<byte> v2 = Vector256.Load(from + 2L * count);
            Vector256<byte> v3 = Vector256.Load(from + 3L * count);
            Vector256<byte> v4 = Vector256.Load(from + 4L * count);
            Vector256<byte> v5 = Vector256.Load(from + 5L * count);
            Vector256<byte> v6 = Vector256.Load(from + 6L * count);
            Vector256<byte> v7 = Vector256.Load(from + 7L * count);
            Vector256<byte> w0 = Low(v0, v4), w1 = High(v0, v4), w2 = Low(v1, v5), w3 = High(v1, v5);
            Vector256<byte> w4 = Low(v2, v6), w5 = High(v2, v6), w6 = Low(v3, v7), w7 = High(v3, v7);
            (v0, v1, v2, v3) = (Low(w0, w4), High(w0, w4), Low(w1, w5), High(w1, w5));
            (v4, v5, v6, v7) = (Low(w2, w6), High(w2, w6), Low(w3, w7), High(w3, w7));
            (w0, w1, w2, w3) = (Low(v0, v4), High(v0, v4), Low(v1, v5), High(v1, v5));
            (w4, w5, w6, w7) = (Low(v2, v6), High(v2, v6), Low(v3, v7), High(v3, v7));
            Store(to + 0, to + 128, w0, w1);
            Store(to + 32, to + 160, w2, w3);
            Store(to + 64, to + 192, w4, w5);
            Store(to + 96, to + 224, w6, w7);
        }
    }

    // 32 bytes of each of two blocks, dealt out so that either vector holds 16 bytes of either block.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(byte* block, byte* next, out Vector256<byte> low, out Vector256<byte> high)
    {
        Vector256<byte> x = Vector256.Load(block), y = Vector256.Load(next);
        low = Avx2.Permute2x128(x, y, 0x20);
        high = Avx2.Permute2x128(x, y, 0x31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(byte* block, byte* next, Vector256<byte> low, Vector256<byte> high)
    {
        Avx2.Permute2x128(low, high, 0x20).Store(block);
        Avx2.Permute2x128(low, high, 0x31).Store(next);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Low(Vector256<byte> a, Vector256<byte> b) => Avx2.UnpackLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> High(Vector256<byte> a, Vector256<byte> b) => Avx2.UnpackHigh(a, b);
}
