using System.Collections.Immutable;
using System.Numerics;
using Suffice.Cubes;

namespace Suffice.Viewer.Engine;

/// <summary>The order in which slabs of a scan are read, so that what is there after a part of the time is spread over the whole scan.</summary>
internal static class SlabOrder
{
    /// <summary>The slabs by the reversed bits of their numbers: the first, the one in the middle, those at the quarters, ...</summary>
    public static ImmutableArray<CubeRegion> Spread(ImmutableArray<CubeRegion> slabs)
    {
        int bits = 1;
        while (1 << bits < slabs.Length) bits++;
        return [.. Enumerable.Range(0, 1 << bits).Select(i => Reverse((uint)i, bits)).Where(i => i < slabs.Length).Select(i => slabs[(int)i])];
    }

    private static uint Reverse(uint value, int bits)
    {
        uint reversed = 0;
        for (int i = 0; i < bits; i++) reversed |= (value >> i & 1) << (bits - 1 - i);
        return reversed;
    }
}
