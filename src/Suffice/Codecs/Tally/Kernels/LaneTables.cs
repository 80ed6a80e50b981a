using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>Permutations of 8 lanes for each of the 256 masks of lanes.</summary>
internal static unsafe class LaneTables
{
    private static readonly int* Expand = Fill(isExpanding: true);
    private static readonly int* Compact = Fill(isExpanding: false);
    private static readonly int* CompactUp = FillUp();

    /// <summary>The marked lanes take items 0, 1, 2 and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Expanding(int mask) => Vector256.LoadAligned(Expand + 8 * mask);

    /// <summary>Lanes 0, 1, 2 and so on take the marked items.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Compacting(int mask) => Vector256.LoadAligned(Compact + 8 * mask);

    /// <summary>The last lanes take the marked items, in their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> CompactingUp(int mask) => Vector256.LoadAligned(CompactUp + 8 * mask);

    private static int* FillUp()
    {
        int* table = Fill(isExpanding: false);
        for (int mask = 0; mask < 256; mask++)
        {
            Span<int> lanes = new(table + 8 * mask, 8);
            int marked = BitOperations.PopCount((uint)mask);
            lanes[..marked].CopyTo(lanes[(8 - marked)..]);
        }
        return table;
    }

    // 8 KiB for the life of the process.
    private static int* Fill(bool isExpanding)
    {
        int* table = (int*)NativeMemory.AlignedAlloc(256 * 8 * sizeof(int), 32);
        new Span<int>(table, 256 * 8).Clear();
        for (int mask = 0; mask < 256; mask++)
        {
            int next = 0;
            for (int lane = 0; lane < 8; lane++)
            {
                if ((mask >> lane & 1) == 0) continue;
                table[8 * mask + (isExpanding ? lane : next)] = isExpanding ? next : lane;
                next++;
            }
        }
        return table;
    }
}
