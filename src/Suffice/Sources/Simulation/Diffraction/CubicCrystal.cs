using System.Collections.Immutable;
using Suffice.Sources.Simulation.Specimens;

namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>One atom of a cubic cell.</summary>
/// <param name="AtomicNumber">Of the element.</param>
/// <param name="X">Fraction of the edge.</param>
/// <param name="Y">Fraction of the edge.</param>
/// <param name="Z">Fraction of the edge.</param>
/// <param name="VibrationAngstrom">Root mean square displacement along one direction at room temperature.</param>
public readonly record struct CellAtom(int AtomicNumber, double X, double Y, double Z, double VibrationAngstrom);

/// <summary>A face-centred cubic crystal whose origin is a centre of inversion, so that all its structure factors are real.</summary>
/// <param name="Name">Chemical formula.</param>
/// <param name="EdgeAngstrom">Edge of the cubic cell at room temperature.</param>
/// <param name="Atoms">All atoms of the cell.</param>
public sealed record CubicCrystal(string Name, double EdgeAngstrom, ImmutableArray<CellAtom> Atoms)
{
    // h^2 / (2 pi m e), in V A^2, with the electron's rest mass.
    private const double VoltsPerFactor = 47.87764;

    private static readonly (double X, double Y, double Z)[] FaceCentres = [(0, 0, 0), (0, 0.5, 0.5), (0.5, 0, 0.5), (0.5, 0.5, 0)];

    /// <summary>Silicon: a = 5.431 A, vibration 0.0772 A (B = 0.47 A^2).</summary>
    public static CubicCrystal Silicon { get; } = new("Si", 5.431,
    [
        .. FaceCentres.Select(at => new CellAtom(14, at.X + 0.125, at.Y + 0.125, at.Z + 0.125, 0.0772)),
        .. FaceCentres.Select(at => new CellAtom(14, at.X - 0.125, at.Y - 0.125, at.Z - 0.125, 0.0772)),
    ]);

    /// <summary>Gold: a = 4.078 A, vibration 0.0893 A (B = 0.63 A^2).</summary>
    public static CubicCrystal Gold { get; } = new("Au", 4.078, [.. FaceCentres.Select(at => new CellAtom(79, at.X, at.Y, at.Z, 0.0893))]);

    /// <summary>Volume of the cell.</summary>
    public double VolumeCubicAngstrom => EdgeAngstrom * EdgeAngstrom * EdgeAngstrom;

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
}
