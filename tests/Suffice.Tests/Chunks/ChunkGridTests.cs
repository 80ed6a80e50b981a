using CsCheck;
using Suffice.Chunks;
using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Chunks;

public class ChunkGridTests
{
    private static readonly Gen<CubeShape> Shapes =
        Gen.Select(Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int[1, 7]).Select((y, x, qy, qx) => new CubeShape(y, x, qy, qx));

    [Fact]
    public void Chunks_cover_every_sample_once_and_begin_at_multiples() =>
        Gen.Select(Shapes, Shapes).Sample((cube, chunk) =>
        {
            ChunkGrid grid = new(cube, chunk);
            long covered = 0;
            (int, int, int, int) last = (-1, -1, -1, -1);
            for (int i = 0; i < grid.Count; i++)
            {
                CubeRegion region = grid.Region(i);
                Assert.True(region.IsWithin(cube));
                Assert.True(region.Extent.Samples > 0);
                Assert.Equal(
                    (0, 0, 0, 0),
                    (region.ScanY % chunk.ScanY, region.ScanX % chunk.ScanX, region.DetectorY % chunk.DetectorY, region.DetectorX % chunk.DetectorX));
                (int, int, int, int) at = (region.ScanY, region.ScanX, region.DetectorY, region.DetectorX);
                Assert.True(at.CompareTo(last) > 0, "row-major order");
                last = at;
                covered += region.Extent.Samples;
            }
            Assert.Equal(cube.Samples, covered);
        }, iter: 300);

    [Fact]
    public void A_chunk_without_extent_and_an_index_outside_are_the_callers_fault()
    {
        CubeShape cube = new(2, 2, 2, 2);
        Assert.Throws<ArgumentException>(() => new ChunkGrid(cube, cube with { DetectorX = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChunkGrid(cube, cube).Region(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChunkGrid(cube, cube).Region(-1));
    }
}
