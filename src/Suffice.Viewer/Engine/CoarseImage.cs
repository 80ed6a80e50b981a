using Suffice.Cubes;
using Suffice.Views;
using Suffice.Views.Interactive;

namespace Suffice.Viewer.Engine;

/// <summary>An image from a few positions spread evenly over the scan, each for those around it: the first thing to be seen of a large file.</summary>
internal static class CoarseImage
{
    // Positions along an axis, and from which share of all on the pass itself is as fast.
    private const int Positions = 32, LeastShare = 8;

    /// <summary>Positions from one that is measured to the next, along both axes; null where the scan has too few for it to be worth while.</summary>
    public static (int Rows, int Columns)? StepsFor(CubeShape shape)
    {
        (int rows, int columns) = (Math.Max(1, shape.ScanY / Positions), Math.Max(1, shape.ScanX / Positions));
        return rows * columns < LeastShare ? null : (rows, columns);
    }

    /// <summary>The image; null where a file's patterns cannot be had without all those around them.</summary>
    /// <exception cref="CubeFileException">A part of the file that is needed is damaged.</exception>
    public static double[][]? Make(ICubeReader reader, VirtualDetector detector, (int Rows, int Columns) steps, int threads, CancellationToken cancellation)
    {
        Cube cube = reader.Cube;
        CubeShape shape = cube.Shape;
        DetectorImage image = new(detector, shape.ScanY, shape.ScanX);
        PatternVisitor visit = ViewPass.Visitor(cube.Element, [image.View]);
        if (reader is IPatternReader { CanSkip: true } patterns)
            patterns.Visit([CubeRegion.Whole(shape)], visit, threads, cancellation, (y, x) => y % steps.Rows == steps.Rows / 2 && x % steps.Columns == steps.Columns / 2);
        else if (reader.BlockShape.Patterns == 1)
            ReadEach(reader, visit, steps, cancellation);
        else
            return null;
        double[][] planes = image.Planes(_ => true);
        foreach (double[] plane in planes)
            for (int i = 0; i < plane.Length; i++) plane[i] = plane[Nearest(i / shape.ScanX, steps.Rows, shape.ScanY) * shape.ScanX + Nearest(i % shape.ScanX, steps.Columns, shape.ScanX)];
        return planes;
    }

    private static void ReadEach(ICubeReader reader, PatternVisitor visit, (int Rows, int Columns) steps, CancellationToken cancellation)
    {
        CubeShape shape = reader.Cube.Shape;
        byte[] pattern = new byte[reader.Cube.PatternBytes];
        for (int y = steps.Rows / 2; y < shape.ScanY; y += steps.Rows)
            for (int x = steps.Columns / 2; x < shape.ScanX; x += steps.Columns)
            {
                cancellation.ThrowIfCancellationRequested();
                reader.Read(new CubeRegion(y, x, 0, 0, shape with { ScanY = 1, ScanX = 1 }), pattern, threads: 1);
                visit(y, x, pattern);
            }
    }

    // The measured position in the same step; in the last step, which may be cut before it, the one before.
    private static int Nearest(int at, int step, int length)
    {
        int measured = at / step * step + step / 2;
        return measured < length ? measured : measured - step;
    }
}
