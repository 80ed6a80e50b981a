using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>A chunk's patterns in the order of coding: tile by tile of the scan, in each row by row.</summary>
internal sealed class TileLayout
{
    private int[] _frames = [];
    private int[] _starts = [];

    /// <summary>Tiles of the scan.</summary>
    public int Tiles { get; private set; }

    /// <summary>Tiles in a row of them.</summary>
    public int Columns { get; private set; }

    /// <summary>Extent of a tile in both directions; 0 is the whole scan.</summary>
    public int TileSize { get; private set; }

    /// <summary>Numbers of the chunk's patterns, in the order of coding.</summary>
    public ReadOnlySpan<int> Frames(int tile) => _frames.AsSpan(_starts[tile], _starts[tile + 1] - _starts[tile]);

    public void Set(CubeShape shape, int tileSize)
    {
        TileSize = tileSize;
        int stepY = tileSize == 0 ? shape.ScanY : tileSize, stepX = tileSize == 0 ? shape.ScanX : tileSize;
        int rows = (shape.ScanY - 1) / stepY + 1;
        Columns = (shape.ScanX - 1) / stepX + 1;
        Tiles = rows * Columns;
        Scratch.Of(ref _frames, shape.ScanY * shape.ScanX);
        Scratch.Of(ref _starts, Tiles + 1);
        int next = 0;
        for (int tile = 0; tile < Tiles; tile++)
        {
            _starts[tile] = next;
            int firstY = tile / Columns * stepY, firstX = tile % Columns * stepX;
            for (int y = firstY; y < Math.Min(firstY + stepY, shape.ScanY); y++)
                for (int x = firstX; x < Math.Min(firstX + stepX, shape.ScanX); x++)
                    _frames[next++] = y * shape.ScanX + x;
        }
        _starts[Tiles] = next;
    }
}
