using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>
/// Puts <c>count</c> symbols of one table on 32 states, the last one first, symbol i on state i % 32. Words go downwards from
/// <c>words</c>, with room for one with each symbol and a vector.
/// </summary>
/// <param name="symbolCount">Symbols of the table; the vectors take those of small ones from registers.</param>
internal unsafe delegate ushort* PutRoutine(uint* states, ushort* words, RansSymbol* table, int symbolCount, byte* symbols, int count);

/// <summary>One implementation.</summary>
internal sealed record RunEncoder(string Name, bool IsSupported, PutRoutine Put);

/// <summary>Symbols of one table, many at a time: what <see cref="RunDecoders"/> take.</summary>
internal static unsafe class RunEncoders
{
    /// <summary>Words that are written to before those that count.</summary>
    public const int Slack = 8;

    /// <summary>Every implementation, fastest first; the last one is the definition.</summary>
    internal static readonly RunEncoder[] All =
    [
        new("avx2", Avx2.IsSupported, PutAvx2),
        new("scalar", true, PutScalar),
    ];

    /// <summary>The first one that this processor has.</summary>
    public static RunEncoder Fastest { get; } = All.First(kernel => kernel.IsSupported);

    /// <summary>Runs an implementation.</summary>
    /// <param name="at">Index of the last word written; at least <see cref="Slack"/> and the number of symbols.</param>
    /// <returns>The same after the run.</returns>
    public static int Put(
        RunEncoder kernel, Span<uint> states, Span<ushort> words, int at, ReadOnlySpan<RansSymbol> table, int symbolCount, ReadOnlySpan<byte> symbols)
    {
        fixed (uint* state = states)
        fixed (ushort* first = words)
        fixed (RansSymbol* symbol = table)
        fixed (byte* from = symbols)
            return (int)(kernel.Put(state, first + at, symbol, symbolCount, from, symbols.Length) - first);
    }

    internal static ushort* PutScalar(uint* states, ushort* words, RansSymbol* table, int symbolCount, byte* symbols, int count) =>
        PutDownTo(0, states, words, table, symbols, count);

    private static ushort* PutDownTo(int end, uint* states, ushort* words, RansSymbol* table, byte* symbols, int count)
    {
        for (int i = count - 1; i >= end; i--) Rans.Put(ref states[i & (RunDecoders.Lanes - 1)], ref words, table + symbols[i]);
        return words;
    }

    private static ushort* PutAvx2(uint* states, ushort* words, RansSymbol* table, int symbolCount, byte* symbols, int count)
    {
        int whole = count & ~(RunDecoders.Lanes - 1);
        words = PutDownTo(whole, states, words, table, symbols, count);
        if (whole == 0) return words;
        bool isSmall = symbolCount <= RansTable.SmallSymbols;
        int* entries = (int*)&table->Start;
        Vector256<int> x0 = Vector256.Load((int*)states), x1 = Vector256.Load((int*)states + 8);
        Vector256<int> x2 = Vector256.Load((int*)states + 16), x3 = Vector256.Load((int*)states + 24);
        if (isSmall)
        {
            Vector256<int> few = Entries(entries, Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7));
            Vector256<float> inverses = Inverses(Parts(few));
            for (byte* s = symbols + whole; s > symbols; s -= RunDecoders.Lanes)
            {
                words = PutSmall(ref x3, words, few, inverses, s - 8);
                words = PutSmall(ref x2, words, few, inverses, s - 16);
                words = PutSmall(ref x1, words, few, inverses, s - 24);
                words = PutSmall(ref x0, words, few, inverses, s - 32);
            }
        }
        else
        {
            for (byte* s = symbols + whole; s > symbols; s -= RunDecoders.Lanes)
            {
                words = PutLarge(ref x3, words, entries, s - 8);
                words = PutLarge(ref x2, words, entries, s - 16);
                words = PutLarge(ref x1, words, entries, s - 24);
                words = PutLarge(ref x0, words, entries, s - 32);
            }
        }
        x0.Store((int*)states);
        x1.Store((int*)states + 8);
        x2.Store((int*)states + 16);
        x3.Store((int*)states + 24);
        return words;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort* PutSmall(ref Vector256<int> x, ushort* words, Vector256<int> few, Vector256<float> inverses, byte* symbols)
    {
        Vector256<int> symbol = Avx2.ConvertToVector256Int32(symbols), entry = Avx2.PermuteVar8x32(few, symbol);
        return Put(ref x, words, entry, Parts(entry), Avx2.PermuteVar8x32(inverses, symbol));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort* PutLarge(ref Vector256<int> x, ushort* words, int* entries, byte* symbols)
    {
        Vector256<int> entry = Entries(entries, Avx2.ConvertToVector256Int32(symbols)), parts = Parts(entry);
        return Put(ref x, words, entry, parts, Inverses(parts));
    }

    /// <remarks>
    /// The quotient in single precision is at most one away: half the state and the parts are exact or good to 2^-24, the quotient is
    /// below 2^20, and where parts are so few that the lost bit matters, all of it is exact.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort* Put(ref Vector256<int> x, ushort* words, Vector256<int> entry, Vector256<int> parts, Vector256<float> inverse)
    {
        Vector256<int> stays = Avx2.CompareGreaterThan(parts, Avx2.ShiftRightLogical(x, 32 - FrequencyTable.Bits));
        int due = Avx.MoveMask(stays.AsSingle()) ^ 0xFF;
        Vector256<int> low = Avx2.PermuteVar8x32(x & Vector256.Create(0xFFFF), LaneTables.CompactingUp(due));
        Sse41.PackUnsignedSaturate(low.GetLower(), low.GetUpper()).Store(words - Slack);
        words -= uint.PopCount((uint)due);
        Vector256<int> kept = Avx2.ShiftRightLogicalVariable(x, Avx2.AndNot(stays, Vector256.Create(16)).AsUInt32());
        Vector256<int> quotient = Avx.ConvertToVector256Int32WithTruncation(Avx.ConvertToVector256Single(Avx2.ShiftRightLogical(kept, 1)) * inverse);
        Vector256<int> rest = kept - Avx2.MultiplyLow(quotient, parts);
        Vector256<int> below = Avx2.ShiftRightArithmetic(rest, 31), above = Avx2.CompareGreaterThan(rest, parts - Vector256<int>.One);
        quotient += below - above;
        rest += (parts & below) - (parts & above);
        x = Avx2.ShiftLeftLogical(quotient, FrequencyTable.Bits) + rest + (entry & Vector256.Create(0xFFFF));
        return words;
    }

    // The start in the lower half, the other symbols' parts in the upper one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Entries(int* entries, Vector256<int> symbols) => Avx2.GatherVector256(entries, symbols + symbols, 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Parts(Vector256<int> entry) => Vector256.Create(FrequencyTable.Total) - Avx2.ShiftRightLogical(entry, 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Inverses(Vector256<int> parts) => Vector256.Create(2f) / Avx.ConvertToVector256Single(parts);
}
