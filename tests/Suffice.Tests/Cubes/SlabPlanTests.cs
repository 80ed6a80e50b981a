using System.Collections.Immutable;
using CsCheck;
using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Cubes;

public class SlabPlanTests
{
    [Fact]
    public void Slabs_cover_every_pattern_once_and_tear_no_block() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[1, 24], Gen.Int[1, 24], Gen.Int[1, 5000]).Sample((rows, columns, blockY, blockX, maxBytes) =>
        {
            const int patternBytes = 24;
            CubeShape shape = new(rows, columns, 3, 4), block = new(blockY, blockX, 3, 4);
            ImmutableArray<CubeRegion> slabs = SlabPlan.Cut(shape, block, patternBytes, maxBytes);
            bool[] covered = new bool[rows * columns];
            long blockBytes = (long)Math.Min(blockY, rows) * Math.Min(blockX, columns) * patternBytes;
            foreach (CubeRegion slab in slabs)
            {
                Assert.True(slab.IsWithin(shape));
                Assert.Equal((0, 0, 3, 4), (slab.DetectorY, slab.DetectorX, slab.Extent.DetectorY, slab.Extent.DetectorX));
                Assert.InRange(slab.Extent.Patterns * patternBytes, patternBytes, Math.Max(maxBytes, blockBytes));
                AssertAligned(slab.ScanY, slab.Extent.ScanY, Math.Min(blockY, rows), rows);
                AssertAligned(slab.ScanX, slab.Extent.ScanX, Math.Min(blockX, columns), columns);
                for (int y = 0; y < slab.Extent.ScanY; y++)
                    for (int x = 0; x < slab.Extent.ScanX; x++)
                    {
                        ref bool mark = ref covered[(slab.ScanY + y) * columns + slab.ScanX + x];
                        Assert.False(mark);
                        mark = true;
                    }
            }
            Assert.DoesNotContain(false, covered);
        }, iter: 500);

    [Fact]
    public void No_slab_is_longer_than_a_span_can_be()
    {
        CubeShape shape = new(256, 256, 1024, 1024);
        ImmutableArray<CubeRegion> slabs = SlabPlan.Cut(shape, shape with { ScanY = 1, ScanX = 1 }, 2L << 20, long.MaxValue);
        Assert.All(slabs, slab => Assert.InRange(slab.Extent.Patterns * (2L << 20), 1, 1L << 30));
    }

    private static void AssertAligned(int start, int length, int block, int all)
    {
        Assert.Equal(0, start % block);
        Assert.True(length % block == 0 || start + length == all);
    }
}
