using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Suffice.Codecs.Lz4.Kernels;

/// <summary>
/// Encodes LZ4 blocks by chains of earlier positions with the same four bytes, and one step of lazy matching. Sparse counts
/// are runs of zeros of all lengths: a run is entered once, at its start, with its length, and an earlier run that is longer
/// is lined up by its end, so that the match goes on into what follows.
/// </summary>
/// <remarks>
/// Entering every position of a run, as the LZ4 library does below its level 9, fills the chains with places of the same run:
/// twice the time for a larger result on sparse counts.
/// </remarks>
internal sealed unsafe class Lz4ChainEncoder
{
    private const int HeadBits = 15;
    private const int WindowMask = 0xFFFF;
    private const uint MaxDistance = 65535;
    private const int MinMatch = 4;
    private const int LastLiterals = 5;
    private const int MatchStartLimit = 12;
    // A match of this length is taken without looking for a longer one at the next byte.
    private const int GoodLength = 64;

    private readonly uint[] _heads = GC.AllocateArray<uint>(1 << HeadBits, pinned: true);
    private readonly Link[] _links = GC.AllocateArray<Link>(WindowMask + 1, pinned: true);
    private uint _firstPosition = MaxDistance + 1;

    // One position in the window: the distance to the previous one with the same hash, 0 for none, and the length of the run
    // that starts here, 0 for none.
    [StructLayout(LayoutKind.Sequential)]
    private struct Link
    {
        public ushort Distance;
        public ushort Run;
    }

    private readonly ref struct Window
    {
        public readonly byte* Source, LastStart, MatchEnd, Origin;
        public readonly uint* Heads;
        public readonly Link* Links;

        public Window(byte* source, byte* end, byte* origin, uint* heads, Link* links)
        {
            Source = source;
            LastStart = end - MatchStartLimit;
            MatchEnd = end - LastLiterals;
            Origin = origin;
            Heads = heads;
            Links = links;
        }
    }

    /// <summary>Bytes written, or 0 when the block does not fit into <paramref name="target"/>.</summary>
    /// <remarks>Attempts are the earlier positions that are compared with each position.</remarks>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> target, int attempts)
    {
        if (_firstPosition > uint.MaxValue / 2 || (uint)source.Length > uint.MaxValue / 4)
        {
            _heads.AsSpan().Clear();
            _firstPosition = MaxDistance + 1;
        }
        int length;
        fixed (byte* from = source)
        fixed (byte* to = target)
        fixed (uint* h = _heads)
        fixed (Link* l = _links)
        {
            Window window = new(from, from + source.Length, from - _firstPosition, h, l);
            length = Encode(window, from + source.Length, to, to + target.Length, attempts);
        }
        _firstPosition += (uint)source.Length + MaxDistance + 1;
        return length;
    }

    private static int Encode(in Window w, byte* end, byte* target, byte* targetEnd, int attempts)
    {
        byte* op = target;
        byte* anchor = w.Source;
        byte* next = w.Source;
        byte* ip = w.Source;
        while (ip <= w.LastStart)
        {
            next = Enter(w, next, ip);
            long length = Find(w, ip, attempts, MinMatch - 1, out byte* match);
            if (length < MinMatch)
            {
                ip++;
                continue;
            }
            while (length < GoodLength && ip < w.LastStart)
            {
                next = Enter(w, next, ip + 1);
                long later = Find(w, ip + 1, attempts, length, out byte* laterMatch);
                if (later <= length) break;
                ip++;
                length = later;
                match = laterMatch;
            }
            while (ip > anchor && match > w.Source && ip[-1] == match[-1])
            {
                ip--;
                match--;
                length++;
            }
            op = Lz4Sequences.Put(op, targetEnd, anchor, ip - anchor, (int)(ip - match), length);
            if (op == null) return 0;
            ip += length;
            anchor = ip;
        }
        op = Lz4Sequences.PutLast(op, targetEnd, anchor, end - anchor);
        return op == null ? 0 : (int)(op - target);
    }

    /// <summary>Enters the positions before <paramref name="until"/>; returns the first not entered, which may be later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Enter(in Window w, byte* next, byte* until)
    {
        while (next < until)
        {
            uint four = Read32(next);
            uint position = (uint)(next - w.Origin);
            ref uint head = ref w.Heads[Hash(four)];
            uint distance = position - head;
            head = position;
            ref Link link = ref w.Links[position & WindowMask];
            link.Distance = distance > MaxDistance ? (ushort)0 : (ushort)distance;
            link.Run = 0;
            if (BitOperations.RotateLeft(four, 8) != four)
            {
                next++;
                continue;
            }
            long run = RunLength(next, w.MatchEnd);
            link.Run = (ushort)Math.Min(run, ushort.MaxValue);
            next += run - (MinMatch - 1);
        }
        return next;
    }

    /// <summary>The longest match of more than <paramref name="longest"/> bytes; returns that where there is none.</summary>
    private static long Find(in Window w, byte* ip, int attempts, long longest, out byte* match)
    {
        match = null;
        uint four = Read32(ip);
        uint position = (uint)(ip - w.Origin);
        long run = 0;
        if (BitOperations.RotateLeft(four, 8) == four)
        {
            run = RunLength(ip, w.MatchEnd);
            if (ip > w.Source && ip[-1] == *ip && run > longest)
            {
                longest = run;
                match = ip - 1;
            }
        }
        else
        {
            attempts >>= 1;
        }
        uint candidate = w.Heads[Hash(four)];
        while (position - candidate <= MaxDistance && attempts-- > 0)
        {
            byte* at = w.Origin + candidate;
            Link link = w.Links[candidate & WindowMask];
            if (run > 0)
            {
                // Where the earlier run is longer, the match starts inside it, so that both end together. The run that goes on
                // to here has been dealt with above.
                long surplus = link.Run - run;
                if (surplus >= 0 && at + surplus < ip && Read32(at) == four)
                {
                    at += surplus;
                    long length = run + Lz4FastEncoder.CountEqual(ip + run, at + run, w.MatchEnd);
                    Take(length, at, ref longest, ref match);
                }
                else if (link.Run > longest && surplus < 0 && Read32(at) == four)
                {
                    Take(link.Run, at, ref longest, ref match);
                }
            }
            else if (at[longest] == ip[longest] && Read32(at) == four)
            {
                long length = MinMatch + Lz4FastEncoder.CountEqual(ip + MinMatch, at + MinMatch, w.MatchEnd);
                Take(length, at, ref longest, ref match);
            }
            if (link.Distance == 0) break;
            candidate -= link.Distance;
        }
        return longest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(long length, byte* at, ref long longest, ref byte* match)
    {
        if (length <= longest) return;
        longest = length;
        match = at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long RunLength(byte* at, byte* end) => MinMatch + Lz4FastEncoder.CountEqual(at + MinMatch, at + MinMatch - 1, end);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(uint four) => four * 2654435761U >> (32 - HeadBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Read32(byte* at) => Unsafe.ReadUnaligned<uint>(at);
}
