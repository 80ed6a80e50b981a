using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Suffice.Cubes.Statistics.Kernels;

/// <summary>
/// Counters [pixel, value] of one tile for the values 1 to 15, which are nearly all non-zero samples of a counting
/// detector. Counter 0 of a pixel counts the non-zero samples that are not among them.
/// </summary>
internal static class SmallCounts
{
    public const int Slots = 16;

    /// <summary>
    /// Counts the non-zero samples of one run. Large samples are left to the caller: their positions go to
    /// <paramref name="large"/>.
    /// </summary>
    /// <param name="run">The samples of one pattern on the pixels of a tile.</param>
    /// <param name="positions">Where the run is not zero; every entry is below its length.</param>
    /// <param name="counts">16 counters for every sample of the run.</param>
    /// <param name="large">As long as <paramref name="positions"/>.</param>
    /// <param name="largeCount">How many positions were written.</param>
    /// <returns>The sum of the small samples.</returns>
    public static long Add<T>(
        ReadOnlySpan<T> run, ReadOnlySpan<ushort> positions, Span<uint> counts, Span<ushort> large, out int largeCount)
        where T : unmanaged
    {
        if (counts.Length < run.Length * Slots || large.Length < positions.Length)
            throw new ArgumentException($"a run of {run.Length} samples needs {run.Length * Slots} counters");
        ref T samples = ref MemoryMarshal.GetReference(run);
        ref uint table = ref MemoryMarshal.GetReference(counts);
        ref ushort rest = ref MemoryMarshal.GetReference(large);
        long sum = 0;
        int kept = 0;
        foreach (ushort at in positions)
        {
            uint slot = Samples.SmallSlot(Unsafe.Add(ref samples, at));
            Unsafe.Add(ref table, at * Slots + (int)slot)++;
            sum += slot;
            Unsafe.Add(ref rest, kept) = at;
            kept += slot == 0 ? 1 : 0;
        }
        largeCount = kept;
        return sum;
    }

    /// <summary>Adds one pixel's counters to others.</summary>
    /// <returns>All counts, and the counts times their values.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint NonZero, ulong Sum) AddRow(ReadOnlySpan<uint> counts, Span<uint> total)
    {
        Vector512<uint> row = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(counts[..Slots]));
        (Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(total[..Slots])) + row).StoreUnsafe(ref MemoryMarshal.GetReference(total));
        // A slab holds fewer than 2^28 samples of one pixel, so that 15 times a count fits.
        return (Vector512.Sum(row), Vector512.Sum(row * Vector512<uint>.Indices));
    }

    /// <summary>The largest small value that was counted, 0 where there is none.</summary>
    public static int Largest(ReadOnlySpan<uint> counts)
    {
        Vector512<uint> row = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(counts[..Slots]));
        uint empty = (uint)Vector512.Equals(row, Vector512<uint>.Zero).ExtractMostSignificantBits();
        return BitOperations.Log2((~empty & 0xFFFF) | 1);
    }
}
