using System.Runtime.CompilerServices;
using Suffice.Codecs.Tally;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>
/// Range asymmetric numeral systems (Duda, 2013): a state of 32 bits from 2^16 on, words of 16 bits, tables of 12 bits.
/// </summary>
internal static unsafe class Rans
{
    /// <summary>The smallest state, and the one that encoding begins with.</summary>
    public const uint Lowest = 1u << 16;

    /// <summary>Puts one symbol on a state; words go downwards, and there is room for one with every symbol.</summary>
    /// <remarks>Without branches: whether a word is due is as good as random.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(ref uint state, ref ushort* words, RansSymbol* symbol)
    {
        ulong x = state;
        nint due = (nint)((symbol->Limit - 1ul - x) >> 63);
        words[-1] = (ushort)x;
        words -= due;
        x >>= (int)due << 4;
        uint quotient = (uint)((x * symbol->Multiplier) >> RansSymbol.QuotientShift);
        state = (uint)x + symbol->Start + quotient * symbol->OtherParts;
    }

    /// <summary>Takes one symbol off a state; words go upwards. Without symbol: see <see cref="RansTable.Slots"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Take(ref uint state, ref ushort* words, uint* slots)
    {
        uint slot = slots[state & (FrequencyTable.Total - 1)];
        uint x = (slot >> 12 & 0xFFF) * (state >> FrequencyTable.Bits) + (slot & 0xFFF);
        if (x < Lowest) x = x << 16 | *words++;
        state = x;
        return slot >> 24;
    }

    /// <summary>The same without a branch that would be mispredicted, where a word is taken about as often as not.</summary>
    /// <param name="words">One more word may be read than is taken.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint TakeOften(ref uint state, ref ushort* words, uint* slots)
    {
        uint slot = slots[state & (FrequencyTable.Total - 1)];
        uint x = (slot >> 12 & 0xFFF) * (state >> FrequencyTable.Bits) + (slot & 0xFFF);
        uint needs = (uint)(((ulong)x - Lowest) >> 63);
        state = x << (int)(16 * needs) | (*words & (0 - needs));
        words += needs;
        return slot >> 24;
    }
}
