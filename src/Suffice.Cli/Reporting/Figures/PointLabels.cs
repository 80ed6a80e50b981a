using ScottPlot;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>A point of a scatter with its name, in the plot's coordinates.</summary>
internal sealed record PlacedPoint(double X, double Y, string Label, Color Colour, bool IsStrong = true);

/// <summary>Draws points with their names beside them, each name where it covers neither a point nor another name.</summary>
internal static class PointLabels
{
    private const double Height = 15, WidthPerLetter = 6.3, Gap = 8;

    private sealed record Box(double Left, double Top, double Right, double Bottom)
    {
        public double Overlap(Box other) =>
            Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left)) * Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));
    }

    private static readonly (double X, double Y, Alignment Alignment)[] Sides =
    [
        (1, 0, Alignment.MiddleLeft), (-1, 0, Alignment.MiddleRight), (0, -1, Alignment.LowerCenter), (0, 1, Alignment.UpperCenter),
        (0.8, -0.8, Alignment.LowerLeft), (0.8, 0.8, Alignment.UpperLeft), (-0.8, -0.8, Alignment.LowerRight), (-0.8, 0.8, Alignment.UpperRight),
        (1, -1.8, Alignment.LowerLeft), (1, 1.8, Alignment.UpperLeft), (-1, -1.8, Alignment.LowerRight), (-1, 1.8, Alignment.UpperRight),
    ];

    /// <param name="width">Of the plot's data area, in pixels.</param>
    /// <param name="height">Of the plot's data area, in pixels.</param>
    /// <param name="lines">Places on lines, in the plot's coordinates, that names had better not cover.</param>
    public static void Draw(Plot plot, IReadOnlyList<PlacedPoint> points, double width, double height, IEnumerable<Coordinates> lines)
    {
        AxisLimits limits = plot.Axes.GetLimits();
        (double X, double Y) Pixel(double x, double y) => ((x - limits.Left) / (limits.Right - limits.Left) * width, (limits.Top - y) / (limits.Top - limits.Bottom) * height);
        Box Around((double X, double Y) at, double reach) => new(at.X - reach, at.Y - reach, at.X + reach, at.Y + reach);
        List<Box> taken = [.. points.Select(p => Around(Pixel(p.X, p.Y), 6)), .. lines.Select(p => Around(Pixel(p.X, p.Y), 4))];
        Box area = new(2, 2, width - 2, height - 2);
        foreach (PlacedPoint point in points.OrderByDescending(p => p.IsStrong))
        {
            (double x, double y) = Pixel(point.X, point.Y);
            var best = Sides.Select(side => (Side: side, Box: Place(x, y, point.Label, side.X, side.Y)))
                .MinBy(candidate => taken.Sum(candidate.Box.Overlap) + 4 * (Area(candidate.Box) - candidate.Box.Overlap(area)));
            taken.Add(best.Box);
            FigurePlot.Marker(plot, point.X, point.Y, MarkerShape.FilledCircle, point.Colour, point.IsStrong ? 11 : 8);
            FigurePlot.Text(plot, point.Label, point.X, point.Y, best.Side.Alignment, (float)(best.Side.X * Gap), (float)(best.Side.Y * Gap));
        }
    }

    private static Box Place(double x, double y, string label, double sideX, double sideY)
    {
        double width = label.Length * WidthPerLetter, left = sideX switch { > 0 => 0, < 0 => -width, _ => -width / 2 };
        double top = sideY switch { > 0 => 0, < 0 => -Height, _ => -Height / 2 };
        (double atX, double atY) = (x + sideX * Gap + left, y + sideY * Gap + top);
        return new Box(atX, atY, atX + width, atY + Height);
    }

    private static double Area(Box box) => (box.Right - box.Left) * (box.Bottom - box.Top);
}
