using System.Buffers;

namespace Suffice.Cubes.Statistics;

/// <summary>
/// Counts of (value, tag) pairs: open addressing with linear probing, 16 bytes a slot, at most three quarters full.
/// </summary>
internal sealed class CountTable
{
    private const int TagShift = 48;
    private const ulong CountMask = (1UL << TagShift) - 1;
    private Slot[] _slots;
    private int _shift;

    public CountTable(int slotsAtFirst = 16)
    {
        _slots = new Slot[slotsAtFirst];
        _shift = ShiftFor(slotsAtFirst);
    }

    /// <summary>A value's bits; in the second word the tag above a count that is 0 in an empty slot.</summary>
    private struct Slot
    {
        public ulong Value;
        public ulong TagAndCount;
    }

    /// <summary>Distinct pairs.</summary>
    public int Count { get; private set; }

    /// <summary>Pairs that the table can hold without being larger than this.</summary>
    public static int Capacity(long bytes) => (int)long.Clamp(RoundDown(bytes / 16) * 3 / 4, 12, int.MaxValue / 32);

    /// <summary>Adds to the count of a pair: at least 1, and less than 2^48 in all.</summary>
    public void Add(ulong value, ushort tag, long count)
    {
        ulong wanted = (ulong)tag << TagShift;
        for (uint at = Home(value, tag); ; at = (at + 1) & (uint)(_slots.Length - 1))
        {
            ref Slot slot = ref _slots[at];
            if (slot.TagAndCount == 0)
            {
                slot.Value = value;
                slot.TagAndCount = wanted | (ulong)count;
                if (++Count * 4L > _slots.Length * 3L) Double();
                return;
            }
            if (slot.Value == value && (slot.TagAndCount & ~CountMask) == wanted)
            {
                slot.TagAndCount += (ulong)count;
                return;
            }
        }
    }

    /// <summary>Forgets the pairs for which the predicate is false.</summary>
    public void Retain(Func<ulong, ushort, bool> keep)
    {
        // A table is thinned many times: a new array for each would leave the collector with more garbage than tables.
        Slot[] before = ArrayPool<Slot>.Shared.Rent(_slots.Length);
        _slots.CopyTo(before, 0);
        Array.Clear(_slots);
        Insert(before.AsSpan(0, _slots.Length), keep);
        ArrayPool<Slot>.Shared.Return(before);
    }

    public IEnumerable<(ulong Value, ushort Tag, long Count)> Entries()
    {
        foreach (Slot slot in _slots)
            if (slot.TagAndCount != 0)
                yield return (slot.Value, (ushort)(slot.TagAndCount >> TagShift), (long)(slot.TagAndCount & CountMask));
    }

    private void Double()
    {
        Slot[] before = _slots;
        _slots = new Slot[before.Length * 2];
        _shift = ShiftFor(_slots.Length);
        Insert(before, (_, _) => true);
    }

    /// <summary>Fills the empty table.</summary>
    private void Insert(ReadOnlySpan<Slot> entries, Func<ulong, ushort, bool> keep)
    {
        Count = 0;
        foreach (Slot slot in entries)
        {
            ushort tag = (ushort)(slot.TagAndCount >> TagShift);
            if (slot.TagAndCount == 0 || !keep(slot.Value, tag)) continue;
            uint at = Home(slot.Value, tag);
            while (_slots[at].TagAndCount != 0) at = (at + 1) & (uint)(_slots.Length - 1);
            _slots[at] = slot;
            Count++;
        }
    }

    private uint Home(ulong value, ushort tag)
    {
        // Fibonacci hashing; the fold brings the high bits of floats down, where they reach every bit of the product.
        ulong folded = value ^ value >> 29 ^ tag * 0xD6E8FEB86659FD93;
        return (uint)(folded * 0x9E3779B97F4A7C15 >> _shift);
    }

    private static int ShiftFor(int length) => 64 - int.Log2(length);

    private static long RoundDown(long value) => value < 1 ? 1 : 1L << (int)long.Log2(value);
}
