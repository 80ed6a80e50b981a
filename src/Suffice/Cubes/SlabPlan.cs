using System.Collections.Immutable;

namespace Suffice.Cubes;

/// <summary>Cuts a cube into slabs of whole patterns that fit memory and are made of whole blocks of a file.</summary>
public static class SlabPlan
{
    /// <summary>Slabs in scan order.</summary>
    /// <param name="shape">Extents of the cube.</param>
    /// <param name="block">Extents of the blocks; a slab begins at block boundaries and ends there or at the cube's edge.</param>
    /// <param name="patternBytes">Bytes of one pattern.</param>
    /// <param name="maxBytes">Largest slab; exceeded only where a single block with full patterns is larger.</param>
    public static ImmutableArray<CubeRegion> Cut(CubeShape shape, CubeShape block, long patternBytes, long maxBytes)
    {
        // A span ends at 2 GiB.
        maxBytes = Math.Min(maxBytes, 1L << 30);
        long positions = Math.Max(1, maxBytes / Math.Max(1, patternBytes));
        long blockRows = Math.Min(block.ScanY, shape.ScanY), blockColumns = Math.Min(block.ScanX, shape.ScanX);
        bool wholeRows = blockRows * shape.ScanX <= positions;
        long rows = wholeRows ? positions / (blockRows * shape.ScanX) * blockRows : blockRows;
        long columns = wholeRows ? shape.ScanX : Math.Max(1, positions / (blockRows * blockColumns)) * blockColumns;
        ImmutableArray<CubeRegion>.Builder slabs = ImmutableArray.CreateBuilder<CubeRegion>();
        for (long y = 0; y < shape.ScanY; y += rows)
            for (long x = 0; x < shape.ScanX; x += columns)
            {
                CubeShape extent = shape with { ScanY = (int)Math.Min(rows, shape.ScanY - y), ScanX = (int)Math.Min(columns, shape.ScanX - x) };
                slabs.Add(new CubeRegion((int)y, (int)x, 0, 0, extent));
            }
        return slabs.ToImmutable();
    }
}
