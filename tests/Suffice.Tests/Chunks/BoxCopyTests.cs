using CsCheck;
using Suffice.Chunks;
using Suffice.Cubes;
using Suffice.Tests.Sources;
using Xunit;

namespace Suffice.Tests.Chunks;

public class BoxCopyTests
{
    private static readonly CubeShape Shape = new(4, 5, 6, 7);

    [Fact]
    public void Every_sample_of_the_box_arrives_and_no_other_is_touched() =>
        Gen.Int.Sample(seed =>
        {
            Random random = new(seed);
            int size = 1 << random.Next(4);
            CubeRegion source = OpenedCubes.RandomRegion(Shape, random), target = OpenedCubes.RandomRegion(Shape, random);
            CubeRegion box = BoxCopy.Intersection(source, target);
            byte[] from = new byte[source.Extent.Samples * size], to = new byte[target.Extent.Samples * size];
            for (int i = 0; i < from.Length; i++) from[i] = (byte)(1 + i % 255);
            BoxCopy.Copy(box, source, from, target, to, size);
            for (int i = 0; i < to.Length; i++) Assert.Equal(At(source, from, Position(target, i / size), i % size, size), to[i]);
        }, iter: 200);

    [Fact]
    public void The_intersection_is_within_both_and_symmetric() =>
        Gen.Int.Sample(seed =>
        {
            Random random = new(seed);
            CubeRegion a = OpenedCubes.RandomRegion(Shape, random), b = OpenedCubes.RandomRegion(Shape, random);
            CubeRegion both = BoxCopy.Intersection(a, b);
            Assert.Equal(both, BoxCopy.Intersection(b, a));
            Assert.Equal(a, BoxCopy.Intersection(a, a));
            long expected = Enumerable.Range(0, (int)a.Extent.Samples).Count(i => Index(b, Position(a, i)) is not null);
            Assert.Equal(expected, both.Extent.Samples);
        }, iter: 200);

    private static byte At(CubeRegion region, byte[] samples, (int Y, int X, int Qy, int Qx) at, int part, int size) =>
        Index(region, at) is { } index ? samples[index * size + part] : (byte)0;

    private static (int Y, int X, int Qy, int Qx) Position(CubeRegion region, int index)
    {
        (index, int qx) = Math.DivRem(index, region.Extent.DetectorX);
        (index, int qy) = Math.DivRem(index, region.Extent.DetectorY);
        (int y, int x) = Math.DivRem(index, region.Extent.ScanX);
        return (region.ScanY + y, region.ScanX + x, region.DetectorY + qy, region.DetectorX + qx);
    }

    private static long? Index(CubeRegion region, (int Y, int X, int Qy, int Qx) at)
    {
        (int y, int x, int qy, int qx) = (at.Y - region.ScanY, at.X - region.ScanX, at.Qy - region.DetectorY, at.Qx - region.DetectorX);
        CubeShape n = region.Extent;
        bool isInside = y >= 0 && y < n.ScanY && x >= 0 && x < n.ScanX && qy >= 0 && qy < n.DetectorY && qx >= 0 && qx < n.DetectorX;
        return isInside ? (((long)y * n.ScanX + x) * n.DetectorY + qy) * n.DetectorX + qx : null;
    }
}
