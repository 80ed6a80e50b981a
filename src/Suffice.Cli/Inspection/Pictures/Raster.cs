namespace Suffice.Cli.Inspection.Pictures;

/// <summary>An image of numbers, row-major.</summary>
internal sealed record Raster(int Rows, int Columns, double[] Values)
{
    /// <summary>Averages whole blocks of pixels until neither side is longer than <paramref name="maxSide"/>.</summary>
    /// <returns>The image and the side of a block in pixels.</returns>
    public (Raster Image, int Binning) Binned(int maxSide)
    {
        int binning = (Math.Max(Rows, Columns) + maxSide - 1) / maxSide;
        if (binning <= 1) return (this, 1);
        int rows = (Rows + binning - 1) / binning, columns = (Columns + binning - 1) / binning;
        double[] sums = new double[rows * columns];
        int[] counts = new int[rows * columns];
        for (int y = 0; y < Rows; y++)
            for (int x = 0; x < Columns; x++)
            {
                int at = y / binning * columns + x / binning;
                if (double.IsNaN(Values[y * Columns + x])) continue;
                sums[at] += Values[y * Columns + x];
                counts[at]++;
            }
        for (int i = 0; i < sums.Length; i++) sums[i] /= counts[i];
        return (new(rows, columns, sums), binning);
    }
}
