using System.Globalization;

namespace Suffice.Views;

/// <summary>Where the undiffracted beam falls on the detector, and how large its disc is.</summary>
/// <param name="CentreRow">Row of the disc's centre, in pixels; pixel 0 has its centre at 0.</param>
/// <param name="CentreColumn">Column of the disc's centre, in pixels.</param>
/// <param name="RadiusPixels">Radius of the disc, in pixels: the convergence semiangle.</param>
public sealed record PatternGeometry(double CentreRow, double CentreColumn, double RadiusPixels)
{
    private const int MostSteps = 20;

    // A disc that fills the detector has no edge to measure.
    private const double MostFilled = 0.9;

    private static readonly (int Y, int X)[] Cross = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)];

    /// <summary>
    /// Measures the disc in a mean or sum pattern: the connected pixels around the brightest one that are brighter than half of their own
    /// median. The radius is that of a disc of the same area, the centre the mean of the pixels.
    /// </summary>
    /// <param name="pattern">Row-major; single hot pixels should be left out by <paramref name="excluded"/>.</param>
    /// <param name="excluded">Pixels to leave out; empty for none.</param>
    /// <returns>Null where no disc can be found: a pattern without counts, or one that is equally bright everywhere.</returns>
    /// <remarks>
    /// Half of the inside is where a blurred edge has its ideal place. py4DSTEM's <c>get_probe_size</c> (Savitzky et al., Microsc. Microanal. 27,
    /// 712, 2021) counts the pixels of all discs, and is misled by a disc that is bright in a few places.
    /// </remarks>
    public static PatternGeometry? Measure(ReadOnlySpan<double> pattern, int rows, int columns, ReadOnlySpan<bool> excluded = default)
    {
        double[] smooth = MedianOfCross(pattern, rows, columns, excluded);
        int peak = IndexOfMaximum(smooth);
        double brightest = smooth[peak];
        if (!(brightest > 0)) return null;
        double limit = brightest / 2;
        List<int> disc = Connected(smooth, rows, columns, peak, limit);
        for (int step = 0; step < MostSteps; step++)
        {
            double[] inside = [.. disc.Select(i => smooth[i]).Order()];
            double next = Math.Min(inside[inside.Length / 2], brightest) / 2;
            if (next == limit) break;
            disc = Connected(smooth, rows, columns, peak, limit = next);
        }
        if (disc.Count >= MostFilled * rows * columns) return null;
        return new PatternGeometry(disc.Average(i => i / columns), disc.Average(i => i % columns), Math.Sqrt(disc.Count / Math.PI));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"centre at row {CentreRow:0.00}, column {CentreColumn:0.00}, disc radius {RadiusPixels:0.00} pixels");

    // The median of a pixel and its four neighbours: a hot pixel would otherwise set the scale.
    private static double[] MedianOfCross(ReadOnlySpan<double> pattern, int rows, int columns, ReadOnlySpan<bool> excluded)
    {
        double[] smooth = new double[pattern.Length];
        Span<double> near = stackalloc double[5];
        for (int y = 0; y < rows; y++)
            for (int x = 0; x < columns; x++)
            {
                int count = 0;
                foreach ((int dy, int dx) in Cross)
                {
                    (int row, int column) = (y + dy, x + dx);
                    if (row < 0 || row >= rows || column < 0 || column >= columns) continue;
                    int at = row * columns + column;
                    if ((excluded.IsEmpty || !excluded[at]) && !double.IsNaN(pattern[at])) near[count++] = pattern[at];
                }
                if (count == 0) continue;
                near[..count].Sort();
                smooth[y * columns + x] = near[count / 2];
            }
        return smooth;
    }

    private static int IndexOfMaximum(double[] values)
    {
        int found = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[found]) found = i;
        return found;
    }

    // The pixels above a limit that hang together with the first one, over edges.
    private static List<int> Connected(double[] pattern, int rows, int columns, int first, double limit)
    {
        bool[] isSeen = new bool[pattern.Length];
        List<int> found = [];
        Visit(first);
        for (int i = 0; i < found.Count; i++)
        {
            (int y, int x) = Math.DivRem(found[i], columns);
            if (y > 0) Visit(found[i] - columns);
            if (y < rows - 1) Visit(found[i] + columns);
            if (x > 0) Visit(found[i] - 1);
            if (x < columns - 1) Visit(found[i] + 1);
        }
        return found;

        void Visit(int pixel)
        {
            if (isSeen[pixel] || !(pattern[pixel] > limit)) return;
            isSeen[pixel] = true;
            found.Add(pixel);
        }
    }
}
