using System.Globalization;

namespace Suffice.Views;

/// <summary>Where the undiffracted beam falls on the detector, and how large its disc is.</summary>
/// <param name="CentreRow">Row of the disc's centre, in pixels; pixel 0 has its centre at 0.</param>
/// <param name="CentreColumn">Column of the disc's centre, in pixels.</param>
/// <param name="RadiusPixels">Radius of the disc, in pixels: the convergence semiangle.</param>
public sealed record PatternGeometry(double CentreRow, double CentreColumn, double RadiusPixels)
{
    private const int Thresholds = 100;

    // A disc's area hardly depends on the threshold as long as that lies between its edge's foot and its plateau.
    private const double StableChange = 0.1;

    /// <summary>
    /// Measures the disc in a mean or sum pattern: of the areas above thresholds from 1 to 99 % of the brightest pixel, the radius is the mean
    /// over those that hardly change with the threshold, the centre that of mass of the pixels above their middle.
    /// </summary>
    /// <param name="pattern">Row-major; single hot pixels should be left out by <paramref name="excluded"/>.</param>
    /// <param name="excluded">Pixels to leave out; empty for none.</param>
    /// <returns>Null where no disc can be found: a pattern without counts, or one that is equally bright everywhere.</returns>
    /// <remarks>The method of py4DSTEM's <c>get_probe_size</c>: Savitzky et al., Microsc. Microanal. 27, 712 (2021).</remarks>
    public static PatternGeometry? Measure(ReadOnlySpan<double> pattern, int rows, int columns, ReadOnlySpan<bool> excluded = default)
    {
        double[] smooth = MedianOfCross(pattern, rows, columns, excluded);
        double brightest = smooth.Max();
        if (!(brightest > 0)) return null;
        double[] radii = new double[Thresholds];
        for (int t = 1; t < Thresholds; t++) radii[t] = Math.Sqrt(smooth.Count(value => value > brightest * t / Thresholds) / Math.PI);
        List<int> stable = [];
        for (int t = 2; t < Thresholds - 1; t++)
            if (radii[t - 1] - radii[t + 1] < StableChange * Math.Max(1, radii[t]) / 2) stable.Add(t);
        if (stable.Count == 0) return null;
        double limit = brightest * stable[stable.Count / 2] / Thresholds;
        (double row, double column, long pixels) = Centre(smooth, columns, limit);
        if (pixels >= 0.9 * rows * columns) return null;
        return new PatternGeometry(row, column, stable.Average(t => radii[t]));
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
                foreach ((int dy, int dx) in ((int, int)[])[(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)])
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

    private static (double Row, double Column, long Pixels) Centre(double[] pattern, int columns, double limit)
    {
        double rowSum = 0, columnSum = 0;
        long pixels = 0;
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] <= limit) continue;
            (int y, int x) = Math.DivRem(i, columns);
            rowSum += y;
            columnSum += x;
            pixels++;
        }
        return (rowSum / pixels, columnSum / pixels, pixels);
    }
}
