namespace Suffice.Codecs.Tally;

/// <summary>
/// The tile to the left of one and the tile above it, from whose rates its own are expected. Where there is only one of them,
/// it stands for both.
/// </summary>
internal readonly ref struct NearTiles
{
    private readonly TileMap? _left, _above;

    public NearTiles(TileLayout layout, List<TileMap> maps, int tile)
    {
        if (tile == 0) return;
        (bool hasLeft, bool hasAbove) = (tile % layout.Columns > 0, tile >= layout.Columns);
        _left = maps[hasLeft ? tile - 1 : tile - layout.Columns];
        _above = maps[hasAbove ? tile - layout.Columns : tile - 1];
        Left = _left.Classes;
        Above = _above.Classes;
    }

    /// <summary>It is the first tile.</summary>
    public bool IsNone => Left.IsEmpty;

    /// <summary>Classes of the tile to the left.</summary>
    public ReadOnlySpan<byte> Left { get; }

    /// <summary>Classes of the tile above.</summary>
    public ReadOnlySpan<byte> Above { get; }

    /// <summary>What the mean of a pixel is expected to be, where a tile has one.</summary>
    public bool TryMean(int pixel, out uint mean)
    {
        mean = 0;
        if (IsNone) return false;
        bool left = Left[pixel] >= RateClasses.FirstResidual, above = Above[pixel] >= RateClasses.FirstResidual;
        if (left && above) mean = (uint)(((ulong)_left!.Means[pixel] + _above!.Means[pixel]) >> 1);
        else if (left) mean = _left!.Means[pixel];
        else if (above) mean = _above!.Means[pixel];
        return left || above;
    }
}
