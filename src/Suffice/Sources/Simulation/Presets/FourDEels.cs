using Suffice.Cubes;
using Suffice.Sources.Simulation.Spectra;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>Stand-in for the published 4D EELS: (64, 64, 256, 1024) counts of 12 bits, by momentum and energy loss.</summary>
internal static class FourDEels
{
    public static SimulationPreset Preset { get; } = new("4d-eels", "momentum-resolved energy-loss spectra of an aluminium film", Make, PresetOptions.None);

    private static SimulatedScan Make(SimulationOptions options)
    {
        SpectrumImageRates rates = AluminiumSpectra.Rates(options, AluminiumSpectra.Setup, ownScale: 0.5);
        return new(Preset.Name, rates, new DetectorModel(ElementType.UInt16) { Saturation = 4095 }, options.Seed);
    }
}
