using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>
/// Takes <c>count</c> symbols of one table off 32 states, symbol i off state i % 32. Words are read from <c>words</c> on and
/// not beyond <c>end</c>, except for one round of 32 and a vector. <c>symbols</c> has room for 32 more.
/// </summary>
internal unsafe delegate ushort* RunRoutine(uint* states, ushort* words, ushort* end, RansTable table, int count, byte* symbols);

/// <summary>One implementation.</summary>
internal sealed record RunDecoder(string Name, bool IsSupported, RunRoutine Decode);

/// <summary>Symbols of one table, many at a time.</summary>
internal static unsafe class RunDecoders
{
    public const int Lanes = 32;

    /// <summary>Every implementation, fastest first; the last one is the definition.</summary>
    internal static readonly RunDecoder[] All =
    [
        new("avx2", Avx2.IsSupported, DecodeAvx2),
        new("vector128", Vector128Rans.IsSupported, Vector128Rans.DecodeRun),
        new("scalar", true, DecodeScalar),
    ];

    private static ReadOnlySpan<int> Order => [0, 4, 1, 5, 2, 6, 3, 7];

    /// <summary>Runs an implementation on bytes that go on for <see cref="ByteSource.Slack"/> behind <paramref name="end"/>.</summary>
    /// <param name="words">Index of the next word's first byte.</param>
    /// <returns>The same after the run; beyond <paramref name="end"/> the stream is too short, and some symbols are undefined.</returns>
    public static int Decode(RunDecoder kernel, byte[] bytes, int words, int end, Span<uint> states, RansTable table, int count, Span<byte> symbols)
    {
        fixed (byte* first = bytes)
        fixed (uint* state = states)
        fixed (byte* symbol = symbols)
            return (int)((byte*)kernel.Decode(state, (ushort*)(first + words), (ushort*)(first + end), table, count, symbol) - first);
    }

    internal static ushort* DecodeScalar(uint* states, ushort* words, ushort* end, RansTable table, int count, byte* symbols)
    {
        fixed (uint* slots = table.Slots)
            return DecodeFrom(0, states, words, end, slots, count, symbols);
    }

    /// <summary>The rest of a run, from a symbol on.</summary>
    internal static ushort* DecodeFrom(int first, uint* states, ushort* words, ushort* end, uint* slots, int count, byte* symbols)
    {
        for (int i = first; i < count; i++)
        {
            // Beyond the end there is room for one round only.
            if ((i & (Lanes - 1)) == 0 && words > end) return words;
            symbols[i] = (byte)Rans.Take(ref states[i & (Lanes - 1)], ref words, slots);
        }
        return words;
    }

    private static ushort* DecodeAvx2(uint* states, ushort* words, ushort* end, RansTable table, int count, byte* symbols)
    {
        fixed (uint* slots = table.Slots)
        {
            int whole = count & ~(Lanes - 1), done = 0;
            if (whole > 0)
                words = table.IsSmall
                    ? SmallAvx2(states, words, end, table, whole, symbols, out done)
                    : LargeAvx2(states, words, end, slots, whole, symbols, out done);
            return done < whole ? words : DecodeFrom(whole, states, words, end, slots, count, symbols);
        }
    }

