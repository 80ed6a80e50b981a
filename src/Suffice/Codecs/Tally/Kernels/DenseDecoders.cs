using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>
/// Takes one symbol for each entry of a list off the states, symbol i off state i % lanes. <c>list</c>: the table's number
/// &lt;&lt; 16 | the pixel. <c>list</c> and <c>symbols</c> have room for 8 more.
/// </summary>
internal unsafe delegate ushort* DenseRoutine(uint* states, int lanes, ushort* words, uint* slots, uint* list, int count, byte* symbols);

/// <summary>One implementation.</summary>
internal sealed record DenseDecoder(string Name, bool IsSupported, DenseRoutine Decode);

/// <summary>Symbols of many tables, in the order of the pixels.</summary>
internal static unsafe class DenseDecoders
{
    public const int FewLanes = 8, ManyLanes = 32;

    /// <summary>Every implementation, fastest first; the last one is the definition.</summary>
    internal static readonly DenseDecoder[] All =
    [
        new("avx2", Avx2.IsSupported, DecodeAvx2),
        new("scalar", true, DecodeScalar),
    ];

    /// <summary>Runs an implementation in pieces that the slack behind the words suffices for.</summary>
    /// <param name="words">Index of the next word's first byte.</param>
    /// <returns>The same after the list; beyond <paramref name="end"/> the stream is too short.</returns>
    public static int Decode(
        DenseDecoder kernel, byte[] bytes, int words, int end, Span<uint> states, int lanes, ReadOnlySpan<uint> slots, Span<uint> list, int count, Span<byte> symbols)
    {
        fixed (byte* first = bytes)
        fixed (uint* state = states, slot = slots, entries = list)
        fixed (byte* symbol = symbols)
        {
            // A piece begins at lane 0 and takes at most 64 bytes beyond the end.
            for (int i = 0; i < count && words <= end; i += ManyLanes)
                words = (int)((byte*)kernel.Decode(state, lanes, (ushort*)(first + words), slot, entries + i, Math.Min(ManyLanes, count - i), symbol + i) - first);
            return words;
        }
    }

    private static ushort* DecodeScalar(uint* states, int lanes, ushort* words, uint* slots, uint* list, int count, byte* symbols)
    {
        for (int i = 0; i < count; i++)
            symbols[i] = (byte)Rans.Take(ref states[i & (lanes - 1)], ref words, slots + (list[i] >> 16 << FrequencyTable.Bits));
        return words;
    }

    private static ushort* DecodeAvx2(uint* states, int lanes, ushort* words, uint* slots, uint* list, int count, byte* symbols)
    {
        for (int i = 0; i < count; i += 8)
        {
            int* own = (int*)states + (i & (lanes - 1));
            Vector256<int> x = Vector256.Load(own), mask = Vector256.Create(FrequencyTable.Total - 1);
            Vector256<int> active = Avx2.CompareGreaterThan(Vector256.Create(count - i), Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7));
            Vector256<int> table = Avx2.ShiftLeftLogical(Avx2.ShiftRightLogical(Vector256.Load((int*)list + i) & active, 16), FrequencyTable.Bits);
            Vector256<int> slot = Avx2.GatherVector256((int*)slots, table | (x & mask), 4);
            Vector256<int> next = Avx2.MultiplyLow(Avx2.ShiftRightLogical(slot, 12) & mask, Avx2.ShiftRightLogical(x, FrequencyTable.Bits)) + (slot & mask);
            Vector256<int> needs = Avx2.CompareEqual(Avx2.ShiftRightLogical(next, 16), Vector256<int>.Zero) & active;
            next = RunDecoders.Refill(next, needs, ref words);
            Avx2.BlendVariable(x, next, active).Store(own);
            Vector256<int> symbol = Avx2.ShiftRightLogical(slot, 24);
            Vector128<ushort> packed = Sse41.PackUnsignedSaturate(symbol.GetLower(), symbol.GetUpper());
            *(ulong*)(symbols + i) = Sse2.PackUnsignedSaturate(packed.AsInt16(), packed.AsInt16()).AsUInt64().ToScalar();
        }
        return words;
    }
}
