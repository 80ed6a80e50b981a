using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Views;

public sealed class ClustersTests
{
    [Fact]
    public void Patterns_of_three_kinds_are_told_apart()
    {
        CubeShape shape = new(8, 10, 24, 24);
        Random random = new(4);
        float[] rates = new float[shape.Samples];
        for (int i = 0; i < rates.Length; i++)
        {
            int kind = i / 576 % 10 < 5 ? 0 : i / 576 / 10 < 6 ? 1 : 2, quarter = i % 576 / 24 / 12 * 2 + i % 24 / 12;
            rates[i] = quarter == kind ? 1 : 0.1f;
        }
        using MemoryCube cube = ViewScans.Draw(shape, rates, 1, random);
        Dictionary<string, ViewResult> made = ViewScans.Make(cube, new ViewContext(cube.Cube, null, default), "clusters:3");
        Assert.Equal(Enumerable.Range(0, 80).Select(p => p % 10 < 5 ? 0.0 : p / 10 < 6 ? 1 : 2), made[""].Values);
        Assert.True(made[""].IsCategorical);
        Assert.Equal([3, 16, 16], made["patterns"].Extents);
    }

    [Fact]
    public void Grains_and_vacuum_of_a_preset_are_clusters()
    {
        SimulatedScan scan = PolycrystalScan.Preset.Make(new SimulationOptions { Scan = new ScanSize(16, 16) });
        using SimulatedCube cube = new(scan);
        double[] one = ViewScans.Make(cube, new ViewContext(cube.Cube, null, default), "clusters:6")[""].Values;
        Assert.Equal(one, ViewScans.Make(cube, new ViewContext(cube.Cube, null, default), "clusters:6")[""].Values);
        // Neighbours are mostly of one grain.
        int alike = Enumerable.Range(0, 255).Count(i => i % 16 < 15 && one[i] == one[i + 1]);
        Assert.InRange(alike, 150, 240);
        Assert.Equal(6, one.Distinct().Count());
    }
}
