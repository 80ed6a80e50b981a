using System.Runtime.CompilerServices;

namespace Suffice.Codecs.Lz4.Kernels;

/// <summary>Writes the sequences of an LZ4 block: token, literals, distance, length (lz4_Block_format.md).</summary>
internal static unsafe class Lz4Sequences
{
    private const int MinMatch = 4;
    private const int LastLiterals = 5;

    /// <summary>Literals and a match; returns the end of the output, or null when it and the last literals do not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Put(byte* op, byte* targetEnd, byte* from, long literals, int distance, long length)
    {
        length -= MinMatch;
        if (targetEnd - op < literals + literals / 255 + length / 255 + 5 + 1 + LastLiterals) return null;
        byte* token = op++;
        *token = (byte)(Math.Min(literals, 15) << 4 | Math.Min(length, 15));
        if (literals >= 15) op = Extend(op, literals - 15);
        for (long i = 0; i < literals; i++) op[i] = from[i];
        op += literals;
        Unsafe.WriteUnaligned(op, (ushort)distance);
        op += 2;
        return length >= 15 ? Extend(op, length - 15) : op;
    }

    /// <summary>The last literals; returns the end of the output, or null when they do not fit.</summary>
    public static byte* PutLast(byte* op, byte* targetEnd, byte* from, long literals)
    {
        if (targetEnd - op < literals + 1 + (literals + 240) / 255) return null;
        *op++ = (byte)(Math.Min(literals, 15) << 4);
        if (literals >= 15) op = Extend(op, literals - 15);
        Unsafe.CopyBlockUnaligned(op, from, (uint)literals);
        return op + literals;
    }

    /// <summary>The part of a length that a token cannot hold: 255s, and a byte that is not 255.</summary>
    public static byte* Extend(byte* op, long length)
    {
        if (length >= 255)
        {
            long full = length / 255;
            Unsafe.InitBlockUnaligned(op, 255, (uint)full);
            op += full;
            length -= 255 * full;
        }
        *op = (byte)length;
        return op + 1;
    }
}
