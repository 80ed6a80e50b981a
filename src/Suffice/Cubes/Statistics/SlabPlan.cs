namespace Suffice.Cubes.Statistics;

/// <summary>
/// How a cube is walked: in slabs that hold whole blocks of the file, so that none is decoded twice, and that fit into
/// memory. The detector is split into panels only where a block of full patterns does not fit.
/// </summary>
/// <param name="Shape">The whole cube.</param>
/// <param name="PanelY">Detector rows of a slab.</param>
/// <param name="PanelX">Detector columns of a slab.</param>
/// <param name="Rows">Scan rows of a slab.</param>
/// <param name="Columns">Scan columns of a slab.</param>
internal sealed record SlabPlan(CubeShape Shape, int PanelY, int PanelX, int Rows, int Columns)
{
    public static SlabPlan For(Cube cube, CubeShape block, long slabBytes)
    {
        CubeShape shape = cube.Shape;
        long room = Math.Max(1, Math.Min(slabBytes, 1 << 30) / cube.Element.Bytes());
        block = new(
            Math.Clamp(block.ScanY, 1, shape.ScanY), Math.Clamp(block.ScanX, 1, shape.ScanX),
            Math.Clamp(block.DetectorY, 1, shape.DetectorY), Math.Clamp(block.DetectorX, 1, shape.DetectorX));

        // Where not even one block fits, its patterns are read in several goes, and one by one at the least.
        long together = block.Samples <= room ? block.Patterns : 1;
        (int panelY, int panelX) = Fit(room / together, (block.DetectorY, block.DetectorX), (shape.DetectorY, shape.DetectorX));
        long patterns = Math.Max(1, room / ((long)panelY * panelX));
        (int rows, int columns) = Fit(patterns, (block.ScanY, block.ScanX), (shape.ScanY, shape.ScanX));
        return new(shape, panelY, panelX, rows, columns);
    }

    /// <summary>Bytes of the largest slab.</summary>
    public int SlabBytes(ElementType element) => checked(Rows * Columns * PanelY * PanelX * element.Bytes());

    /// <summary>The first detector row and column of every panel and its extents.</summary>
    public IEnumerable<(int Y, int X, int Height, int Width)> Panels() =>
        from y in Steps(Shape.DetectorY, PanelY)
        from x in Steps(Shape.DetectorX, PanelX)
        select (y.Start, x.Start, y.Length, x.Length);

    /// <summary>The scan rows and columns of every slab.</summary>
    public IEnumerable<(int Y, int X, int Height, int Width)> Scans() =>
        from y in Steps(Shape.ScanY, Rows)
        from x in Steps(Shape.ScanX, Columns)
        select (y.Start, x.Start, y.Length, x.Length);

    /// <summary>Rows of full width, or one row of blocks, or what fits of one block.</summary>
    private static (int Rows, int Columns) Fit(long room, (int Rows, int Columns) block, (int Rows, int Columns) all)
    {
        int rows = room / all.Columns >= block.Rows
            ? Fit(room / all.Columns, block.Rows, all.Rows)
            : Fit(room / block.Columns, block.Rows, block.Rows);
        return (rows, Fit(room / rows, block.Columns, all.Columns));
    }

    /// <summary>As many as there is room for: all, or whole blocks, or what fits of one block, or 1.</summary>
    private static int Fit(long room, int block, int all) =>
        room >= all ? all : room >= block ? (int)(room / block * block) : (int)Math.Max(1, room);

    private static IEnumerable<(int Start, int Length)> Steps(int all, int step)
    {
        for (int start = 0; start < all; start += step) yield return (start, Math.Min(step, all - start));
    }
}
