namespace Suffice.Sources.Simulation.Optics;

/// <summary>
/// A source of finite size, whose parts are incoherent: the 37 points within three steps on a hexagonal grid, one standard deviation
/// apart, weighted as the Gaussian that they stand for and with its mean square. The transfer of a spatial frequency of up to 4 over
/// the standard deviation, where 0.03 % is left of it, is within 0.01 of the Gaussian's.
/// </summary>
internal static class SourcePoints
{
    private const int Steps = 3;
    private const double FwhmPerRms = 2.3548200450309493;

    /// <summary>The points; one for a source of no size.</summary>
    /// <param name="fwhmA">Full width at half maximum, in Angstrom.</param>
    public static SourcePoint[] Make(double fwhmA)
    {
        if (fwhmA == 0) return [new(0, 0, 1)];
        List<SourcePoint> points = [];
        for (int row = -Steps; row <= Steps; row++)
        {
            for (int column = Math.Max(-Steps, -Steps - row); column <= Math.Min(Steps, Steps - row); column++)
            {
                double y = Math.Sqrt(0.75) * row, x = column + (0.5 * row);
                points.Add(new(y, x, Math.Exp(-((y * y) + (x * x)) / 2)));
            }
        }
        double sum = points.Sum(point => point.Weight), square = points.Sum(point => point.Weight * ((point.YA * point.YA) + (point.XA * point.XA)) / 2) / sum;
        double scaleA = fwhmA / FwhmPerRms / Math.Sqrt(square);
        return [.. points.Select(point => new SourcePoint(scaleA * point.YA, scaleA * point.XA, point.Weight / sum * points.Count))];
    }
}
