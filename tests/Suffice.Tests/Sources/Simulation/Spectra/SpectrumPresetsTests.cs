using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Xunit;

namespace Suffice.Tests.Sources.Simulation.Spectra;

/// <summary>The stand-ins for the published energy-loss data: shape, type, sparsity and range.</summary>
public sealed class SpectrumPresetsTests
{
    [Fact]
    public void Three_d_eels_has_the_published_shape_sparsity_and_range()
    {
        SimulatedScan scan = Make("3d-eels", new());
        Assert.Equal(new CubeShape(64, 64, 1, 1024), scan.Rates.Shape);
        Assert.Equal(ElementType.UInt16, scan.Detector.Element);
        (double zeros, double above4095, double highest) = Expected(scan.Rates);
        Assert.Equal(0.4947, zeros, 0.01);
        Assert.InRange(above4095 * 4096, 54_000, 70_000);
        Assert.True(highest > 65535);
    }

    [Fact]
    public void Four_d_eels_has_the_published_shape_sparsity_and_range()
    {
        SimulatedScan scan = Make("4d-eels", new() { Scale = 0.0625 });
        Assert.Equal(new CubeShape(4, 4, 256, 1024), scan.Rates.Shape);
        Assert.Equal(4095, scan.Detector.Saturation);
        (double zeros, _, double highest) = Expected(scan.Rates);
        Assert.Equal(0.9283, zeros, 0.01);
        Assert.True(highest > 4095);
    }

    [Fact]
    public void Dose_and_scan_are_honoured()
    {
        IElectronRates rates = Make("3d-eels", new() { ElectronsPerPattern = 1000, Scan = new(2, 3) }).Rates;
        float[] spectrum = new float[1024];
        rates.Fill(1, 2, spectrum);
        Assert.InRange(spectrum.Sum(), 950, 1000);
        Assert.Equal(new CubeShape(2, 3, 1, 1024), rates.Shape);
        Assert.All(rates.ScanAxes, axis => Assert.Equal("nm", axis.Unit));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_scale_that_cannot_be_is_refused(double scale) =>
        Assert.Contains("scale", Assert.Throws<ArgumentException>(() => Make("3d-eels", new() { Scale = scale })).Message, StringComparison.Ordinal);

    private static SimulatedScan Make(string name, SimulationOptions options) => SimulationPresets.Find(name)!.Make(options);

    // Expected over the Poisson draws, without drawing: a count is 0 with probability exp(-rate).
    private static (double Zeros, double Above4095PerPattern, double Highest) Expected(IElectronRates rates)
    {
        float[] pattern = new float[rates.Shape.PatternSamples];
        double zeros = 0, above = 0, highest = 0;
        long patterns = rates.Shape.Patterns;
        for (int i = 0; i < patterns; i++)
        {
            rates.Fill(i / rates.Shape.ScanX, i % rates.Shape.ScanX, pattern);
            foreach (float rate in pattern)
            {
                zeros += Math.Exp(-rate);
                if (rate > 4095) above++;
                highest = Math.Max(highest, rate);
            }
        }
        return (zeros / patterns / pattern.Length, above / patterns, highest);
    }
}
