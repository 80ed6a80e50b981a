namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>Places diffraction discs on a detector, at any fraction of a pixel.</summary>
/// <param name="frame">The detector.</param>
/// <param name="semiangleMrad">Of the probe, which is a disc's radius.</param>
/// <param name="blurPixels">Standard deviation of the blur of a disc's edge.</param>
public sealed class DiscPainter(DetectorFrame frame, double semiangleMrad, double blurPixels)
{
    private readonly DiscEdge _edge = new(blurPixels);

    /// <summary>Radius of a disc.</summary>
    public double RadiusPixels { get; } = semiangleMrad / frame.MradPerPixel;

    /// <summary>Adds a disc of the same brightness everywhere.</summary>
    /// <param name="pattern">The detector's pixels.</param>
    /// <param name="yMrad">Of the disc's centre.</param>
    /// <param name="xMrad">Of the disc's centre.</param>
    /// <param name="electrons">In the whole disc.</param>
    public void Add(Span<float> pattern, double yMrad, double xMrad, double electrons) =>
        Add(pattern, yMrad, xMrad, electrons, new Inside([(float)1, 1, 1, 1], 2, 1, 0, 0));

    /// <summary>Adds a disc.</summary>
    /// <param name="pattern">The detector's pixels.</param>
    /// <param name="yMrad">Of the disc's centre.</param>
    /// <param name="xMrad">Of the disc's centre.</param>
    /// <param name="electrons">In the whole disc, were its intensity 1 throughout.</param>
    /// <param name="inside">Its intensity.</param>
    public void Add(Span<float> pattern, double yMrad, double xMrad, double electrons, in Inside inside)
    {
        float centreY = (float)(frame.CentreY + (yMrad / frame.MradPerPixel)), centreX = (float)(frame.CentreX + (xMrad / frame.MradPerPixel));
        // Blurred, the half of a disc's brightness moves inwards by about sigma^2 / (2 R); this is also what keeps the disc's electrons.
        float radius = (float)Math.Sqrt((RadiusPixels * RadiusPixels) - (_edge.SigmaPixels * _edge.SigmaPixels)), reach = radius + (float)_edge.ReachPixels, core = radius - (float)_edge.ReachPixels;
        float each = (float)(electrons / (Math.PI * RadiusPixels * RadiusPixels));
        int fromY = Math.Max(0, (int)MathF.Ceiling(centreY - reach)), toY = Math.Min(frame.Rows - 1, (int)MathF.Floor(centreY + reach));
        for (int y = fromY; y <= toY; y++)
        {
            float half = MathF.Sqrt((reach * reach) - ((y - centreY) * (y - centreY)));
            int fromX = Math.Max(0, (int)MathF.Ceiling(centreX - half)), toX = Math.Min(frame.Columns - 1, (int)MathF.Floor(centreX + half));
            for (int x = fromX; x <= toX; x++)
            {
                float distance = MathF.Sqrt(((y - centreY) * (y - centreY)) + ((x - centreX) * (x - centreX)));
                float cover = distance < core ? 1 : _edge[distance - radius];
                pattern[(y * frame.Columns) + x] += each * cover * inside.At((y - centreY) * (float)frame.MradPerPixel, (x - centreX) * (float)frame.MradPerPixel);
            }
        }
    }

    /// <summary>The intensity within a disc, between the directions for which it is known.</summary>
    /// <param name="nodes">Rows by columns of directions.</param>
    /// <param name="count">Along each axis.</param>
    /// <param name="spanMrad">The largest component of a direction.</param>
    /// <param name="tiltYMrad">Direction of the wave that arrives in the middle of the disc, against the crystal.</param>
    /// <param name="tiltXMrad">Direction of the wave that arrives in the middle of the disc, against the crystal.</param>
    public readonly ref struct Inside(ReadOnlySpan<float> nodes, int count, double spanMrad, double tiltYMrad, double tiltXMrad)
    {
        private readonly ReadOnlySpan<float> _nodes = nodes;
        private readonly float _perMrad = (float)((count - 1) / (2 * spanMrad)), _tiltY = (float)(tiltYMrad + spanMrad), _tiltX = (float)(tiltXMrad + spanMrad);

        internal float At(float yMrad, float xMrad)
        {
            float y = Math.Clamp((yMrad + _tiltY) * _perMrad, 0, count - 1.001f), x = Math.Clamp((xMrad + _tiltX) * _perMrad, 0, count - 1.001f);
            int row = (int)y, column = (int)x;
            float partY = y - row, partX = x - column;
            int at = (row * count) + column;
            float upper = _nodes[at] + (partX * (_nodes[at + 1] - _nodes[at]));
            float lower = _nodes[at + count] + (partX * (_nodes[at + count + 1] - _nodes[at + count]));
            return upper + (partY * (lower - upper));
        }
    }
}
