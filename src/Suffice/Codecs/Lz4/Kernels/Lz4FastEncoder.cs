using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Lz4.Kernels;

/// <summary>
/// Encodes LZ4 blocks greedily through one hash table, as the fast mode of the LZ4 library does, with its acceleration.
/// The table is not cleared between blocks: positions grow for ever, and what an older block left is out of reach.
/// </summary>
internal sealed unsafe class Lz4FastEncoder
{
    private const int TableBits = 12;
    private const uint MaxDistance = 65535;
    private const int MinMatch = 4;
    // Rules of the block format: the last 5 bytes are literals, and no match starts in the last 12 bytes.
    private const int LastLiterals = 5;
    private const int MatchStartLimit = 12;

    private readonly uint[] _table = GC.AllocateArray<uint>(1 << TableBits, pinned: true);
    private uint _firstPosition = MaxDistance + 1;

    /// <summary>Bytes written, or 0 when the block does not fit into <paramref name="target"/>.</summary>
    /// <remarks>Acceleration 1 looks at every position; larger values skip faster through what does not compress.</remarks>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> target, int acceleration = 1)
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
            length = Encode(from, source.Length, to, to + target.Length, positions, acceleration);
        _firstPosition += (uint)source.Length + MaxDistance + 1;
        return length;
    }

    private int Encode(byte* source, int sourceLength, byte* target, byte* targetEnd, uint* positions, int acceleration)
    {
        byte* end = source + sourceLength;
        byte* op = target;
        byte* anchor = source;
        byte* lastStart = end - MatchStartLimit;
        byte* matchEnd = end - LastLiterals;
        // Position of a byte = its address minus this, so that one subtraction serves both ways.
        byte* origin = source - _firstPosition;
        if (sourceLength > MatchStartLimit)
        {
            byte* ip = source;
            positions[Hash(ip)] = (uint)(ip - origin);
            ip++;
            while (true)
            {
                byte* match = Find(ref ip, lastStart, origin, positions, acceleration);
                if (match == null) break;
                while (ip > anchor && match > source && ip[-1] == match[-1])
                {
                    ip--;
                    match--;
                }
                byte* token = op++;
                long literals = ip - anchor;
                if (targetEnd - op < literals + literals / 255 + 1 + 2 + LastLiterals + 1) return 0;
                *token = (byte)(Math.Min(literals, 15) << 4);
                if (literals >= 15) op = Lz4Sequences.Extend(op, literals - 15);
                CopyLiterals(op, anchor, literals, targetEnd, end);
                op += literals;
                while (true)
                {
                    long length = CountEqual(ip + MinMatch, match + MinMatch, matchEnd);
                    if (targetEnd - op < 2 + length / 255 + 1 + 1 + LastLiterals) return 0;
                    Unsafe.WriteUnaligned(op, (ushort)(ip - match));
                    op += 2;
                    ip += length + MinMatch;
                    *token |= (byte)Math.Min(length, 15);
                    if (length >= 15) op = Lz4Sequences.Extend(op, length - 15);
                    anchor = ip;
                    if (ip > lastStart) break;
                    positions[Hash(ip - 2)] = (uint)(ip - 2 - origin);
                    uint hash = Hash(ip);
                    uint position = (uint)(ip - origin);
                    uint candidate = positions[hash];
                    positions[hash] = position;
                    match = origin + candidate;
                    if (position - candidate > MaxDistance || Read32(match) != Read32(ip)) break;
                    token = op++;
                    *token = 0;
                }
                if (ip > lastStart) break;
                ip++;
            }
        }
        op = Lz4Sequences.PutLast(op, targetEnd, anchor, end - anchor);
        return op == null ? 0 : (int)(op - target);
    }

    /// <summary>Moves <paramref name="ip"/> to the next position with a match and returns the match, null when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Find(ref byte* ip, byte* lastStart, byte* origin, uint* positions, int acceleration)
    {
        byte* forward = ip;
        int attempts = acceleration << 6;
        int step = 1;
        if (forward > lastStart) return null;
        uint nextHash = Hash(forward);
        while (true)
        {
            uint hash = nextHash;
            byte* at = forward;
            forward += step;
            step = attempts++ >> 6;
            if (forward > lastStart) return null;
            uint position = (uint)(at - origin);
            uint candidate = positions[hash];
            nextHash = Hash(forward);
            positions[hash] = position;
            if (position - candidate > MaxDistance || Read32(origin + candidate) != Read32(at)) continue;
            ip = at;
            return origin + candidate;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyLiterals(byte* to, byte* from, long length, byte* toEnd, byte* fromEnd)
    {
        if (length <= 16 && toEnd - to >= 16 && fromEnd - from >= 16) Vector128.Load(from).Store(to);
        else Unsafe.CopyBlockUnaligned(to, from, (uint)length);
    }

    /// <summary>Bytes that agree from here on, at most up to <paramref name="end"/> of the first one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long CountEqual(byte* a, byte* b, byte* end)
    {
        byte* start = a;
        if (end - a >= 8)
        {
            ulong difference = Unsafe.ReadUnaligned<ulong>(a) ^ Unsafe.ReadUnaligned<ulong>(b);
            if (difference != 0) return BitOperations.TrailingZeroCount(difference) >> 3;
            a += 8;
            b += 8;
        }
        while (end - a >= 32)
        {
            uint equal = Vector256.Equals(Vector256.Load(a), Vector256.Load(b)).ExtractMostSignificantBits();
            if (equal != uint.MaxValue) return a - start + BitOperations.TrailingZeroCount(~equal);
            a += 32;
            b += 32;
        }
        while (end - a >= 8)
        {
            ulong difference = Unsafe.ReadUnaligned<ulong>(a) ^ Unsafe.ReadUnaligned<ulong>(b);
            if (difference != 0) return a - start + (BitOperations.TrailingZeroCount(difference) >> 3);
            a += 8;
            b += 8;
        }
        while (a < end && *a == *b)
        {
            a++;
            b++;
        }
        return a - start;
    }

    // Five bytes: with four, sparse counts fill the table with entries that differ in the fifth (as LZ4 does on 64 bits).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(byte* at) =>
        (uint)(((Unsafe.ReadUnaligned<ulong>(at) << 24) * 889523592379UL) >> (64 - TableBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Read32(byte* at) => Unsafe.ReadUnaligned<uint>(at);
}
