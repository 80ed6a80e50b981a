using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Xunit;

namespace Suffice.Tests.Sources.Simulation;

/// <summary>What a user changes of a preset.</summary>
public sealed class SimulationOptionsTests
{
    private static readonly SimulationOptions Small = new() { Scan = new ScanSize(2, 2) };

    [Fact]
    public void The_detectors_faults_change_a_presets_detector_and_nothing_else_of_it()
    {
        DetectorOptions faults = new()
        {
            GainSpread = 0.02,
            HotPixels = 0.001,
            DeadPixels = 0.002,
            ChargeSharing = 0.1,
            CounterBits = 12,
            BeamNoise = 0.01,
        };
        SimulatedScan scan = Make("junction", Small with { Detector = faults });
        Assert.Equal(
            new DetectorModel(ElementType.UInt16)
            {
                GainSpread = 0.02,
                HotPixels = 0.001,
                HotPixelCounts = 20,
                DeadPixels = 0.002,
                ChargeSharing = 0.1,
                Saturation = 4095,
                BeamNoise = 0.01,
            },
            scan.Detector);
        Assert.Equal(Make("4d-eels", Small).Detector, Make("4d-eels", Small with { Detector = new DetectorOptions { CounterBits = 12 } }).Detector);
        string[] described = [.. SimulationDescription.Of(scan).Select(parameter => $"{parameter.Name} {parameter.Value}")];
        Assert.Superset(new HashSet<string>(["largest count 4095", "gain spread 0.02", "charge sharing 0.1", "beam current noise 0.01"]), new HashSet<string>(described));
    }

    [Fact]
    public void A_background_takes_its_share_of_the_electrons_and_spreads_it_about_the_beam()
    {
        IElectronRates own = Make("junction", Small).Rates;
        IElectronRates with = Make("junction", Small with { Background = new() { Share = 0.2, HalfWidthMrad = 0.1 } }).Rates;
        float[] pattern = Pattern(own), spread = Pattern(with);
        double total = pattern.Sum(rate => (double)rate);
        Assert.Equal(total, spread.Sum(rate => (double)rate), 1e-4 * total);
        float[] background = [.. pattern.Zip(spread, (before, after) => after - (0.8f * before))];
        Assert.Equal(0.2 * total, background.Sum(rate => (double)rate), 1e-3 * total);
        int row = 32, centre = 31, away = centre + 8;
        Assert.Equal(0.5, background[(row * 64) + away] / background[(row * 64) + centre], 0.03);
        Assert.Contains(with.Parameters, parameter => parameter.Name == "half width of the smooth background" && parameter.Value == "0.1");
    }

    [Theory]
    [InlineData("strain", "strain has no options for probe and multislice; presets that do: wse2, amorphous, srtio3, silicon")]
    [InlineData("3d-eels", "3d-eels has no options for probe and multislice; presets that do: wse2, amorphous, srtio3, silicon")]
    public void A_preset_without_a_probe_refuses_to_change_it(string preset, string message) =>
        Refused(preset, Small with { Probe = new() { DefocusA = 10 } }, message);

    [Fact]
    public void What_cannot_be_is_one_clear_line()
    {
        Refused("4d-eels", Small with { Background = new() { Share = 0.1 } },
            "4d-eels has no options for smooth background; presets that do: 4d-diff, 4d-diff-2x2, 4d-diff-4x4, wse2, strain, junction, polycrystal, amorphous, srtio3, silicon");
        Refused("wse2", Small with { Crystal = new() { ThicknessNm = 5 } }, "wse2 has no options for zone axis and thickness; presets that do: srtio3, silicon");
        Refused("wse2", Small with { Probe = new() { DefocusA = 400 } }, "the cell is too small for the probe: 17.0 A where 27.4 A are needed");
        Refused("wse2", Small with { Probe = new() { SemiangleMrad = 5 } }, "the cell is too small for the probe: 17.0 A where 20.5 A are needed");
        Refused("wse2", Small with { Probe = new() { Samples = new(64, 64) } }, "a grid of 64x64 over 17.04 A x 19.68 A reaches 45.3 mrad, not 180.0 mrad: take a finer one");
        Refused("wse2", Small with { Probe = new() { BandMrad = 20 } }, "the detector reaches 20 mrad, less than the probe's 30 mrad");
        Refused("wse2", Small with { Probe = new() { SourceFwhmA = -1 } }, "the source's size must be 0 A or more");
        Refused("silicon", Small with { Crystal = new() { Zone = "112" } }, "there is no zone axis '112' of Si; zone axes are 001, 110, 111");
        Refused("silicon", Small with { Crystal = new() { ThicknessNm = 0 } }, "a thickness of 0 nm cannot be simulated: give a number above 0, up to 100");
        Refused("junction", Small with { Background = new() { Share = 1.5 } }, "a background of 1.5 is impossible: give a share from 0 to 1");
        Refused("junction", Small with { Background = new() { Share = 0.1, HalfWidthMrad = 0 } }, "a background 0 mrad wide is impossible: give an angle above 0");
        Refused("junction", Small with { Detector = new() { GainSpread = -1 } }, "a gain spread of -1 is impossible: give a number from 0 to 1");
        Refused("junction", Small with { Detector = new() { CounterBits = 0 } }, "a counter of 0 bits is impossible: give a number from 1 to 31");
        Refused("junction", Small with { Detector = new() { HotPixels = 0.6, DeadPixels = 0.6 } }, "hot and dead pixels together are more than all pixels");
    }

    private static void Refused(string preset, SimulationOptions options, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Make(preset, options)).Message);

    private static SimulatedScan Make(string preset, SimulationOptions options) => SimulationPresets.Find(preset)!.Make(options);

    private static float[] Pattern(IElectronRates rates)
    {
        float[] pattern = new float[rates.Shape.PatternSamples];
        rates.Fill(1, 1, pattern);
        return pattern;
    }
}
