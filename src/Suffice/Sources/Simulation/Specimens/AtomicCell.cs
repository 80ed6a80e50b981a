using System.Collections.Immutable;

namespace Suffice.Sources.Simulation.Specimens;

/// <summary>Atoms in a rectangle that repeats across the beam.</summary>
/// <param name="HeightA">Period along y, over the rows, in Angstrom.</param>
/// <param name="WidthA">Period along x, over the columns.</param>
/// <param name="ThicknessA">Extent along the beam.</param>
/// <param name="Atoms">Their places.</param>
public sealed record AtomicCell(double HeightA, double WidthA, double ThicknessA, ImmutableArray<Atom> Atoms)
{
    /// <summary>The smallest distance of two planes of atoms across the beam, the cell repeating along it too; all of it where there is one plane.</summary>
    public double PlaneSpacingA
    {
        get
        {
            const double samePlaneA = 1e-6;
            double[] depthsA = [.. Atoms.Select(atom => atom.ZA).Order()];
            if (depthsA.Length == 0) return ThicknessA;
            IEnumerable<double> distancesA = depthsA.Zip(depthsA.Skip(1).Append(depthsA[0] + ThicknessA), (above, below) => below - above);
            return distancesA.Where(distanceA => distanceA > samePlaneA).Min();
        }
    }

    /// <summary>This cell, so many times along each axis.</summary>
    public AtomicCell Repeat(int alongY, int alongX, int alongZ)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alongY);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alongX);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alongZ);
        ImmutableArray<Atom>.Builder atoms = ImmutableArray.CreateBuilder<Atom>(checked(Atoms.Length * alongY * alongX * alongZ));
        for (int z = 0; z < alongZ; z++)
            for (int y = 0; y < alongY; y++)
                for (int x = 0; x < alongX; x++)
                    foreach (Atom atom in Atoms)
                        atoms.Add(atom with { YA = atom.YA + (y * HeightA), XA = atom.XA + (x * WidthA), ZA = atom.ZA + (z * ThicknessA) });
        return new(HeightA * alongY, WidthA * alongX, ThicknessA * alongZ, atoms.MoveToImmutable());
    }
}
