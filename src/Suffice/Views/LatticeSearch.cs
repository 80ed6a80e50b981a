namespace Suffice.Views;

/// <summary>Finds the lattice on which the discs of a pattern lie.</summary>
public static class LatticeSearch
{
    // Vectors to so many of the nearest discs are tried, two by two.
    private const int MostVectors = 16;
    private const double LeastSine = 0.4;

    // A denser lattice explains more discs by chance: the sparsest one that explains nearly as much as the best is the right one.
    private const double NearlyAsMuch = 0.95, LeastExplained = 0.6;

    /// <summary>The sparsest lattice through the undiffracted beam that explains the discs. Null where there are too few, or they lie on none.</summary>
    /// <param name="peaks">Discs of one pattern, such as the mean of a scan.</param>
    /// <param name="geometry">Where the undiffracted beam falls, and the discs' radius.</param>
    public static DiffractionLattice? Find(IReadOnlyList<BraggPeak> peaks, PatternGeometry geometry)
    {
        BraggPeak[] byDistance = [.. peaks.OrderBy(peak => Distance(peak.Row - geometry.CentreRow, peak.Column - geometry.CentreColumn))];
        if (byDistance.Length < 4) return null;
        BraggPeak origin = byDistance[0];
        BraggPeak[] near = [.. byDistance.Skip(1).Take(MostVectors)];
        List<(DiffractionLattice Lattice, double Explained)> found = [];
        for (int i = 0; i < near.Length; i++)
            for (int j = i + 1; j < near.Length; j++)
            {
                DiffractionLattice lattice = new(
                    origin.Row, origin.Column, near[i].Row - origin.Row, near[i].Column - origin.Column, near[j].Row - origin.Row, near[j].Column - origin.Column);
                double sine = Math.Abs(lattice.Area) / (Distance(lattice.G1Row, lattice.G1Column) * Distance(lattice.G2Row, lattice.G2Column));
                if (sine < LeastSine) continue;
                lattice = lattice.Fit(byDistance) ?? lattice;
                found.Add((lattice, Explained(lattice, byDistance, geometry.RadiusPixels)));
            }
        double most = found.Select(one => one.Explained).DefaultIfEmpty(0).Max();
        if (most < LeastExplained) return null;
        return found.Where(one => one.Explained >= NearlyAsMuch * most).MaxBy(one => Math.Abs(one.Lattice.Area)).Lattice;
    }

    // The share of all discs, weighted by the square roots of their intensities, that lie within half a radius of a lattice point.
    private static double Explained(in DiffractionLattice lattice, BraggPeak[] peaks, double radius)
    {
        double on = 0, all = 0;
        foreach (BraggPeak peak in peaks)
        {
            (double h, double k) = lattice.IndicesOf(peak.Row, peak.Column);
            (double offH, double offK) = (h - Math.Round(h), k - Math.Round(k));
            double off = Distance(offH * lattice.G1Row + offK * lattice.G2Row, offH * lattice.G1Column + offK * lattice.G2Column), weight = Math.Sqrt(peak.Intensity);
            all += weight;
            if (off < Math.Max(1, radius / 2)) on += weight;
        }
        return on / all;
    }

    private static double Distance(double row, double column) => Math.Sqrt(row * row + column * column);
}
