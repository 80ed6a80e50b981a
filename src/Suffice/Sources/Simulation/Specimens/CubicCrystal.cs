using System.Collections.Immutable;

namespace Suffice.Sources.Simulation.Specimens;

/// <summary>
/// A cubic crystal whose origin is a centre of inversion, so that all its structure factors are real. Vibrations are those at room
/// temperature, from B = 8 pi^2 u^2: Si 0.47, Au 0.63 (Peng, Ren, Dudarev and Whelan, Acta Cryst. A52 (1996) 456), SrTiO3 as
/// Abramov et al., Acta Cryst. B51 (1995) 942.
/// </summary>
/// <param name="Name">Chemical formula.</param>
/// <param name="EdgeAngstrom">Edge of the cubic cell at room temperature.</param>
/// <param name="IsFaceCentred">Whether the lattice is face-centred; otherwise it is primitive.</param>
/// <param name="Atoms">All atoms of the cell.</param>
public sealed record CubicCrystal(string Name, double EdgeAngstrom, bool IsFaceCentred, ImmutableArray<CellAtom> Atoms)
{
    // h^2 / (2 pi m e), in V A^2, with the electron's rest mass.
    private const double VoltsPerFactor = 47.87764;

    // Rounding must not move an atom from one end of the cell to the other.
    private const double Rounding = 1e-9;

    private static readonly (double X, double Y, double Z)[] FaceCentres = [(0, 0, 0), (0, 0.5, 0.5), (0.5, 0, 0.5), (0.5, 0.5, 0)];

    // Shortest periods of a face-centred lattice along y, x and the zone axis, in half edges: right angles, x to y to z right-handed.
    private static readonly (string Zone, int[] Y, int[] X, int[] Z)[] Periods =
    [
        ("001", [0, 2, 0], [2, 0, 0], [0, 0, 2]),
        ("110", [0, 0, -2], [1, -1, 0], [1, 1, 0]),
        ("111", [1, 1, -2], [1, -1, 0], [2, 2, 2]),
    ];

    /// <summary>Silicon: a = 5.431 A, vibration 0.0772 A (B = 0.47 A^2).</summary>
    public static CubicCrystal Silicon { get; } = new("Si", 5.431, true,
    [
        .. FaceCentres.Select(at => new CellAtom(14, at.X + 0.125, at.Y + 0.125, at.Z + 0.125, 0.0772)),
        .. FaceCentres.Select(at => new CellAtom(14, at.X - 0.125, at.Y - 0.125, at.Z - 0.125, 0.0772)),
    ]);

    /// <summary>Gold: a = 4.078 A, vibration 0.0893 A (B = 0.63 A^2).</summary>
    public static CubicCrystal Gold { get; } = new("Au", 4.078, true, [.. FaceCentres.Select(at => new CellAtom(79, at.X, at.Y, at.Z, 0.0893))]);

    /// <summary>Strontium titanate: a = 3.905 A, Sr in the corners.</summary>
    public static CubicCrystal StrontiumTitanate { get; } = new("SrTiO3", 3.905, false,
    [
        new(38, 0, 0, 0, 0.0886), new(22, 0.5, 0.5, 0.5, 0.0746),
        new(8, 0.5, 0.5, 0, 0.0961), new(8, 0.5, 0, 0.5, 0.0961), new(8, 0, 0.5, 0.5, 0.0961),
    ]);

    /// <summary>Volume of the cell.</summary>
    public double VolumeCubicAngstrom => EdgeAngstrom * EdgeAngstrom * EdgeAngstrom;

    /// <summary>
    /// The smallest cell with right angles whose third period is a zone axis, for multislice: x along [100] for zone 001, along [1-10] for
    /// 110 and 111. Repeat it for extent and thickness. The first plane of atoms is half a <see cref="AtomicCell.PlaneSpacingA"/> below the
    /// surface: slices of that thickness keep each plane together, however its atoms vibrate.
    /// </summary>
    /// <exception cref="ArgumentException">The zone axis is not in the table.</exception>
    public AtomicCell Along(string zone)
    {
        (string found, int[] halfY, int[] halfX, int[] halfZ) = Periods.FirstOrDefault(known => known.Zone == zone);
        if (found is null) throw new ArgumentException($"there is no zone axis '{zone}' of {Name}; zone axes are {string.Join(", ", Periods.Select(known => known.Zone))}");
        (double[] y, double[] x, double[] z) = (Period(halfY), Period(halfX), Period(halfZ));
        ImmutableArray<Atom>.Builder atoms = ImmutableArray.CreateBuilder<Atom>();
        // No period reaches beyond two cells along an edge.
        for (int i = 0; i < 125; i++)
        {
            (int cellX, int cellY, int cellZ) = ((i % 5) - 2, (i / 5 % 5) - 2, (i / 25) - 2);
            foreach (CellAtom atom in Atoms)
            {
                double[] place = [atom.X + cellX, atom.Y + cellY, atom.Z + cellZ];
                (double alongY, double alongX, double alongZ) = (Along(place, y), Along(place, x), Along(place, z));
                if (Math.Min(alongY, Math.Min(alongX, alongZ)) < -Rounding || Math.Max(alongY, Math.Max(alongX, alongZ)) >= 1 - Rounding) continue;
                atoms.Add(new(atom.AtomicNumber, alongY * LengthA(y), alongX * LengthA(x), alongZ * LengthA(z), atom.VibrationAngstrom));
            }
        }
        AtomicCell cell = new(LengthA(y), LengthA(x), LengthA(z), [.. atoms.OrderBy(atom => (Math.Round(atom.ZA, 6), Math.Round(atom.YA, 6), atom.XA))]);
        double shiftA = (cell.PlaneSpacingA / 2) - cell.Atoms[0].ZA;
        return cell with { Atoms = [.. cell.Atoms.Select(atom => atom with { ZA = atom.ZA + shiftA })] };
    }

    /// <summary>
    /// Fourier coefficient of the potential for reflection (h, k, l), by Debye and Waller's factor exp(-2 pi^2 u^2 g^2) lower than
    /// that of atoms at rest. Source: Kirkland, Advanced Computing in Electron Microscopy (2010), section 5.4.
    /// </summary>
    public double PotentialVolts(int h, int k, int l)
    {
        double square = ((h * h) + (k * k) + (l * l)) / (EdgeAngstrom * EdgeAngstrom), sum = 0;
        foreach (CellAtom atom in Atoms)
        {
            double damping = Math.Exp(-2 * Math.PI * Math.PI * atom.VibrationAngstrom * atom.VibrationAngstrom * square);
            double phase = 2 * Math.PI * ((h * atom.X) + (k * atom.Y) + (l * atom.Z));
            sum += ScatteringFactors.ElectronA(atom.AtomicNumber, square) * damping * Math.Cos(phase);
        }
        return VoltsPerFactor * sum / VolumeCubicAngstrom;
    }

    // Share of a period that a place has along it; both in edges.
    private static double Along(double[] place, double[] period) => Dot(place, period) / Dot(period, period);

    private static double Dot(double[] a, double[] b) => (a[0] * b[0]) + (a[1] * b[1]) + (a[2] * b[2]);

    // In a primitive lattice a vector of odd halves is none, and twice it is one.
    private double[] Period(int[] halves)
    {
        bool isWhole = halves.All(half => half % 2 == 0);
        return [.. halves.Select(half => IsFaceCentred || isWhole ? half / 2.0 : half)];
    }

    private double LengthA(double[] period) => EdgeAngstrom * Math.Sqrt(Dot(period, period));
}
