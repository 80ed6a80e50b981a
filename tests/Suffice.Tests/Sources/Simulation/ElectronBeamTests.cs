using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Specimens;
using Xunit;

namespace Suffice.Tests.Sources.Simulation;

public sealed class ElectronBeamTests
{
    // Kirkland, Advanced Computing in Electron Microscopy, 2nd ed.; Reimer, Transmission Electron Microscopy.
    [Theory]
    [InlineData(80, 0.04176, 1.0087e-3)]
    [InlineData(100, 0.03701, 0.9244e-3)]
    [InlineData(200, 0.02508, 0.7288e-3)]
    [InlineData(300, 0.01969, 0.6526e-3)]
    public void Wavelength_and_interaction_are_the_published_ones(double kilovolts, double wavelengthA, double interaction)
    {
        ElectronBeam beam = new(kilovolts);
        Assert.Equal(wavelengthA, beam.WavelengthA, 5e-6);
        Assert.Equal(interaction, beam.InteractionPerVoltA, 1e-7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-80)]
    [InlineData(double.NaN)]
    public void An_impossible_voltage_is_refused(double kilovolts) => Assert.Throws<ArgumentException>(() => new ElectronBeam(kilovolts));

    // Mott and Bethe: what an atom scatters far out is its nucleus alone, f = Z / (2 pi^2 a0 g^2). A wrong digit in the table shows here.
    [Fact]
    public void Scattering_factors_reach_the_nucleus_far_out()
    {
        const double bohrA = 0.529177, g2 = 1e10;
        foreach (int number in ScatteringFactors.Numbers)
            Assert.Equal(number, ScatteringFactors.ElectronA(number, g2) * 2 * Math.PI * Math.PI * bohrA * g2, number * 1e-3);
    }

    // Doyle and Turner, Acta Cryst. A24 (1968) 390, f(0) in Angstrom, from other wave functions.
    [Theory]
    [InlineData(6, 2.509)]
    [InlineData(14, 5.828)]
    public void Scattering_factors_begin_near_those_of_Doyle_and_Turner(int number, double expectedA) =>
        Assert.Equal(expectedA, ScatteringFactors.ElectronA(number, 0), 0.05 * expectedA);
}
