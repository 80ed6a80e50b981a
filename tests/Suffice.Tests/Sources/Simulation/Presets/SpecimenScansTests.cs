using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Xunit;

namespace Suffice.Tests.Sources.Simulation.Presets;

public sealed class SpecimenScansTests
{
    public static TheoryData<string> Names => [.. (string[])["4d-diff", "strain", "junction", "polycrystal", "amorphous"]];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_are_the_same_in_any_order_on_any_number_of_threads(string name)
    {
        SimulationOptions options = new(7) { Scan = new ScanSize(3, 4) };
        IElectronRates rates = Make(name, options), again = Make(name, options);
        float[][] inOrder = new float[12][], mixed = new float[12][];
        for (int i = 0; i < 12; i++) inOrder[i] = Pattern(rates, i);
        Parallel.For(0, 12, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => mixed[11 - i] = Pattern(again, 11 - i));
        for (int i = 0; i < 12; i++)
            Assert.True(MemoryMarshal.AsBytes(inOrder[i].AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(mixed[i].AsSpan())), $"position {i}");
        (rates as IDisposable)?.Dispose();
        (again as IDisposable)?.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Dose_and_scan_are_honoured(string name)
    {
        IElectronRates own = Make(name, new SimulationOptions { Scan = new ScanSize(2, 3) });
        IElectronRates few = Make(name, new SimulationOptions { Scan = new ScanSize(2, 3), ElectronsPerPattern = 1000 });
        Assert.Equal((2, 3), (few.Shape.ScanY, few.Shape.ScanX));
        float[] many = Pattern(own, 4), thousand = Pattern(few, 4);
        double sum = thousand.Sum(value => (double)value);
        Assert.InRange(sum, 300, 1001);
        Assert.Equal(many.Sum(value => (double)value) / many[thousand.Length / 3], sum / thousand[thousand.Length / 3], 0.001 * sum / thousand[thousand.Length / 3]);
        (own as IDisposable)?.Dispose();
        (few as IDisposable)?.Dispose();
    }

    [Fact]
    public void Scale_divides_both_axes_and_a_scan_asked_for_is_taken_as_it_is()
    {
        Assert.Equal(new ScanSize(64, 32), new SimulationOptions { Scale = 0.25 }.ResolveScan(new ScanSize(256, 128), 1));
        Assert.Equal(new ScanSize(128, 64), new SimulationOptions().ResolveScan(new ScanSize(256, 128), 0.5));
        Assert.Equal(new ScanSize(1, 1), new SimulationOptions { Scale = 0.001 }.ResolveScan(new ScanSize(256, 128), 1));
        Assert.Equal(new ScanSize(7, 9), new SimulationOptions { Scale = 0.25, Scan = new ScanSize(7, 9) }.ResolveScan(new ScanSize(256, 128), 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Options_that_cannot_be_are_one_clear_line(string name)
    {
        SimulationOptions[] wrong =
        [
            new() { Scale = 0 }, new() { Scale = 1.5 }, new() { Scale = double.NaN }, new() { ElectronsPerPattern = -1 }, new() { ElectronsPerPattern = 0 },
            new() { ElectronsPerPattern = double.PositiveInfinity }, new() { Scan = new ScanSize(0, 4) },
        ];
        foreach (SimulationOptions options in wrong)
        {
            ArgumentException thrown = Assert.Throws<ArgumentException>(() => SimulationPresets.Find(name)!.Make(options));
            Assert.DoesNotContain('\n', thrown.Message);
        }
    }

    private static IElectronRates Make(string name, SimulationOptions options) => SimulationPresets.Find(name)!.Make(options).Rates;

    private static float[] Pattern(IElectronRates rates, int position)
    {
        float[] pattern = new float[rates.Shape.PatternSamples];
        rates.Fill(position / rates.Shape.ScanX, position % rates.Shape.ScanX, pattern);
        return pattern;
    }
}
