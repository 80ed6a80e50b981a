using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Spectra;
using Xunit;

namespace Suffice.Tests.Sources.Simulation.Spectra;

/// <summary>What the rates of a spectrum image say of the specimen, on a small detector.</summary>
public sealed class SpectrumImageRatesTests
{
    private const double Electrons = 1e6;

    private static readonly SpectrometerSetup Setup = new()
    {
        BeamKv = 60,
        SemiangleMrad = 1,
        Rows = 64,
        Channels = 256,
        MradPerRow = 0.4,
        EvPerChannel = 0.5,
        BeamRow = 30,
        ZeroLossChannel = 20,
        SlotMrad = 1000,
        FirstOpenRow = 2,
        OpenRows = 60,
        ZeroLoss = new(0.8, 0),
        ElasticShare = 0,
        ElasticMrad = 8,
    };

    private static readonly DrudePlasmon Plasmon = new(1, 15, 1, 0, 4);

    [Fact]
    public void Events_follow_the_Poisson_distribution()
    {
        float[] spectrum = Filled(Rates(Setup with { SumRows = true }, 75, [Plasmon with { WidthEv = 0.25 }]), 0, 0);
        double[] lines = [.. Enumerable.Range(0, 4).Select(n => Sum(spectrum, 20 + 30 * n - 15, 30))];
        for (int n = 0; n < 3; n++) Assert.Equal(1.0 / (n + 1), lines[n + 1] / lines[n], 0.03);
    }

    [Fact]
    public void The_log_ratio_gives_the_true_thickness_at_every_position()
    {
        SpectrumImageRates rates = Rates(Setup with { SumRows = true }, 60, [Plasmon], new ThicknessMap(5, 60, 3, 20), new(4, 5));
        TruthDataset thickness = rates.Truth.Single(truth => truth.Name == "thickness");
        Assert.Equal([4, 5], thickness.Extents);
        for (int i = 0; i < 20; i++)
        {
            float[] spectrum = Filled(rates, i / 5, i % 5);
            double measured = 60 * Math.Log(Sum(spectrum, 0, 256) / Sum(spectrum, 0, 28));
            Assert.Equal(thickness.Values[i], measured, 0.04 * thickness.Values[i]);
        }
    }

    [Fact]
    public void Lines_and_edges_are_at_their_energies()
    {
        SpectrumImageRates rates = Rates(Setup with { SumRows = true }, 10, [Plasmon with { Share = 0.95 }, new CoreEdge("edge", 0.05, 73, 1, 3)]);
        float[] spectrum = Filled(rates, 0, 0);
        int plasmon = Enumerable.Range(35, 40).MaxBy(i => spectrum[i]), rise = Enumerable.Range(140, 60).MaxBy(i => spectrum[i + 2] - spectrum[i]) + 1;
        Axis energy = Assert.Single(rates.DetectorAxes);
        Assert.Equal("eV", energy.Unit);
        Assert.Equal(15, energy.Offset + energy.Scale * plasmon, 0.51);
        Assert.Equal(73.5, energy.Offset + energy.Scale * rise, 1.01);
    }

    [Fact]
    public void Inelastic_scattering_through_a_narrow_slot_falls_as_a_Lorentzian()
    {
        CoreEdge edge = new("edge", 1, 60, 1, 3);
        SpectrumImageRates rates = Rates(Setup with { SlotMrad = 1e-3, SemiangleMrad = 0.05, OpenRows = 62 }, 0.75, [edge]);
        float[] pattern = Filled(rates, 0, 0);
        double characteristic = InelasticAngles.CharacteristicMrad(70, 60), at5 = At(5), at10 = At(10), at20 = At(20);
        Assert.Equal(Lorentzian(5) / Lorentzian(10), at5 / at10, 0.03);
        Assert.Equal(Lorentzian(10) / Lorentzian(20), at10 / at20, 0.03);

        double At(int rows) => pattern[(30 + rows) * 256 + 20 + 140];
        double Lorentzian(int rows) => 1 / (Math.Pow(rows * 0.4, 2) + characteristic * characteristic);
    }

