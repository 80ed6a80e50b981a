using System.Collections.Immutable;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>The table of presets.</summary>
public static class SimulationPresets
{
    public static ImmutableArray<SimulationPreset> All { get; } =
    [
        FourDEels.Preset,
        .. DiffractionStandIn.Presets,
        ThreeDEels.Preset,
        Wse2Preset.Preset,
        StrainScan.Preset,
        JunctionScan.Preset,
        PolycrystalScan.Preset,
        AmorphousScan.Preset,
        .. ZoneAxisScan.Presets,
    ];

    /// <summary>The preset of that name; null where there is none.</summary>
    public static SimulationPreset? Find(string name) => All.FirstOrDefault(preset => preset.Name == name);
}
