using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>Chooses the extents of chunks: whole patterns of neighbouring positions, so that a frame is read from one chunk.</summary>
public static class ChunkChoice
{
    /// <summary>Extents of about <paramref name="bytes"/>: a part of a scan row, or some whole rows; one pattern at least.</summary>
    public static CubeShape ForFrames(Cube cube, long bytes)
    {
        CubeShape shape = cube.Shape;
        long positions = Math.Max(1, bytes / cube.PatternBytes);
        if (positions < shape.ScanX) return shape with { ScanY = 1, ScanX = Even(shape.ScanX, positions) };
        return shape with { ScanY = Even(shape.ScanY, positions / shape.ScanX) };
    }

    /// <summary>The extents that a user gave, none larger than the cube's.</summary>
    public static CubeShape Within(CubeShape chunk, CubeShape cube) => new(
        Math.Min(chunk.ScanY, cube.ScanY), Math.Min(chunk.ScanX, cube.ScanX),
        Math.Min(chunk.DetectorY, cube.DetectorY), Math.Min(chunk.DetectorX, cube.DetectorX));

    // Parts that are as equal as can be: a last chunk with little in it is stored with its full extents.
    private static int Even(int length, long part)
    {
        part = Math.Min(part, length);
        long parts = (length + part - 1) / part;
        return (int)((length + parts - 1) / parts);
    }
}
