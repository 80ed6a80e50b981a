using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Xunit;

namespace Suffice.Tests.Sources.Simulation.Presets;

public sealed class DiffractionStandInTests
{
    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public void Zeros_are_within_a_point_of_the_published_at_all_binnings(ulong seed)
    {
        IElectronRates rates = Preset("4d-diff").Make(new SimulationOptions(seed) { Scan = new ScanSize(8, 8) }).Rates;
        float[] pattern = new float[rates.Shape.PatternSamples];
        double[] zeros = new double[3];
        for (int position = 0; position < 64; position++)
        {
            rates.Fill(position / 8, position % 8, pattern);
            for (int i = 0; i < 3; i++) zeros[i] += Zeros(pattern, 1 << i) / 64;
        }
        Assert.Equal(0.747353, zeros[0], 0.01);
        Assert.Equal(0.708912, zeros[1], 0.01);
        Assert.Equal(0.609100, zeros[2], 0.01);
    }

    [Theory]
    [InlineData("4d-diff", ElementType.UInt16, 256)]
    [InlineData("4d-diff-2x2", ElementType.Float32, 128)]
    [InlineData("4d-diff-4x4", ElementType.Float32, 64)]
    public void Shape_and_type_at_full_scale_are_the_published_ones(string name, ElementType element, int detector)
    {
        Cube cube = Preset(name).Make(new SimulationOptions { Scale = 1 }).Cube;
        Assert.Equal((element, new CubeShape(256, 256, detector, detector)), (cube.Element, cube.Shape));
    }

    [Fact]
    public void The_stray_event_is_where_the_published_maximum_is()
    {
        IElectronRates rates = Preset("4d-diff").Make(new SimulationOptions { Scale = 1 }).Rates;
        float[] pattern = new float[rates.Shape.PatternSamples], next = new float[pattern.Length];
        rates.Fill(99, 12, pattern);
        rates.Fill(99, 13, next);
        int at = Array.IndexOf(pattern, pattern.Max());
        Assert.Equal((191, 98), (at / 256, at % 256));
        Assert.Equal(4016, pattern[at], 80.0);
        Assert.InRange(next.Max(), 20, 250);
    }

    private static SimulationPreset Preset(string name) => SimulationPresets.Find(name)!;

    // The expected share of zeros among the sums of so many pixels along each axis.
    private static double Zeros(float[] pattern, int binning)
    {
        double zeros = 0;
        for (int y = 0; y < 256; y += binning)
        {
            for (int x = 0; x < 256; x += binning)
            {
                double rate = 0;
                for (int i = 0; i < binning * binning; i++) rate += pattern[((y + (i / binning)) * 256) + x + (i % binning)];
                zeros += Math.Exp(-rate);
            }
        }
        return zeros * binning * binning / (256 * 256);
    }
}
