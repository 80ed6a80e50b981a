namespace Suffice.Codecs.Tally.Kernels;

/// <summary>Counts of a row whose classes change from pixel to pixel, put on rANS states.</summary>
internal static unsafe class DenseEncoder
{
    /// <summary>Puts the values of a row, the last one first.</summary>
    /// <param name="at">Index of the last word written; words go downwards.</param>
    public static int Put(
        ReadOnlySpan<byte> classes, ReadOnlySpan<uint> values, ReadOnlySpan<RansSymbol> symbols, ReadOnlySpan<int> escapes, int lanes,
        Span<uint> states, Span<ushort> words, int at)
    {
        fixed (RansSymbol* symbol = symbols)
        fixed (uint* state = states)
        fixed (ushort* first = words)
        {
            ushort* next = first + at;
            for (int i = classes.Length - 1; i >= 0; i--)
            {
                int c = classes[i];
                uint value = values[i];
                if (c >= RateLadder.FirstResidual) value >>= RateLadder.Shift(c);
                Rans.Put(ref state[i & (lanes - 1)], ref next, symbol + c * FrequencyTable.MaxSymbols + Math.Min(value, (uint)escapes[c]));
            }
            return (int)(next - first);
        }
    }
}
