using Suffice.Views.Kernels;

namespace Suffice.Views;

/// <summary>
/// How strongly the counts in a window pull it towards them: <c>sum(c (r / R)^2 (x - p))</c> over the pixels within the reach of p, with r the
/// distance from p and R the disc's radius. It vanishes where the window's centre is that of the disc.
/// </summary>
/// <remarks>
/// Counts near a disc's edge tell more of its place than those inside. For an ideal disc of n counts the variance of its place is
/// <c>R^2 / (n (2 m + 2))</c> with a pull that grows as the m-th power: the third power halves that of the centre of mass.
/// </remarks>
/// <param name="radiusPixels">Radius of a disc.</param>
/// <param name="reachPixels">Radius of the window.</param>
internal sealed class DiscPull(double radiusPixels, double reachPixels, int rows, int columns)
{
    public double ReachPixels => reachPixels;

    /// <param name="Curvature">How much the pull shrinks when the window moves by one pixel.</param>
    public readonly record struct Result(double Row, double Column, double Curvature, double Counts);

    public Result Of<T>(ReadOnlySpan<T> pattern, double row, double column) where T : unmanaged
    {
        double pullRow = 0, pullColumn = 0, curvature = 0, counts = 0, square = reachPixels * reachPixels;
        int first = Math.Max(0, (int)Math.Ceiling(row - reachPixels)), last = Math.Min(rows - 1, (int)Math.Floor(row + reachPixels));
        for (int y = first; y <= last; y++)
        {
            double dy = y - row, half = Math.Sqrt(square - dy * dy);
            int start = Math.Max(0, (int)Math.Ceiling(column - half)), end = Math.Min(columns - 1, (int)Math.Floor(column + half));
            for (int x = start; x <= end; x++)
            {
                double count = RunSums.Value(pattern[y * columns + x]);
                if (count == 0) continue;
                double dx = x - column, weighted = count * (dy * dy + dx * dx);
                counts += count;
                curvature += weighted;
                pullRow += weighted * dy;
                pullColumn += weighted * dx;
            }
        }
        double scale = 1 / (radiusPixels * radiusPixels);
        // The mean over both directions of the derivative of r^2 x is 2 r^2.
        return new Result(scale * pullRow, scale * pullColumn, 2 * scale * curvature, counts);
    }

    /// <summary>The same for a pattern of ones.</summary>
    public Result OfOnes(double row, double column)
    {
        byte[] ones = new byte[rows * columns];
        Array.Fill(ones, (byte)1);
        return Of<byte>(ones, row, column);
    }
}
