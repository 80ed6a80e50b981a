using Suffice.Cubes;

namespace Suffice.Studies;

/// <summary>One row of the table of chunk shapes, as published: (scan rows, scan columns, detector rows, detector columns).</summary>
/// <param name="Name">Name as in the published results.</param>
/// <param name="ChunkOf">Extents of a chunk for a cube.</param>
public sealed record StudyChunking(string Name, Func<CubeShape, CubeShape> ChunkOf)
{
    /// <summary>The three chunkings of arXiv 2604.06221, section Methods; every extent is capped by the cube's.</summary>
    public static readonly StudyChunking[] All =
    [
        new("real_space", shape => Cap(shape, 32, 256)),
        new("balanced", shape => Cap(shape, 16, 128)),
        new("single_frame", shape => shape with { ScanY = 1, ScanX = 1 }),
    ];

    private static CubeShape Cap(CubeShape shape, int scan, int detector) => new(
        Math.Min(scan, shape.ScanY), Math.Min(scan, shape.ScanX),
        Math.Min(detector, shape.DetectorY), Math.Min(detector, shape.DetectorX));
}