    [Fact]
    public void Nothing_arrives_outside_the_aperture_and_the_beam_is_where_the_axes_say()
    {
        SpectrumImageRates rates = Rates(Setup with { ElasticShare = 0.1 }, 30, [Plasmon]);
        float[] pattern = Filled(rates, 0, 0);
        int[] shut = [0, 1, 62, 63];
        Assert.All(shut, row => Assert.All(pattern[(row * 256)..(row * 256 + 256)], rate => Assert.Equal(0f, rate)));
        Assert.All(pattern, rate => Assert.True(float.IsFinite(rate) && rate >= 0));
        int brightest = Array.IndexOf(pattern, pattern.Max());
        Assert.Equal((30, 20), (brightest / 256, brightest % 256));
        Assert.Equal(["mrad", "eV"], rates.DetectorAxes.Select(axis => axis.Unit));
        Assert.Equal(0, rates.DetectorAxes[0].Offset + 30 * rates.DetectorAxes[0].Scale, 9);
    }

    [Fact]
    public void Vacuum_leaves_every_electron_in_the_zero_loss_line()
    {
        float[] spectrum = Filled(Rates(Setup with { SumRows = true }, 0, [Plasmon]), 0, 0);
        Assert.Equal(Electrons, Sum(spectrum, 15, 11), 0.001 * Electrons);
    }

    [Fact]
    public void Rows_added_up_are_the_sum_of_the_rows()
    {
        float[] apart = Filled(Rates(Setup, 40, [Plasmon]), 0, 0), summed = Filled(Rates(Setup with { SumRows = true }, 40, [Plasmon]), 0, 0);
        for (int i = 0; i < 256; i++)
            Assert.Equal(Enumerable.Range(0, 64).Sum(row => (double)apart[row * 256 + i]), summed[i], 1e-4 * summed[i] + 1e-6);
    }

    [Fact]
    public void Any_thread_in_any_order_gets_the_same_rates()
    {
        SpectrumImageRates first = Rates(Setup, 40, [Plasmon], new ThicknessMap(5, 60, 3, 20), new(4, 4));
        SpectrumImageRates second = Rates(Setup, 40, [Plasmon], new ThicknessMap(5, 60, 3, 20), new(4, 4));
        float[][] inTurn = [.. Enumerable.Range(0, 16).Select(i => Filled(first, i / 4, i % 4))];
        Parallel.For(0, 16, i => Assert.Equal(inTurn[15 - i], Filled(second, (15 - i) / 4, (15 - i) % 4)));
    }

    [Fact]
    public void What_cannot_be_is_told_in_one_line()
    {
        Throws(() => Rates(Setup with { BeamRow = 64 }, 30, [Plasmon]), "misses the detector");
        Throws(() => Rates(Setup with { OpenRows = 63 }, 30, [Plasmon]), "aperture");
        Throws(() => Rates(Setup, 30, [Plasmon with { Share = 0.9 }]), "add up to 1");
        Throws(() => Rates(Setup, 2000, [Plasmon]), "mean free paths thick");
        Throws(() => new SpectrumImageRates(Setup, Specimen(1, [Plasmon], null), new(1, 1), 1, -5, 1), "electrons per pattern");

        static void Throws(Func<SpectrumImageRates> make, string words)
        {
            string message = Assert.Throws<ArgumentException>(make).Message;
            Assert.Contains(words, message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
    }

    // A mean free path of 75 nm where the film has one thickness, 60 nm where it has a map.
    private static SpectrumImageRates Rates(
        SpectrometerSetup setup, double thicknessNm, ImmutableArray<IEnergyLoss> losses, ThicknessMap? map = null, ScanSize? scan = null) =>
        new(setup, Specimen(thicknessNm, losses, map), scan ?? new(1, 1), 1, Electrons, 1);

    private static SpectrumSpecimen Specimen(double thicknessNm, ImmutableArray<IEnergyLoss> losses, ThicknessMap? map) =>
        new("film", map is null ? 75 : 60, losses, map ?? new ThicknessMap(thicknessNm, thicknessNm, 0, 0));

    private static float[] Filled(SpectrumImageRates rates, int scanY, int scanX)
    {
        float[] pattern = new float[rates.Shape.PatternSamples];
        rates.Fill(scanY, scanX, pattern);
        return pattern;
    }

    private static double Sum(float[] spectrum, int first, int count) => spectrum.Skip(first).Take(count).Sum(rate => (double)rate);
}
