using MathNet.Numerics;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Diffraction;
using Suffice.Sources.Simulation.Fourier;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Specimens;
using Xunit;

namespace Suffice.Tests.Sources.Simulation.Diffraction;

public sealed class ManyBeamsTests
{
    private static readonly ElectronBeam Beam = new(200);

    [Fact]
    public void All_beams_together_keep_the_electrons()
    {
        ManyBeams beams = new(CubicCrystal.Gold, CrystalOrientation.Zone([1, 2, 3], [1, -1, 0], 0.4), Beam, 40, 0.06);
        double[] intensities = new double[10 * beams.Beams.Length];
        beams.Propagate(2.5, -1.5, 40, intensities);
        for (int step = 0; step < 10; step++)
            Assert.Equal(1, intensities.AsSpan(step * beams.Beams.Length, beams.Beams.Length).ToArray().Sum(), 1e-8);
    }

    [Theory]
    [InlineData("Si", 8, 0.004)]
    [InlineData("Si", 40, 0.004)]
    [InlineData("SrTiO3", 10, 0.01)]
    public void A_zone_axis_diffracts_as_in_multislice(string name, int cells, double tolerance)
    {
        CubicCrystal crystal = name == "Si" ? CubicCrystal.Silicon : CubicCrystal.StrontiumTitanate;
        AtomicCell cell = crystal.Along("001");
        WaveGrid grid = new(32, 32, cell.HeightA, cell.WidthA);
        using TransmissionStack once = new TransmissionBuilder(grid, Beam, grid.HighestBandPerA, cell.PlaneSpacingA).Blurred(cell);
        using Multislice multislice = new(grid, Beam, grid.HighestBandPerA);
        using ComplexImage amplitudes = new(grid.Rows, grid.Columns);
        multislice.PlaneWave(once.Repeat(cells, cell.ThicknessA), amplitudes);

        // Multislice loses what it scatters past its band limit.
        double kept = amplitudes.Values.ToArray().Sum(amplitude => (double)amplitude.MagnitudeSquared);
        ManyBeams beams = new(crystal, CrystalOrientation.Zone([0, 0, 1], [1, 0, 0]), Beam, 45, 0.08);
        double[] intensities = new double[beams.Beams.Length];
        beams.Propagate(0, 0, cells * crystal.EdgeAngstrom, intensities);
        for (int i = 0; i < intensities.Length; i++)
        {
            DiffractedBeam beam = beams.Beams[i];
            if (beam.L != 0 || Math.Abs(beam.H) > 4 || Math.Abs(beam.K) > 4) continue;
            Complex32 amplitude = amplitudes.Row((beam.H + 32) % 32)[(beam.K + 32) % 32];
            Assert.Equal(amplitude.MagnitudeSquared / kept, intensities[i], tolerance);
        }
    }

    [Fact]
    public void Zone_axis_and_direction_across_it_come_to_lie_as_asked()
    {
        CrystalOrientation orientation = CrystalOrientation.Zone([1, 1, 0], [1, -1, 0], Math.PI / 2);
        (double x, double y, double z) = orientation.ToLaboratory(1, 1, 0);
        Assert.Equal((0, 0), (Math.Round(x, 12), Math.Round(y, 12)));
        Assert.Equal(Math.Sqrt(2), z, 1e-12);
        (x, y, z) = orientation.ToLaboratory(1, -1, 0);
        Assert.Equal((0, 0), (Math.Round(x, 12), Math.Round(z, 12)));
        Assert.Equal(Math.Sqrt(2), y, 1e-12);
    }
}
