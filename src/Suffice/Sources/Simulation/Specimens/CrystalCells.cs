using System.Collections.Immutable;

namespace Suffice.Sources.Simulation.Specimens;

/// <summary>
/// Rectangular cells of known crystals, the beam along z. Repeat them for extent and thickness. Vibrations are those at room
/// temperature, from B = 8 pi^2 u^2: Si 0.47, Au 0.63 (Peng, Ren, Dudarev and Whelan, Acta Cryst. A52 (1996) 456), SrTiO3 as
/// Abramov et al., Acta Cryst. B51 (1995) 942.
/// </summary>
public static class CrystalCells
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

    /// <summary>Silicon along [001]: a = 5.431 A, one cubic cell.</summary>
    public static AtomicCell Silicon001() =>
        Cubic(5.431, [(14, 0, 0, 0, 0.0772), (14, 0.25, 0.25, 0.25, 0.0772)], isFaceCentred: true);

    /// <summary>Silicon along [110]: y along [001], period a; x along [1-10], period a / sqrt(2).</summary>
    public static AtomicCell Silicon110()
    {
        const double latticeA = 5.431, vibrationA = 0.0772;
        double widthA = latticeA / Math.Sqrt(2);
        // Pairs of columns a quarter of the period apart along y, and the other pairs half a cell further.
        (double Y, double X, double Z)[] places = [(0, 0, 0), (0.25, 0, 0.5), (0.5, 0.5, 0.5), (0.75, 0.5, 0)];
        return new(latticeA, widthA, widthA,
            [.. places.Select(place => new Atom(14, place.Y * latticeA, place.X * widthA, place.Z * widthA, vibrationA))]);
    }

    /// <summary>Strontium titanate along [001]: a = 3.905 A, Sr in the corners.</summary>
    public static AtomicCell StrontiumTitanate001() =>
        Cubic(3.905,
            [(38, 0, 0, 0, 0.0886), (22, 0.5, 0.5, 0.5, 0.0746), (8, 0.5, 0.5, 0, 0.0961), (8, 0.5, 0, 0.5, 0.0961), (8, 0, 0.5, 0.5, 0.0961)],
            isFaceCentred: false);

    /// <summary>Gold along [001]: a = 4.078 A, face-centred.</summary>
    public static AtomicCell Gold001() => Cubic(4.078, [(79, 0, 0, 0, 0.0893)], isFaceCentred: true);

    private static AtomicCell Cubic(double latticeA, (int Number, double Y, double X, double Z, double VibrationA)[] basis, bool isFaceCentred)
    {
        (double Y, double X, double Z)[] centres = isFaceCentred ? [(0, 0, 0), (0, 0.5, 0.5), (0.5, 0, 0.5), (0.5, 0.5, 0)] : [(0, 0, 0)];
        return new(latticeA, latticeA, latticeA,
        [
            .. from atom in basis
               from centre in centres
               select new Atom(atom.Number, (atom.Y + centre.Y) % 1 * latticeA, (atom.X + centre.X) % 1 * latticeA,
                   (atom.Z + centre.Z) % 1 * latticeA, atom.VibrationA),
        ]);
    }
}
