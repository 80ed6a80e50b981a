using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Lzf.Kernels;

/// <summary>Finds repetitions of 3 bytes and more within 8 KiB by a hash table, greedily, as liblzf does.</summary>
internal sealed unsafe class LzfEncoder
{
    private const int MostLiterals = 32;
    private const int MostDistance = 1 << 13;
    private const int MostRepeated = 264;
    private const int LeastTableBits = 8;
    private const int MostTableBits = 16;

    private readonly int[] _positions = new int[1 << MostTableBits];

    /// <summary>The length of the stream, or 0 when it does not fit into <paramref name="encoded"/>.</summary>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded)
    {
        if (source.Length < 4) return 0;
        int bits = Math.Clamp(BitOperations.Log2((uint)source.Length), LeastTableBits, MostTableBits);
        Array.Fill(_positions, -MostDistance - 1, 0, 1 << bits);
        fixed (byte* from = source, to = encoded)
        fixed (int* table = _positions)
        {
            byte* end = Encode(from, from + source.Length, to, to + encoded.Length, table, 32 - bits);
            return end == null ? 0 : (int)(end - to);
        }
    }

    private static byte* Encode(byte* start, byte* end, byte* to, byte* toEnd, int* table, int shift)
    {
        byte* literals = start;
        byte* at = start;
        byte* last = end - 4;
        while (at <= last)
        {
            uint three = Unsafe.ReadUnaligned<uint>(at) << 8;
            int* slot = table + ((three * 2654435761u) >> shift);
            byte* earlier = start + *slot;
            long distance = at - earlier;
            *slot = (int)(at - start);
            if (distance > MostDistance || Unsafe.ReadUnaligned<uint>(earlier) << 8 != three)
            {
                at++;
                continue;
            }
            int length = Repeated(earlier, at, (int)Math.Min(MostRepeated, end - at));
            if (at > literals)
            {
                long run = at - literals;
                if (run <= MostLiterals && end - literals >= MostLiterals && toEnd - to > MostLiterals)
                {
                    // Most runs are short: one copy of fixed size beats a loop, and the next step writes over the excess.
                    *to = (byte)(run - 1);
                    Vector256.Load(literals).Store(to + 1);
                    to += run + 1;
                }
                else
                {
                    to = Literals(literals, at, to, toEnd);
                }
            }
            if (to == null || toEnd - to < 3) return null;
            to = Repetition(to, (int)distance - 1, length - 2);
            at += length;
            literals = at;
            if (at <= last) Remember(at, start, table, shift);
        }
        return Literals(literals, end, to, toEnd);
    }

    // The two places before the end of a repetition are enough: liblzf found that more of them cost time and win little.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Remember(byte* at, byte* start, int* table, int shift)
    {
        ulong bytes = Unsafe.ReadUnaligned<ulong>(at - 4);
        table[(((uint)(bytes >> 16) << 8) * 2654435761u) >> shift] = (int)(at - 2 - start);
        table[(((uint)(bytes >> 24) << 8) * 2654435761u) >> shift] = (int)(at - 1 - start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Repeated(byte* earlier, byte* at, int most)
    {
        // Jumps that are guessed right let the search go on before the comparison is done; counting equal bytes of a word
        // makes it wait. Short repetitions are the ones worth guessing.
        if (most > 6)
        {
            if (earlier[3] != at[3]) return 3;
            if (earlier[4] != at[4]) return 4;
            if (earlier[5] != at[5]) return 5;
            if (earlier[6] != at[6]) return 6;
        }
        int length = 3;
        for (; length <= most - 8; length += 8)
        {
            ulong difference = Unsafe.ReadUnaligned<ulong>(earlier + length) ^ Unsafe.ReadUnaligned<ulong>(at + length);
            if (difference != 0) return length + (BitOperations.TrailingZeroCount(difference) >> 3);
        }
        while (length < most && earlier[length] == at[length]) length++;
        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Repetition(byte* to, int offset, int length)
    {
        if (length < 7)
        {
            *to++ = (byte)((offset >> 8) + (length << 5));
        }
        else
        {
            *to++ = (byte)((offset >> 8) + (7 << 5));
            *to++ = (byte)(length - 7);
        }
        *to++ = (byte)offset;
        return to;
    }

    private static byte* Literals(byte* from, byte* end, byte* to, byte* toEnd)
    {
        while (from < end)
        {
            int count = (int)Math.Min(MostLiterals, end - from);
            if (toEnd - to < count + 1) return null;
            *to++ = (byte)(count - 1);
            Unsafe.CopyBlockUnaligned(to, from, (uint)count);
            to += count;
            from += count;
        }
        return to;
    }
}
