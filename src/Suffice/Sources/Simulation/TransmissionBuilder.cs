using MathNet.Numerics;
using Suffice.Sources.Simulation.Fourier;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Specimens;

namespace Suffice.Sources.Simulation;

/// <summary>
/// Makes transmission functions exp(i sigma V) of slices. They are worked out on a finer grid and then limited: taken from the wave's
/// own grid, the exponential of a heavy atom's peak would fold frequencies back that the grid does not have.
/// </summary>
public sealed class TransmissionBuilder
{
    private readonly WaveGrid _grid, _fine;
    private readonly double _bandPerA, _interaction, _sliceA;
    private readonly ProjectedPotential _potential;

    /// <param name="grid">Of the wave.</param>
    /// <param name="beam">Gives the interaction constant.</param>
    /// <param name="bandPerA">Band limit in 1/Angstrom.</param>
    /// <param name="sliceA">Thickness of a slice in Angstrom; atoms of one slice act at their mean depth.</param>
    /// <param name="refinement">Finer samples in place of each one of the wave's, along each axis.</param>
    public TransmissionBuilder(WaveGrid grid, ElectronBeam beam, double bandPerA, double sliceA, int refinement = 2)
    {
        grid.Check(bandPerA, beam);
        if (!(sliceA > 0)) throw new ArgumentException("slices must be thicker than 0 A");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(refinement);
        (_grid, _bandPerA, _interaction, _sliceA) = (grid, bandPerA, beam.InteractionPerVoltA, sliceA);
        _fine = new WaveGrid(grid.Rows * refinement, grid.Columns * refinement, grid.HeightA, grid.WidthA);
        _potential = new ProjectedPotential(_fine);
    }

    /// <summary>Of atoms at the places given: at rest, or one snapshot of <see cref="FrozenPhonons"/>.</summary>
    public TransmissionStack Still(AtomicCell cell) => Make(cell, isBlurred: false);

    /// <summary>Of the potential averaged over the atoms' vibration: coherent scattering alone, without what falls between the reflections.</summary>
    public TransmissionStack Blurred(AtomicCell cell) => Make(cell, isBlurred: true);

    private TransmissionStack Make(AtomicCell cell, bool isBlurred)
    {
        if (Math.Abs(cell.HeightA - _grid.HeightA) > 1e-6 || Math.Abs(cell.WidthA - _grid.WidthA) > 1e-6)
            throw new ArgumentException("the cell and the grid have different extents", nameof(cell));
        List<ComplexImage> slices = [];
        List<double> depthsA = [];
        using ComplexImage fine = new(_fine.Rows, _fine.Columns);
        foreach (IGrouping<int, Atom> slice in cell.Atoms.GroupBy(atom => (int)Math.Floor(atom.ZA / _sliceA)).OrderBy(slice => slice.Key))
        {
            _potential.Fill(slice, isBlurred, fine);
            slices.Add(Transmission(fine));
            depthsA.Add(slice.Average(atom => atom.ZA));
        }
        return new(slices, depthsA);
    }

    private ComplexImage Transmission(ComplexImage fine)
    {
        foreach (ref Complex32 value in fine.Values)
        {
            (double sine, double cosine) = Math.SinCos(_interaction * value.Real);
            value = new((float)cosine, (float)sine);
        }
        FourierTransform.For(fine.Rows, fine.Columns).Forward(fine);
        ComplexImage image = new(_grid.Rows, _grid.Columns);
        double[] ky = _grid.RowFrequencies(), kx = _grid.ColumnFrequencies();
        for (int row = 0; row < ky.Length; row++)
        {
            Span<Complex32> from = fine.Row(row < (ky.Length + 1) / 2 ? row : row - ky.Length + fine.Rows), to = image.Row(row);
            for (int column = 0; column < kx.Length; column++)
            {
                if ((ky[row] * ky[row]) + (kx[column] * kx[column]) > _bandPerA * _bandPerA) continue;
                Complex32 value = from[column < (kx.Length + 1) / 2 ? column : column - kx.Length + fine.Columns];
                to[column] = new(value.Real / _fine.Samples, value.Imaginary / _fine.Samples);
            }
        }
        FourierTransform.For(image.Rows, image.Columns).Inverse(image);
        return image;
    }
}
