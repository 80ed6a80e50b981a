using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Lz4.Kernels;

/// <summary>Copies within a decoded buffer where the copy may overlap its own source, as LZ77 formats need.</summary>
internal static unsafe class Overlap
{
    /// <summary>Bytes that a vector copy may write after its end.</summary>
    private const int Slack = 16;

    // Row d: the first 16 bytes of a sequence that repeats every d bytes, as places in its first d bytes.
    private static ReadOnlySpan<byte> Repeats =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1,
        0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0,
        0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0,
        0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 0, 1,
        0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 6,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 1, 2, 3, 4,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 1, 2,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 0, 1,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0,
    ];

    // How far a 16-byte store of such a sequence may be moved on: the largest multiple of d in 16.
    private static ReadOnlySpan<byte> Steps => [0, 16, 16, 15, 16, 15, 12, 14, 16, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>
    /// Copies <paramref name="length"/> bytes from <paramref name="distance"/> bytes before <paramref name="to"/>. The caller
    /// has checked that the source lies in the buffer and that the copy ends at or before <paramref name="limit"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(byte* to, int distance, int length, byte* limit)
    {
        byte* end = to + length;
        if (limit - end < Slack) CopyNearLimit(to, distance, end, limit);
        else CopyWithSlack(to, distance, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyWithSlack(byte* to, int distance, byte* end)
    {
        if (distance >= 32)
        {
            byte* from = to - distance;
            do
            {
                Vector128.Load(from).Store(to);
                from += 16;
                to += 16;
            }
            while (to < end);
        }
        else if (distance >= 16)
        {
            CopyMediumRepeat(to, distance, end);
        }
        else
        {
            CopyRepeat(to, distance, end);
        }
    }

    // Loading what was stored just before waits for the store; two registers hold the whole sequence instead.
    private static void CopyMediumRepeat(byte* to, int distance, byte* end)
    {
        Vector128<byte> head = Vector128.Load(to - distance);
        Vector128<byte> tail = Vector128.Load(to - 16);
        while (true)
        {
            head.Store(to);
            if (end - to <= 16) return;
            // The tail ends where the sequence starts again and overlaps the head with the same bytes.
            if (end - to < distance)
            {
                Vector128.Load(to + 16 - distance).Store(to + 16);
                return;
            }
            tail.Store(to + distance - 16);
            to += distance;
            if (to >= end) return;
        }
    }

    private static void CopyRepeat(byte* to, int distance, byte* end)
    {
        if (distance == 1 && end - to > 64)
        {
            Unsafe.InitBlockUnaligned(to, to[-1], (uint)(end - to));
            return;
        }
        Vector128<byte> order = Vector128.LoadUnsafe(ref Unsafe.AsRef(in Repeats[16 * distance]));
        Vector128<byte> pattern = Vector128.ShuffleNative(Vector128.Load(to - distance), order);
        int step = Steps[distance];
        for (; to < end; to += step) pattern.Store(to);
    }

    private static void CopyNearLimit(byte* to, int distance, byte* end, byte* limit)
    {
        byte* vectorEnd = limit - Slack;
        if (to < vectorEnd)
        {
            CopyWithSlack(to, distance, vectorEnd);
            to = vectorEnd;
        }
        for (; to < end; to++) *to = to[-distance];
    }
}
