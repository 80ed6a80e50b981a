using System.Runtime.InteropServices;

namespace Suffice.Codecs.Tally;

/// <summary>A symbol as the rANS encoder needs it: its parts, their start, and a multiplication that divides by the parts.</summary>
/// <remarks>
/// A state is below 2^20 times the parts when it is divided, and parts are below 2^12. So 2^44 divided by the parts, rounded up, times
/// the state is below 2^64, and its upper 20 bits are the exact quotient.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct RansSymbol
{
    public const int QuotientShift = 44;

    public ulong Multiplier;
    public uint Limit;
    public ushort Start;
    public ushort OtherParts;

    public static void Fill(FrequencyTable table, Span<RansSymbol> symbols)
    {
        int start = 0;
        ReadOnlySpan<ushort> parts = table.Parts;
        for (int i = 0; i < parts.Length; i++)
        {
            symbols[i] = Make(parts[i], start);
            start += parts[i];
        }
    }

    private static RansSymbol Make(uint parts, int start)
    {
        if (parts == 0) return default;
        return new RansSymbol
        {
            Multiplier = ((1ul << QuotientShift) + parts - 1) / parts,
            Limit = parts << (32 - FrequencyTable.Bits),
            Start = (ushort)start,
            OtherParts = (ushort)(FrequencyTable.Total - parts),
        };
    }
}
