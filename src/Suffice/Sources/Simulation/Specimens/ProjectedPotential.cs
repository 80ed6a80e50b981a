using MathNet.Numerics;
using Suffice.Sources.Simulation.Fourier;
using Suffice.Sources.Simulation.Kernels;
using Suffice.Sources.Simulation.Optics;

namespace Suffice.Sources.Simulation.Specimens;

/// <summary>
/// The electrostatic potential of independent atoms, integrated along the beam and repeated with the cell: summed in Fourier space,
/// where every place of an atom is exact, whatever the grid.
/// </summary>
/// <param name="grid">Where it is wanted.</param>
public sealed class ProjectedPotential(WaveGrid grid)
{
    // h^2 / (2 pi m e): potential times volume, in volt Angstrom^3, for a scattering factor of one Angstrom.
    private const double VoltA2 = 47.878009;

    private readonly Dictionary<(int Number, double VibrationA), float[]> _factors = [];

    /// <summary>Fills in the potential in volt Angstrom, as real parts.</summary>
    /// <param name="atoms">The atoms of one slice.</param>
    /// <param name="isBlurred">Whether it is the average over each atom's vibration (Debye and Waller's) instead of that of atoms at rest.</param>
    /// <param name="image">Of the grid's size.</param>
    public void Fill(IEnumerable<Atom> atoms, bool isBlurred, ComplexImage image)
    {
        image.Values.Clear();
        using ComplexImage places = new(grid.Rows, grid.Columns);
        double[] ky = grid.RowFrequencies(), kx = grid.ColumnFrequencies();
        Complex32[] alongY = new Complex32[grid.Rows], alongX = new Complex32[grid.Columns];
        foreach (IGrouping<(int Number, double VibrationA), Atom> group in atoms.GroupBy(atom => (atom.Number, isBlurred ? atom.VibrationA : 0)))
        {
            places.Values.Clear();
            foreach (Atom atom in group)
            {
                Phases(alongY, ky, atom.YA);
                Phases(alongX, kx, atom.XA);
                for (int row = 0; row < alongY.Length; row++) ComplexKernels.AddScaled(places.Row(row), alongX, alongY[row]);
            }
            AddTimes(image.Values, places.Values, Factors(group.Key, ky, kx));
        }
        FourierTransform.For(grid.Rows, grid.Columns).Inverse(image);
    }

    private static void Phases(Complex32[] phases, double[] frequencies, double placeA)
    {
        for (int i = 0; i < phases.Length; i++)
        {
            (double sine, double cosine) = Math.SinCos(-2 * Math.PI * frequencies[i] * placeA);
            phases[i] = new((float)cosine, (float)sine);
        }
    }

    private static void AddTimes(Span<Complex32> sums, ReadOnlySpan<Complex32> values, float[] factors)
    {
        for (int i = 0; i < factors.Length; i++) sums[i] += values[i] * factors[i];
    }

    private float[] Factors((int Number, double VibrationA) kind, double[] ky, double[] kx)
    {
        if (_factors.TryGetValue(kind, out float[]? known)) return known;
        float[] factors = new float[grid.Samples];
        double scale = VoltA2 / (grid.HeightA * grid.WidthA), blur = 2 * Math.PI * Math.PI * kind.VibrationA * kind.VibrationA;
        for (int row = 0; row < ky.Length; row++)
        {
            for (int column = 0; column < kx.Length; column++)
            {
                // The frequency of half the length has no opposite, without which the potential would not be real.
                if (2 * row == grid.Rows || 2 * column == grid.Columns) continue;
                double k2 = (ky[row] * ky[row]) + (kx[column] * kx[column]);
                factors[(row * grid.Columns) + column] = (float)(scale * ScatteringFactors.ElectronA(kind.Number, k2) * Math.Exp(-blur * k2));
            }
        }
        return _factors[kind] = factors;
    }
}
