using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>The decoders of <see cref="RunDecoders"/> and <see cref="DenseDecoders"/> on vectors that every processor has, Arm's among them.</summary>
internal static unsafe class Vector128Rans
{
    private const int Lanes = RunDecoders.Lanes;

    // Bytes of a shuffle that select nothing.
    private const byte None = 0xFF;

    private static readonly Vector128<byte>[] Expand = [.. Enumerable.Range(0, 16).Select(Expanding)];

    /// <summary>Shuffles of bytes by a variable have an instruction.</summary>
    public static bool IsSupported => Vector128.IsHardwareAccelerated && (Ssse3.IsSupported || !X86Base.IsSupported);

    /// <inheritdoc cref="RunRoutine"/>
    public static ushort* DecodeRun(uint* states, ushort* words, ushort* end, RansTable table, int count, byte* symbols)
    {
        int whole = count & ~(Lanes - 1), i = 0;
        fixed (uint* slots = table.Slots)
        fixed (Vector128<byte>* expand = Expand)
        {
            if (table.IsSmall)
            {
                SmallTable small = new(table);
                for (; i < whole && words <= end; i += Lanes)
                    for (int k = 0; k < Lanes; k += 16)
                        Pack(small.Take(states + k, ref words, expand), small.Take(states + k + 4, ref words, expand),
                            small.Take(states + k + 8, ref words, expand), small.Take(states + k + 12, ref words, expand)).Store(symbols + i + k);
            }
            else
            {
                for (; i < whole && words <= end; i += Lanes)
                    for (int k = 0; k < Lanes; k += 16)
                        Pack(Large(states + k, ref words, slots, expand), Large(states + k + 4, ref words, slots, expand),
                            Large(states + k + 8, ref words, slots, expand), Large(states + k + 12, ref words, slots, expand)).Store(symbols + i + k);
            }
            return i < whole ? words : RunDecoders.DecodeFrom(whole, states, words, end, slots, count, symbols);
        }
    }

