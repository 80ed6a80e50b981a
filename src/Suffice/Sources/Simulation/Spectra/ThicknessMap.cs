namespace Suffice.Sources.Simulation.Spectra;

/// <summary>A film on its way from thin to thick, with rounded islands upon it, as thickness over the scanned field.</summary>
/// <param name="ThinNm">Thickness at the left edge, without islands.</param>
/// <param name="ThickNm">Thickness at the right edge, without islands.</param>
/// <param name="Islands">Number of islands; where they are follows from the seed.</param>
/// <param name="IslandNm">Height of the highest island.</param>
public sealed record ThicknessMap(double ThinNm, double ThickNm, int Islands, double IslandNm)
{
    /// <summary>Thickness in nm at every position of a scan, row-major. The longer side is the whole field, however finely it is scanned.</summary>
    public double[] Sample(int rows, int columns, ulong seed)
    {
        (double Y, double X, double Radius, double Height)[] islands = new (double, double, double, double)[Islands];
        ulong state = seed;
        for (int i = 0; i < Islands; i++)
            islands[i] = (Uniform(ref state), Uniform(ref state), 0.05 + 0.1 * Uniform(ref state), IslandNm * (0.4 + 0.6 * Uniform(ref state)));
        double extent = Math.Max(rows, columns);
        double[] thickness = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double y = (row + 0.5) / extent, x = (column + 0.5) / extent, dome = 0;
                foreach (var island in islands)
                {
                    double square = ((y - island.Y) * (y - island.Y) + (x - island.X) * (x - island.X)) / (island.Radius * island.Radius);
                    if (square < 1) dome = Math.Max(dome, island.Height * Math.Sqrt(1 - square));
                }
                thickness[row * columns + column] = ThinNm + (ThickNm - ThinNm) * x + dome;
            }
        }
        return thickness;
    }

    // SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    private static double Uniform(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
