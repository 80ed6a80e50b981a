namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>Grains about random sites: each place belongs to the nearest one (Voronoi).</summary>
public sealed class GrainMap
{
    private const int Candidates = 20;

    private readonly (double Y, double X)[] _sites;
    private readonly double _overlap;

    /// <param name="random">Where the sites come from.</param>
    /// <param name="grains">How many.</param>
    /// <param name="height">Of the field of view, in any unit.</param>
    /// <param name="width">Of the field of view.</param>
    /// <param name="overlap">Width of the band along a boundary where both grains lie in the beam.</param>
    public GrainMap(Random random, int grains, double height, double width, double overlap)
    {
        (_sites, _overlap) = (new (double, double)[grains], overlap);
        // Of some candidates, the one that is furthest from all others: grains of similar sizes.
        for (int grain = 0; grain < grains; grain++)
        {
            double best = -1;
            for (int i = 0; i < Candidates; i++)
            {
                (double Y, double X) site = (height * random.NextDouble(), width * random.NextDouble());
                double nearest = double.MaxValue;
                foreach ((double Y, double X) other in _sites.AsSpan(0, grain)) nearest = Math.Min(nearest, Distance(site, other));
                if (nearest <= best) continue;
                (best, _sites[grain]) = (nearest, site);
            }
        }
    }

    /// <summary>The grain at a place, the one next to it, and the first one's share of the beam, from a half to 1.</summary>
    public (int Grain, int Neighbour, double Share) At(double y, double x)
    {
        (int first, int second) = (-1, -1);
        (double nearest, double next) = (double.MaxValue, double.MaxValue);
        for (int i = 0; i < _sites.Length; i++)
        {
            double distance = Distance((y, x), _sites[i]);
            if (distance < nearest) (second, next, first, nearest) = (first, nearest, i, distance);
            else if (distance < next) (second, next) = (i, distance);
        }
        // Half the difference of the distances is about the distance from the boundary.
        double share = second < 0 ? 1 : Math.Min(1, 0.5 + ((next - nearest) / 2 / _overlap));
        return (first, Math.Max(second, 0), share);
    }

    private static double Distance((double Y, double X) a, (double Y, double X) b) =>
        Math.Sqrt(((a.Y - b.Y) * (a.Y - b.Y)) + ((a.X - b.X) * (a.X - b.X)));
}
