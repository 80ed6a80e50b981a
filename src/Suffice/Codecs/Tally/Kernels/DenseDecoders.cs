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
    /// <remarks>There is none for AVX2: with a gather for the slots it took 1.4 to 1.6 times as long as one with loads of their own.</remarks>
    internal static readonly DenseDecoder[] All =
    [
        new("vector128", Vector128Rans.IsSupported, Vector128Rans.DecodeDense),
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
}
