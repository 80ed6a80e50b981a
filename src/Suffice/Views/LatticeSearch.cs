namespace Suffice.Views;

/// <summary>Finds the lattice on which the discs of a scan lie.</summary>
public static class LatticeSearch
{
    // Vectors between discs that are this near to one another, relative to their length, are the same vector.
    private const double SameVector = 0.06;
    private const int MostVectors = 60;

    /// <summary>
    /// The lattice of the two shortest frequent vectors from the undiffracted beam to other discs, at a large angle to each other, refined on the
    /// discs of the pattern that has most. Null where there are too few discs.
    /// </summary>
    /// <param name="patterns">Discs of each position.</param>
    /// <param name="geometry">Where the undiffracted beam falls.</param>
    public static DiffractionLattice? Find(IReadOnlyList<System.Collections.Immutable.ImmutableArray<BraggPeak>> patterns, PatternGeometry geometry)
    {
        List<(double Row, double Column, double Weight)> clusters = Cluster(patterns, geometry);
        if (clusters.Count < 2) return null;
        double most = clusters.Max(cluster => cluster.Weight);
        (double Row, double Column, double Weight)[] frequent = [.. clusters.Where(cluster => cluster.Weight > 0.2 * most).OrderBy(Length)];
        (double Row, double Column, double Weight) g1 = frequent[0];
        foreach ((double Row, double Column, double Weight) g2 in frequent.Skip(1))
        {
            double sine = Math.Abs(g1.Row * g2.Column - g1.Column * g2.Row) / (Length(g1) * Length(g2));
            if (sine < 0.4) continue;
            DiffractionLattice lattice = new(geometry.CentreRow, geometry.CentreColumn, g1.Row, g1.Column, g2.Row, g2.Column);
            return lattice.Fit(patterns.MaxBy(peaks => peaks.Length).AsSpan()) ?? lattice;
        }
        return null;
    }

    private static List<(double Row, double Column, double Weight)> Cluster(
        IReadOnlyList<System.Collections.Immutable.ImmutableArray<BraggPeak>> patterns, PatternGeometry geometry)
    {
        List<(double Row, double Column, double Weight)> clusters = [];
        int step = Math.Max(1, patterns.Count / 400);
        for (int p = 0; p < patterns.Count; p += step)
        {
            if (patterns[p].Length < 2) continue;
            BraggPeak centre = patterns[p].MinBy(peak => Math.Pow(peak.Row - geometry.CentreRow, 2) + Math.Pow(peak.Column - geometry.CentreColumn, 2));
            foreach (BraggPeak peak in patterns[p])
            {
                if (peak == centre) continue;
                Join(clusters, peak.Row - centre.Row, peak.Column - centre.Column);
            }
        }
        return clusters;
    }

    // Opposite vectors are one: the half plane of growing columns stands for both.
    private static void Join(List<(double Row, double Column, double Weight)> clusters, double row, double column)
    {
        if (column < -0.5 || (Math.Abs(column) <= 0.5 && row < 0)) (row, column) = (-row, -column);
        double length = Math.Sqrt(row * row + column * column);
        int found = clusters.FindIndex(cluster => Math.Sqrt(Math.Pow(cluster.Row - row, 2) + Math.Pow(cluster.Column - column, 2)) < Math.Max(1.5, SameVector * length));
        if (found >= 0)
        {
            (double r, double c, double w) = clusters[found];
            clusters[found] = ((r * w + row) / (w + 1), (c * w + column) / (w + 1), w + 1);
        }
        else if (clusters.Count < MostVectors * 20)
        {
            clusters.Add((row, column, 1));
        }
    }

    private static double Length((double Row, double Column, double Weight) vector) => Math.Sqrt(vector.Row * vector.Row + vector.Column * vector.Column);
}
