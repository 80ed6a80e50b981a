using Suffice.Cubes;
using Suffice.Sources.Simulation.Spectra;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>
/// Stand-in for the published 3D EELS: (64, 64, 1, 1024), the momentum rows added up, counts of 16 bits that saturate in the zero-loss line.
/// About 58,000 counts are above 4095 (published 62,118), but 23,000 above 16383 (published 14,193): the first plasmon is stronger here.
/// </summary>
internal static class ThreeDEels
{
    public static SimulationPreset Preset { get; } = new("3d-eels", "energy-loss spectra of an aluminium film, added up over momentum", Make, PresetOptions.None);

    private static SimulatedScan Make(SimulationOptions options)
    {
        SpectrometerSetup setup = AluminiumSpectra.Setup with { SumRows = true };
        SpectrumImageRates rates = AluminiumSpectra.Rates(options, setup, ownScale: 1);
        return new(Preset.Name, rates, new DetectorModel(ElementType.UInt16), options.Seed);
    }
}
