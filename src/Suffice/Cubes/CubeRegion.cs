namespace Suffice.Cubes;

/// <summary>A box of samples within a datacube: the first index and the extent along each of the four axes.</summary>
public readonly record struct CubeRegion(int ScanY, int ScanX, int DetectorY, int DetectorX, CubeShape Extent)
{
    public static CubeRegion Whole(CubeShape shape) => new(0, 0, 0, 0, shape);

    /// <summary>Full patterns of scan rows <paramref name="scanY"/> to <c>scanY + rows - 1</c>.</summary>
    public static CubeRegion Rows(CubeShape shape, int scanY, int rows) =>
        new(scanY, 0, 0, 0, shape with { ScanY = rows });

    /// <summary>Whether every sample of this region lies within <paramref name="shape"/>.</summary>
    public bool IsWithin(CubeShape shape) =>
        Fits(ScanY, Extent.ScanY, shape.ScanY) && Fits(ScanX, Extent.ScanX, shape.ScanX)
        && Fits(DetectorY, Extent.DetectorY, shape.DetectorY) && Fits(DetectorX, Extent.DetectorX, shape.DetectorX);

    /// <summary>Whether a probe position lies in it.</summary>
    public bool Holds(long scanY, long scanX) => scanY >= ScanY && scanY < (long)ScanY + Extent.ScanY && scanX >= ScanX && scanX < (long)ScanX + Extent.ScanX;

    private static bool Fits(int start, int count, int length) => start >= 0 && count >= 0 && start <= length - count;
}
