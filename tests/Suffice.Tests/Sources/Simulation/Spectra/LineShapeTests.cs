using Suffice.Sources.Simulation.Spectra;
using Xunit;

namespace Suffice.Tests.Sources.Simulation.Spectra;

/// <summary>Angles and shapes of single losses against published values.</summary>
public sealed class LineShapeTests
{
    [Theory]
    [InlineData(100, 0.0370)]
    [InlineData(60, 0.0487)]
    [InlineData(200, 0.0251)]
    public void The_wave_vector_is_that_of_the_relativistic_wavelength(double beamKv, double wavelengthAngstrom) =>
        Assert.Equal(wavelengthAngstrom, 2 * Math.PI / InelasticAngles.WaveVector(beamKv), 4);

    // At 100 kV m v^2 / 2 is 76.79 keV and gamma is 1.1957.
    [Fact]
    public void The_characteristic_angle_is_the_loss_over_gamma_m_v_squared() =>
        Assert.Equal(15.0 / (2 * 1.1957 * 76.79), InelasticAngles.CharacteristicMrad(15, 100), 4);

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void The_zero_loss_line_holds_every_electron_and_has_its_width(double lorentzianShare)
    {
        ZeroLossLine line = new(0.6, lorentzianShare);
        double[] channels = line.Channels(40_001, -2000, 0.1);
        Assert.Equal(1, channels.Sum(), 3);
        double[] heights = [Height(line, -0.3), Height(line, 0), Height(line, 0.3)];
        Assert.Equal(0.5, heights[0] / heights[1], 4);
        Assert.Equal(0.5, heights[2] / heights[1], 4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void The_plasmon_peaks_at_its_energy_and_disperses_with_momentum(double angleMrad)
    {
        DrudePlasmon plasmon = new(1, 15, 0.5, 0.4, 8);
        double expected = 15 + 0.4 * 7.62 * Math.Pow(InelasticAngles.WaveVector(60) * angleMrad * 1e-3, 2);
        double[] energies = [.. Enumerable.Range(1, 3000).Select(i => i * 0.01)];
        double peak = energies.MaxBy(energy => plasmon.Density(energy, angleMrad, 60));
        Assert.Equal(expected, peak, 0.02);
        double half = plasmon.Density(peak, angleMrad, 60) / 2;
        double[] above = [.. energies.Where(energy => plasmon.Density(energy, angleMrad, 60) >= half)];
        Assert.Equal(0.5, above[^1] - above[0], 0.03);
    }

    [Fact]
    public void An_edge_is_nothing_below_its_onset_and_a_power_law_far_above()
    {
        CoreEdge edge = new("edge", 1, 73, 2, 3);
        Assert.Equal(0, edge.Density(72.99, 0, 60));
        Assert.True(edge.Density(74, 0, 60) > 0);
        Assert.Equal(8, edge.Density(150, 0, 60) / edge.Density(300, 0, 60), 6);
    }

    private static double Height(ZeroLossLine line, double lossEv) => line.Below(lossEv + 1e-4) - line.Below(lossEv - 1e-4);
}
