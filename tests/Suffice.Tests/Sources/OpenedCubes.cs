using System.Security.Cryptography;
using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Sources;

/// <summary>Shorthand for tests of readers.</summary>
internal static class OpenedCubes
{
    public static byte[] ReadAll(this OpenedCube opened, int threads = 2) => opened.Reader.ReadRegion(CubeRegion.Whole(opened.Cube.Shape), threads);

    public static byte[] ReadRegion(this ICubeReader reader, CubeRegion region, int threads)
    {
        byte[] samples = new byte[region.Extent.Samples * reader.Cube.Element.Bytes()];
        reader.Read(region, samples, threads);
        return samples;
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The samples of a region, picked one by one from the whole cube.</summary>
    public static byte[] Pick(byte[] whole, Cube cube, CubeRegion region)
    {
        int size = cube.Element.Bytes();
        List<byte> picked = new((int)region.Extent.Samples * size);
        for (int sy = 0; sy < region.Extent.ScanY; sy++)
            for (int sx = 0; sx < region.Extent.ScanX; sx++)
                for (int qy = 0; qy < region.Extent.DetectorY; qy++)
                {
                    long pattern = (long)(region.ScanY + sy) * cube.Shape.ScanX + region.ScanX + sx;
                    long at = (pattern * cube.Shape.DetectorY + region.DetectorY + qy) * cube.Shape.DetectorX + region.DetectorX;
                    picked.AddRange(whole.AsSpan((int)(at * size), region.Extent.DetectorX * size));
                }
        return [.. picked];
    }

    /// <summary>Holds the cube, and boxes of it at random, against its samples.</summary>
    public static void MustHold(this OpenedCube opened, byte[] whole)
    {
        Assert.Equal(whole, opened.ReadAll());
        Random random = new(1);
        for (int i = 0; i < 20; i++)
        {
            CubeRegion region = RandomRegion(opened.Cube.Shape, random);
            Assert.Equal(Pick(whole, opened.Cube, region), opened.Reader.ReadRegion(region, 2));
        }
    }

    /// <summary>A box at random within a shape.</summary>
    public static CubeRegion RandomRegion(CubeShape shape, Random random)
    {
        (int sy, int rows) = Part(shape.ScanY, random);
        (int sx, int columns) = Part(shape.ScanX, random);
        (int qy, int height) = Part(shape.DetectorY, random);
        (int qx, int width) = Part(shape.DetectorX, random);
        return new(sy, sx, qy, qx, new(rows, columns, height, width));
    }

    // Whole axes half of the time: they take the shorter paths of the readers.
    private static (int Start, int Count) Part(int length, Random random)
    {
        if (random.Next(2) == 0) return (0, length);
        int start = random.Next(length);
        return (start, 1 + random.Next(length - start));
    }
}