    /// <inheritdoc cref="DenseRoutine"/>
    public static ushort* DecodeDense(uint* states, int lanes, ushort* words, uint* slots, uint* list, int count, byte* symbols)
    {
        int whole = count & ~3;
        fixed (Vector128<byte>* expand = Expand)
            for (int i = 0; i < whole; i += 4)
            {
                uint* own = states + (i & (lanes - 1));
                Vector128<uint> slot = Slots(slots, Vector128.Load(own), Vector128.Load(list + i) >>> 16 << FrequencyTable.Bits);
                Next(own, slot, ref words, expand);
                Vector128<ushort> symbol = Vector128.Narrow(slot >>> 24, default);
                *(uint*)(symbols + i) = Vector128.Narrow(symbol, default).AsUInt32().ToScalar();
            }
        for (int i = whole; i < count; i++)
            symbols[i] = (byte)Rans.Take(ref states[i & (lanes - 1)], ref words, slots + (list[i] >> 16 << FrequencyTable.Bits));
        return words;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Large(uint* states, ref ushort* words, uint* slots, Vector128<byte>* expand)
    {
        Vector128<uint> slot = Slots(slots, Vector128.Load(states), default);
        Next(states, slot, ref words, expand);
        return slot >>> 24;
    }

    // Loads of their own: few processors gather faster than that.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Slots(uint* slots, Vector128<uint> x, Vector128<uint> tables)
    {
        Vector128<uint> at = (x & Vector128.Create(FrequencyTable.Total - 1u)) | tables;
        return Vector128.Create(slots[at.GetElement(0)], slots[at.GetElement(1)], slots[at.GetElement(2)], slots[at.GetElement(3)]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Next(uint* states, Vector128<uint> slot, ref ushort* words, Vector128<byte>* expand)
    {
        Vector128<uint> mask = Vector128.Create(FrequencyTable.Total - 1u);
        Vector128<uint> x = (slot >>> 12 & mask) * (Vector128.Load(states) >>> FrequencyTable.Bits) + (slot & mask);
        Refill(x, ref words, expand).Store(states);
    }

    // States below the smallest one take the next words, in the order of the lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Refill(Vector128<uint> x, ref ushort* words, Vector128<byte>* expand)
    {
        Vector128<uint> needs = Vector128.Equals(x >>> 16, Vector128<uint>.Zero);
        uint lanes = needs.ExtractMostSignificantBits();
        Vector128<byte> next = Vector128.ShuffleNative(Vector128.CreateScalarUnsafe(*(ulong*)words).AsByte(), expand[lanes]);
        words += uint.PopCount(lanes);
        return Vector128.ConditionalSelect(needs, x << 16, x) | next.AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Pack(Vector128<uint> a, Vector128<uint> b, Vector128<uint> c, Vector128<uint> d) =>
        Vector128.Narrow(Vector128.Narrow(a, b), Vector128.Narrow(c, d));

    private static Vector128<byte> Expanding(int lanes)
    {
        Span<byte> bytes = stackalloc byte[Vector128<byte>.Count];
        bytes.Fill(None);
        for (int lane = 0, word = 0; lane < 4; lane++)
        {
            if ((lanes >> lane & 1) == 0) continue;
            (bytes[4 * lane], bytes[4 * lane + 1]) = ((byte)(2 * word), (byte)(2 * word + 1));
            word++;
        }
        return Vector128.Create<byte>(bytes);
    }

    // A symbol is the number of bounds that its slot exceeds; its part and start are 16 bits each, in one vector.
    private readonly struct SmallTable
    {
        private readonly Vector128<byte> _parts, _starts;
        private readonly Vector128<int> _b0, _b1, _b2, _b3, _b4, _b5, _b6;
        private readonly bool _isLong;

        public SmallTable(RansTable table)
        {
            Span<ushort> parts = stackalloc ushort[RansTable.SmallSymbols], starts = stackalloc ushort[RansTable.SmallSymbols];
            for (int i = 0; i < RansTable.SmallSymbols; i++) (parts[i], starts[i]) = ((ushort)table.Parts[i], (ushort)table.Starts[i]);
            (_parts, _starts) = (Vector128.Create<ushort>(parts).AsByte(), Vector128.Create<ushort>(starts).AsByte());
            int[] last = table.LastBefore;
            (_b0, _b1, _b2, _b3) = (Vector128.Create(last[0]), Vector128.Create(last[1]), Vector128.Create(last[2]), Vector128.Create(last[3]));
            (_b4, _b5, _b6) = (Vector128.Create(last[4]), Vector128.Create(last[5]), Vector128.Create(last[6]));
            _isLong = table.Count > 5;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<uint> Take(uint* states, ref ushort* words, Vector128<byte>* expand)
        {
            Vector128<uint> x = Vector128.Load(states), slot = x & Vector128.Create(FrequencyTable.Total - 1u);
            Vector128<int> s = slot.AsInt32();
            Vector128<int> above = Vector128.GreaterThan(s, _b0) + Vector128.GreaterThan(s, _b1) + (Vector128.GreaterThan(s, _b2) + Vector128.GreaterThan(s, _b3));
            if (_isLong) above += Vector128.GreaterThan(s, _b4) + Vector128.GreaterThan(s, _b5) + Vector128.GreaterThan(s, _b6);
            Vector128<uint> symbol = (-above).AsUInt32();
            // The two bytes of a symbol's number in the lower half, nothing in the upper one.
            Vector128<byte> which = ((symbol << 1 | symbol << 9) + Vector128.Create((uint)None << 24 | (uint)None << 16 | 0x0100u)).AsByte();
            Vector128<uint> part = Vector128.ShuffleNative(_parts, which).AsUInt32(), start = Vector128.ShuffleNative(_starts, which).AsUInt32();
            Refill(part * (x >>> FrequencyTable.Bits) + (slot - start), ref words, expand).Store(states);
            return symbol;
        }
    }
}
