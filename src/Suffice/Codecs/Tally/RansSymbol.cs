using System.Numerics;
using System.Runtime.InteropServices;

namespace Suffice.Codecs.Tally;

/// <summary>A symbol as the rANS encoder needs it: its parts, their start, and a multiplication that divides by the parts.</summary>
/// <remarks>Division by invariant integers after Granlund and Montgomery (1994), exact for every 32-bit dividend.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct RansSymbol
{
    public uint Multiplier;
    public uint Limit;
    public ushort Parts;
    public ushort Start;
    public byte Shift1;
    public byte Shift2;

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
        int log = parts == 1 ? 0 : 1 + BitOperations.Log2(parts - 1);
        return new RansSymbol
        {
            Multiplier = (uint)((((1ul << log) - parts) << 32) / parts + 1),
            Limit = parts << (32 - FrequencyTable.Bits),
            Parts = (ushort)parts,
            Start = (ushort)start,
            Shift1 = (byte)Math.Min(log, 1),
            Shift2 = (byte)Math.Max(log - 1, 0),
        };
    }
}
