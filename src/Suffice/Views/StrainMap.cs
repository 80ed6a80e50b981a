namespace Suffice.Views;

/// <summary>
/// Strain and rotation at each probe position from the lattice of its discs. With G the matrix of g1 and g2 and G0 that of the reference, a
/// deformation F of the crystal makes <c>G = F^-T G0</c>; the strain is the symmetric part of F - 1, the rotation the antisymmetric one.
/// </summary>
/// <remarks>
/// Components are along the detector's columns (x) and rows (y). Rotation is positive from x towards y. Positions without a lattice are NaN.
/// Pekin et al., Ultramicroscopy 176, 170 (2017).
/// </remarks>
public sealed class StrainMap
{
    private StrainMap(int positions) => (Exx, Eyy, Exy, Rotation) = (New(positions), New(positions), New(positions), New(positions));

    public double[] Exx { get; }

    public double[] Eyy { get; }

    public double[] Exy { get; }

    /// <summary>Radians.</summary>
    public double[] Rotation { get; }

    /// <summary>The lattice that counts as unstrained.</summary>
    public DiffractionLattice Reference { get; private init; }

    /// <summary>Positions whose discs fit a lattice.</summary>
    public int Fitted { get; private set; }

    /// <summary>Compares the lattice of each position with a reference.</summary>
    /// <param name="lattices">Null where there is none.</param>
    /// <param name="isReference">Positions whose median lattice is the reference; null for all.</param>
    /// <exception cref="ArgumentException">No reference position has a lattice.</exception>
    public static StrainMap Measure(IReadOnlyList<DiffractionLattice?> lattices, Func<int, bool>? isReference = null)
    {
        DiffractionLattice[] chosen = [.. lattices.Where((lattice, i) => lattice is not null && (isReference?.Invoke(i) ?? true)).Select(lattice => lattice!.Value)];
        if (chosen.Length == 0) throw new ArgumentException("no position that counts as unstrained has a lattice", nameof(lattices));
        DiffractionLattice reference = MedianOf(chosen);
        StrainMap map = new(lattices.Count) { Reference = reference };
        for (int i = 0; i < lattices.Count; i++)
            if (lattices[i] is { } lattice) map.Set(i, lattice, reference);
        return map;
    }

    // Medians of what makes each lattice of the mean one: those of the vectors themselves would depend on which two of the lattice are taken.
    private static DiffractionLattice MedianOf(DiffractionLattice[] lattices)
    {
        DiffractionLattice mean = new(0, 0, 0, 0, 0, 0);
        foreach (DiffractionLattice lattice in lattices) mean = mean.Plus(lattice, 1.0 / lattices.Length);
        (double XX, double XY, double YX, double YY)[] changes = [.. lattices.Select(lattice => Change(lattice, mean))];
        double xx = Median(changes, m => m.XX), xy = Median(changes, m => m.XY), yx = Median(changes, m => m.YX), yy = Median(changes, m => m.YY);
        return new DiffractionLattice(
            Median(lattices, l => l.OriginRow), Median(lattices, l => l.OriginColumn),
            yx * mean.G1Column + yy * mean.G1Row, xx * mean.G1Column + xy * mean.G1Row, yx * mean.G2Column + yy * mean.G2Row, xx * mean.G2Column + xy * mean.G2Row);
    }

    // M = G G0^-1 with vectors as columns (x, y).
    private static (double XX, double XY, double YX, double YY) Change(in DiffractionLattice g, in DiffractionLattice g0)
    {
        double area0 = g0.G1Column * g0.G2Row - g0.G1Row * g0.G2Column;
        return ((g.G1Column * g0.G2Row - g.G2Column * g0.G1Row) / area0, (g.G2Column * g0.G1Column - g.G1Column * g0.G2Column) / area0,
            (g.G1Row * g0.G2Row - g.G2Row * g0.G1Row) / area0, (g.G2Row * g0.G1Column - g.G1Row * g0.G2Column) / area0);
    }

    private void Set(int position, in DiffractionLattice g, in DiffractionLattice g0)
    {
        // F = M^-T.
        (double mxx, double mxy, double myx, double myy) = Change(g, g0);
        double determinant = mxx * myy - mxy * myx;
        double fxx = myy / determinant, fxy = -myx / determinant, fyx = -mxy / determinant, fyy = mxx / determinant;
        (Exx[position], Eyy[position], Exy[position], Rotation[position]) = (fxx - 1, fyy - 1, (fxy + fyx) / 2, (fyx - fxy) / 2);
        Fitted++;
    }

    private static double Median<T>(T[] values, Func<T, double> component)
    {
        double[] sorted = [.. values.Select(component).Order()];
        return sorted[sorted.Length / 2];
    }

    private static double[] New(int positions)
    {
        double[] values = new double[positions];
        Array.Fill(values, double.NaN);
        return values;
    }
}
