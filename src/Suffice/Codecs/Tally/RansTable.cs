using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Tally;

/// <summary>
/// A frequency table as the decoder needs it: for each of 4096 slots <c>symbol &lt;&lt; 24 | parts &lt;&lt; 12 | slot - start</c>.
/// Alphabets of up to 8 symbols also have their bounds, so that vectors need no gather.
/// </summary>
internal sealed class RansTable
{
    public const int SmallSymbols = 8;

    private uint[] _slots = [];

    /// <summary>The slots; none before the first table.</summary>
    public uint[] Slots => _slots;

    public int Count { get; private set; }

    public bool IsSmall => Count <= SmallSymbols;

    /// <summary>Of the first 8 symbols: the last slot before symbol i + 1, or one that is never exceeded.</summary>
    public int[] LastBefore { get; } = new int[SmallSymbols];

    public int[] Parts { get; } = new int[SmallSymbols];

    public int[] Starts { get; } = new int[SmallSymbols];

    public void Fill(FrequencyTable table)
    {
        Count = table.Count;
        FillSlots(table.Parts, Scratch.Of(ref _slots, FrequencyTable.Total));
        int start = 0;
        for (int i = 0; i < SmallSymbols; i++)
        {
            Starts[i] = start;
            Parts[i] = i < table.Count ? table.Parts[i] : 0;
            start += Parts[i];
            LastBefore[i] = i + 1 < table.Count ? start - 1 : FrequencyTable.Total;
        }
    }

    public static void FillSlots(ReadOnlySpan<ushort> parts, Span<uint> slots)
    {
        int start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            int n = parts[i];
            if (n == 0) continue;
            Span<uint> own = slots.Slice(start, n);
            uint first = (uint)i << 24 | (uint)n << 12;
            int k = 0;
            Vector256<uint> next = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7) + Vector256.Create(first);
            for (; k + 8 <= n; k += 8, next += Vector256.Create(8u)) next.CopyTo(own[k..]);
            for (; k < n; k++) own[k] = first + (uint)k;
            start += n;
        }
    }
}
