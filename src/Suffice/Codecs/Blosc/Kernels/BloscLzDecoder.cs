using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Suffice.Codecs.Lz4.Kernels;

namespace Suffice.Codecs.Blosc.Kernels;

/// <summary>
/// Decodes BloscLZ streams, a relative of FastLZ level 2:
/// <code>
/// 000nnnnn                                  n + 1 literals follow
/// lllddddd dddddddd                         l + 2 bytes from distance d + 1; l = 7: further bytes are added to l up to one
///                                           that is not 255, before the second byte of d
/// lll11111 [length] 11111111 dddddddd dddddddd   the distance is d + 8192, the higher byte first
/// </code>
/// The three upper bits of the first byte are a marker. Every length is checked before it is used.
/// </summary>
internal static unsafe class BloscLzDecoder
{
    /// <summary>Distances from here on take two bytes more.</summary>
    internal const int FarDistance = 8191;

    /// <summary>True when <paramref name="source"/> is a valid stream of exactly the length of <paramref name="target"/>.</summary>
    public static bool Decode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        fixed (byte* from = source)
        fixed (byte* to = target)
            return from != null && Decode(from, from + source.Length, to, to + target.Length);
    }

    private static bool Decode(byte* ip, byte* inputEnd, byte* target, byte* targetEnd)
    {
        byte* op = target;
        int control = *ip++ & 31;
        while (true)
        {
            if (control >= 32)
            {
                long length = (control >> 5) + 2;
                int high = (control & 31) << 8;
                if (length == 9 && !Extend(ref ip, inputEnd, ref length)) return false;
                if (ip == inputEnd) return false;
                int distance = high + *ip++ + 1;
                if (distance == FarDistance + 1)
                {
                    if (inputEnd - ip < 2) return false;
                    distance += (ip[0] << 8) + ip[1];
                    ip += 2;
                }
                if (distance > op - target || length > targetEnd - op) return false;
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
            else
            {
                int literals = control + 1;
                if (inputEnd - ip >= 32 && targetEnd - op >= 32)
                {
                    Vector256.Load(ip).Store(op);
                }
                else
                {
                    if (literals > inputEnd - ip || literals > targetEnd - op) return false;
                    Unsafe.CopyBlockUnaligned(op, ip, (uint)literals);
                }
                ip += literals;
                op += literals;
            }
            if (ip == inputEnd) return op == targetEnd;
            control = *ip++;
        }
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
