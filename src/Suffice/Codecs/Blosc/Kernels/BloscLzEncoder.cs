using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Suffice.Codecs.Lz4.Kernels;

namespace Suffice.Codecs.Blosc.Kernels;

/// <summary>
/// Encodes BloscLZ streams (format: <see cref="BloscLzDecoder"/>) greedily through one hash table, which is not cleared
/// between streams: positions grow for ever, and what an older stream left is out of reach.
/// </summary>
internal sealed unsafe class BloscLzEncoder
{
    private const int TableBits = 13;
    private const uint MaxDistance = BloscLzDecoder.FarDistance + 65535;
    private const int MaxLiterals = 32;
    private const int HashedBytes = 4;
    // A far match takes four bytes and ends a run of literals, so that short ones do not pay.
    private const int MinFarMatch = 7;
    // The reference decoder refuses a stream that ends with a match.
    private const int LastLiterals = 5;
    private const int MatchStartLimit = 12;
    // A stream that has not saved a tenth after its first eighth is given up: dense data would take ten times the time of a
    // copy and save less. c-blosc gives up earlier still, at an estimated ratio below 1.2 at its level 5.
    private const int MinProbedBytes = 4096;
    private const int ProbePart = 8;
    private const int ProbeSaving = 10;

    private readonly uint[] _table = GC.AllocateArray<uint>(1 << TableBits, pinned: true);
    private uint _firstPosition = MaxDistance + 1;

    /// <summary>Bytes written, or 0 when the stream does not fit into <paramref name="target"/> or was given up.</summary>
    /// <remarks>
    /// Acceleration 1 looks at every position; larger values skip faster through what does not compress. Giving up judges a
    /// stream by its start, which is wrong for bit planes: the first ones are noise and the last ones empty.
    /// </remarks>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> target, int acceleration, bool givesUp = false)
    {
        if (_firstPosition > uint.MaxValue / 2 || (uint)source.Length > uint.MaxValue / 4)
        {
            _table.AsSpan().Clear();
            _firstPosition = MaxDistance + 1;
        }
        int length;
        fixed (byte* from = source)
        fixed (byte* to = target)
        fixed (uint* positions = _table)
        {
            byte* probe = from + (givesUp && source.Length >= MinProbedBytes ? source.Length / ProbePart : source.Length);
            length = Encode(from, source.Length, to, to + target.Length, positions, acceleration, probe);
        }
        _firstPosition += (uint)source.Length + MaxDistance + 1;
        return length;
    }

    private int Encode(byte* source, int sourceLength, byte* target, byte* targetEnd, uint* positions, int acceleration, byte* probe)
    {
        byte* end = source + sourceLength;
        byte* op = target;
        byte* anchor = source;
        byte* lastStart = end - MatchStartLimit;
        byte* origin = source - _firstPosition;
        if (sourceLength > MatchStartLimit)
        {
            positions[Hash(source)] = (uint)(source - origin);
            byte* ip = source + 1;
            int attempts = acceleration << 6;
            while (ip <= lastStart)
            {
                uint position = (uint)(ip - origin);
                ref uint entry = ref positions[Hash(ip)];
                uint distance = position - entry;
                byte* match = origin + entry;
                entry = position;
                if (distance > MaxDistance || Read32(match) != Read32(ip))
                {
                    ip += attempts++ >> 6;
                    continue;
                }
                long length = HashedBytes + Lz4FastEncoder.CountEqual(ip + HashedBytes, match + HashedBytes, end - LastLiterals);
                // The first byte of a stream is a literal: its control byte is read without its upper bits.
                while (ip > anchor && match > source && ip - 1 > source && ip[-1] == match[-1])
                {
                    ip--;
                    match--;
                    length++;
                }
                if (distance > BloscLzDecoder.FarDistance && length < MinFarMatch)
                {
                    ip = origin + position + 1;
                    continue;
                }
                long literals = ip - anchor;
                if (ip >= probe)
                {
                    if (op - target + literals > (ip - source) / ProbeSaving * (ProbeSaving - 1)) return 0;
                    probe = end;
                }
                if (targetEnd - op < literals + literals / MaxLiterals + 1 + length / 255 + 6) return 0;
                op = PutLiterals(op, anchor, literals, targetEnd, end);
                op = PutMatch(op, (int)distance - 1, length);
                ip += length;
                anchor = ip;
                attempts = acceleration << 6;
                if (ip > lastStart) break;
                positions[Hash(ip - 2)] = (uint)(ip - 2 - origin);
            }
        }
        long rest = end - anchor;
        if (targetEnd - op < rest + rest / MaxLiterals + 1) return 0;
        op = PutLiterals(op, anchor, rest, targetEnd, end);
        *target |= 32;
        return (int)(op - target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* PutLiterals(byte* op, byte* from, long length, byte* targetEnd, byte* sourceEnd)
    {
        while (length > 0)
        {
            int run = (int)Math.Min(length, MaxLiterals);
            *op++ = (byte)(run - 1);
            if (targetEnd - op >= 32 && sourceEnd - from >= 32) Vector256.Load(from).Store(op);
            else Unsafe.CopyBlockUnaligned(op, from, (uint)run);
            op += run;
            from += run;
            length -= run;
        }
        return op;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* PutMatch(byte* op, int distance, long length)
    {
        int high = distance < BloscLzDecoder.FarDistance ? distance >> 8 : 31;
        long code = length - 2;
        *op++ = (byte)(Math.Min(code, 7) << 5 | (uint)high);
        if (code >= 7)
        {
            code -= 7;
            if (code >= 255)
            {
                Unsafe.InitBlockUnaligned(op, 255, (uint)(code / 255));
                op += code / 255;
            }
            *op++ = (byte)(code % 255);
        }
        if (distance < BloscLzDecoder.FarDistance)
        {
            *op++ = (byte)distance;
            return op;
        }
        distance -= BloscLzDecoder.FarDistance;
        op[0] = 255;
        op[1] = (byte)(distance >> 8);
        op[2] = (byte)distance;
        return op + 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(byte* at) => Read32(at) * 2654435761U >> (32 - TableBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Read32(byte* at) => Unsafe.ReadUnaligned<uint>(at);
}