    // A symbol is the number of bounds that its slot exceeds: no gather, no cache.
    private static ushort* SmallAvx2(uint* states, ushort* words, ushort* end, RansTable table, int count, byte* symbols, out int done)
    {
        Vector256<int> x0 = Vector256.Load((int*)states), x1 = Vector256.Load((int*)states + 8);
        Vector256<int> x2 = Vector256.Load((int*)states + 16), x3 = Vector256.Load((int*)states + 24);
        Vector256<int> parts = Vector256.Create<int>(table.Parts), starts = Vector256.Create<int>(table.Starts);
        int[] last = table.LastBefore;
        Vector256<int> b0 = Vector256.Create(last[0]), b1 = Vector256.Create(last[1]), b2 = Vector256.Create(last[2]);
        Vector256<int> b3 = Vector256.Create(last[3]), b4 = Vector256.Create(last[4]), b5 = Vector256.Create(last[5]), b6 = Vector256.Create(last[6]);
        int few = table.Count;
        int i = 0;
        for (; i < count && words <= end; i += Lanes)
        {
            Vector256<int> s0 = Small(ref x0, ref words, parts, starts, b0, b1, b2, b3, b4, b5, b6, few);
            Vector256<int> s1 = Small(ref x1, ref words, parts, starts, b0, b1, b2, b3, b4, b5, b6, few);
            Vector256<int> s2 = Small(ref x2, ref words, parts, starts, b0, b1, b2, b3, b4, b5, b6, few);
            Vector256<int> s3 = Small(ref x3, ref words, parts, starts, b0, b1, b2, b3, b4, b5, b6, few);
            Store(symbols + i, s0, s1, s2, s3);
        }
        Keep(states, x0, x1, x2, x3);
        done = i;
        return words;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Small(
        ref Vector256<int> x, ref ushort* words, Vector256<int> parts, Vector256<int> starts,
        Vector256<int> b0, Vector256<int> b1, Vector256<int> b2, Vector256<int> b3, Vector256<int> b4, Vector256<int> b5, Vector256<int> b6, int few)
    {
        Vector256<int> slot = x & Vector256.Create(FrequencyTable.Total - 1);
        Vector256<int> above = Avx2.CompareGreaterThan(slot, b0) + Avx2.CompareGreaterThan(slot, b1);
        above += Avx2.CompareGreaterThan(slot, b2) + Avx2.CompareGreaterThan(slot, b3);
        if (few > 5) above += Avx2.CompareGreaterThan(slot, b4) + Avx2.CompareGreaterThan(slot, b5) + Avx2.CompareGreaterThan(slot, b6);
        Vector256<int> symbol = -above;
        Vector256<int> part = Avx2.PermuteVar8x32(parts, symbol), start = Avx2.PermuteVar8x32(starts, symbol);
        x = Avx2.MultiplyLow(part, Avx2.ShiftRightLogical(x, FrequencyTable.Bits)) + (slot - start);
        x = Refill(x, Avx2.CompareEqual(Avx2.ShiftRightLogical(x, 16), Vector256<int>.Zero), ref words);
        return symbol;
    }

    private static ushort* LargeAvx2(uint* states, ushort* words, ushort* end, uint* slots, int count, byte* symbols, out int done)
    {
        Vector256<int> x0 = Vector256.Load((int*)states), x1 = Vector256.Load((int*)states + 8);
        Vector256<int> x2 = Vector256.Load((int*)states + 16), x3 = Vector256.Load((int*)states + 24);
        int i = 0;
        for (; i < count && words <= end; i += Lanes)
        {
            Vector256<int> s0 = Large(ref x0, ref words, slots), s1 = Large(ref x1, ref words, slots);
            Vector256<int> s2 = Large(ref x2, ref words, slots), s3 = Large(ref x3, ref words, slots);
            Store(symbols + i, s0, s1, s2, s3);
        }
        Keep(states, x0, x1, x2, x3);
        done = i;
        return words;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Large(ref Vector256<int> x, ref ushort* words, uint* slots)
    {
        Vector256<int> mask = Vector256.Create(FrequencyTable.Total - 1);
        Vector256<int> slot = Avx2.GatherVector256((int*)slots, x & mask, 4);
        Vector256<int> part = Avx2.ShiftRightLogical(slot, 12) & mask;
        x = Avx2.MultiplyLow(part, Avx2.ShiftRightLogical(x, FrequencyTable.Bits)) + (slot & mask);
        x = Refill(x, Avx2.CompareEqual(Avx2.ShiftRightLogical(x, 16), Vector256<int>.Zero), ref words);
        return Avx2.ShiftRightLogical(slot, 24);
    }

    // States marked in needs take the next words, in the order of the lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Refill(Vector256<int> x, Vector256<int> needs, ref ushort* words)
    {
        int mask = Avx.MoveMask(needs.AsSingle());
        Vector256<int> next = Avx2.ConvertToVector256Int32(words);
        next = Avx2.PermuteVar8x32(next, LaneTables.Expanding(mask));
        words += uint.PopCount((uint)mask);
        return Avx2.BlendVariable(x, Avx2.ShiftLeftLogical(x, 16) | next, needs);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(byte* symbols, Vector256<int> s0, Vector256<int> s1, Vector256<int> s2, Vector256<int> s3)
    {
        Vector256<byte> packed = Avx2.PackUnsignedSaturate(Avx2.PackSignedSaturate(s0, s1), Avx2.PackSignedSaturate(s2, s3));
        Avx2.PermuteVar8x32(packed.AsInt32(), Vector256.Create(Order)).AsByte().Store(symbols);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(uint* states, Vector256<int> x0, Vector256<int> x1, Vector256<int> x2, Vector256<int> x3)
    {
        x0.Store((int*)states);
        x1.Store((int*)states + 8);
        x2.Store((int*)states + 16);
        x3.Store((int*)states + 24);
    }
}
