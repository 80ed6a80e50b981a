using ScottPlot;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>Dashes drawn one by one: those that Skia makes for SVG come with complaints on the terminal.</summary>
internal static class DashedLine
{
    /// <param name="points">In the plot's coordinates, closer to one another than a dash is long.</param>
    /// <param name="pixelsX">Pixels per unit of x.</param>
    /// <param name="pixelsY">Pixels per unit of y.</param>
    /// <param name="dash">Length of a dash in pixels.</param>
    /// <param name="gap">Length of a gap in pixels.</param>
    public static void Draw(Plot plot, IReadOnlyList<Coordinates> points, double pixelsX, double pixelsY, double dash, double gap, Color colour, float width)
    {
        double length = 0;
        List<Coordinates> piece = [];
        for (int i = 0; i < points.Count; i++)
        {
            if (i > 0) length += Math.Sqrt(Square((points[i].X - points[i - 1].X) * pixelsX) + Square((points[i].Y - points[i - 1].Y) * pixelsY));
            bool isInk = length % (dash + gap) < dash;
            if (isInk) piece.Add(points[i]);
            if (isInk && i < points.Count - 1) continue;
            if (piece.Count > 1)
            {
                ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(piece.ToArray());
                (line.Color, line.LineWidth) = (colour, width);
            }
            piece = [];
        }
    }

    private static double Square(double value) => value * value;
}
