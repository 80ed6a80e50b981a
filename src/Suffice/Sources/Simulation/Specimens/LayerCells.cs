using System.Collections.Immutable;

namespace Suffice.Sources.Simulation.Specimens;

/// <summary>A layer of a transition metal's diselenide, the beam along z. Repeat it for extent.</summary>
public static class LayerCells
{
    /// <summary>
    /// One layer of 2H WSe2: a hexagonal lattice of W, and above and below its every second triangle Se. x along a, y along the normal
    /// of a in the layer, period sqrt(3) a.
    /// </summary>
    /// <param name="latticeA">Lattice constant a.</param>
    /// <param name="seleniumA">Distance between the two Se of a column.</param>
    /// <param name="thicknessA">Of the cell, the layer in its middle.</param>
    /// <param name="vibrationA">Root mean square displacement along one axis.</param>
    public static AtomicCell TungstenDiselenide(double latticeA, double seleniumA, double thicknessA, double vibrationA)
    {
        double heightA = Math.Sqrt(3) * latticeA, middleA = thicknessA / 2;
        ImmutableArray<Atom>.Builder atoms = ImmutableArray.CreateBuilder<Atom>();
        foreach ((double y, double x) in ((double, double)[])[(0, 0), (0.5, 0.5)])
        {
            atoms.Add(new(74, y * heightA, x * latticeA, middleA, vibrationA));
            // The triangle's centre is a third of its height, a sixth of the cell's, above its base.
            (double seY, double seX) = ((y + (1.0 / 6)) % 1 * heightA, (x + 0.5) % 1 * latticeA);
            atoms.Add(new(34, seY, seX, middleA - (seleniumA / 2), vibrationA));
            atoms.Add(new(34, seY, seX, middleA + (seleniumA / 2), vibrationA));
        }
        return new(heightA, latticeA, thicknessA, atoms.ToImmutable());
    }
}
