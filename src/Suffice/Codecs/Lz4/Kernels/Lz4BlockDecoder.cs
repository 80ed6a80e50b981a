using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Lz4.Kernels;

/// <summary>Decodes LZ4 blocks (lz4_Block_format.md of the LZ4 project); every length is checked before it is used.</summary>
internal static unsafe class Lz4BlockDecoder
{
    private const int MinMatch = 4;

    /// <summary>True when <paramref name="source"/> is a valid block of exactly the length of <paramref name="target"/>.</summary>
    public static bool Decode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        fixed (byte* from = source)
        fixed (byte* to = target)
            return from != null && Decode(from, from + source.Length, to, to + target.Length);
    }

    private static bool Decode(byte* ip, byte* inputEnd, byte* target, byte* targetEnd)
    {
        byte* op = target;
        while (ip < inputEnd)
        {
            int token = *ip++;
            long literals = token >> 4;
            // Short literals far from both ends are the common case: one 16-byte copy, and this cannot be the last sequence.
            if (literals < 15 && inputEnd - ip >= 18 && targetEnd - op >= 16)
            {
                Vector128.Load(ip).Store(op);
                ip += literals;
                op += literals;
            }
            else
            {
                if (literals == 15 && !Extend(ref ip, inputEnd, ref literals)) return false;
                if (literals > inputEnd - ip || literals > targetEnd - op) return false;
                Unsafe.CopyBlockUnaligned(op, ip, (uint)literals);
                ip += literals;
                op += literals;
                if (ip == inputEnd) return op == targetEnd;
                if (inputEnd - ip < 2) return false;
            }
            int distance = Unsafe.ReadUnaligned<ushort>(ip);
            ip += 2;
            long length = token & 15;
            if (length == 15 && !Extend(ref ip, inputEnd, ref length)) return false;
            length += MinMatch;
            if (distance == 0 || distance > op - target || length > targetEnd - op) return false;
            if (distance >= 16 && length <= 32 && targetEnd - op >= 32)
            {
                Vector128.Load(op - distance).Store(op);
                Vector128.Load(op - distance + 16).Store(op + 16);
            }
            else
            {
                Overlap.Copy(op, distance, (int)length, targetEnd);
            }
            op += length;
        }
        return false;
    }

    private static bool Extend(ref byte* ip, byte* inputEnd, ref long length)
    {
        while (ip < inputEnd)
        {
            byte more = *ip++;
            length += more;
            if (more != 255) return true;
        }
        return false;
    }
}
