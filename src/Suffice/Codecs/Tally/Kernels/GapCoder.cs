using System.Numerics;
using System.Runtime.CompilerServices;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>The tokens of the gap classes, on 4 rANS states in turn, and the events that they make.</summary>
internal static unsafe class GapCoder
{
    public const int Lanes = 4;

    /// <summary>Puts tokens, the last one first: table in the upper byte, symbol in the lower one.</summary>
    /// <param name="symbols">256 for each table.</param>
    /// <param name="at">Index of the last word written; words go downwards.</param>
    public static int Put(ReadOnlySpan<ushort> tokens, ReadOnlySpan<RansSymbol> symbols, Span<uint> states, Span<ushort> words, int at)
    {
        fixed (ushort* token = tokens)
        fixed (RansSymbol* symbol = symbols)
        fixed (uint* state = states)
        fixed (ushort* first = words)
        {
            ushort* next = first + at;
            for (int i = tokens.Length - 1; i >= 0; i--) Rans.Put(ref state[i & (Lanes - 1)], ref next, symbol + token[i]);
            return (int)(next - first);
        }
    }

    /// <summary>Puts one token; <paramref name="at"/> is the index of the last word written.</summary>
    public static void PutOne(RansSymbol symbol, ref uint state, ushort[] words, ref int at)
    {
        fixed (ushort* first = words)
        {
            ushort* next = first + at;
            Rans.Put(ref state, ref next, &symbol);
            at = (int)(next - first);
        }
    }

    /// <summary>Takes one symbol; <paramref name="at"/> is the index of the next word's first byte, before the slack's last one.</summary>
    public static uint TakeOne(uint[] slots, ref uint state, byte[] bytes, ref int at)
    {
        fixed (byte* first = bytes)
        fixed (uint* slot = slots)
        {
            ushort* next = (ushort*)(first + at);
            uint symbol = Rans.Take(ref state, ref next, slot);
            at = (int)((byte*)next - first);
            return symbol;
        }
    }
}
