using System.Collections.Immutable;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>The table of presets.</summary>
public static class SimulationPresets
{
    public static ImmutableArray<SimulationPreset> All { get; } =
    [
        FourDEels.Preset,
        ThreeDEels.Preset,
        Wse2Preset.Preset,
    ];

    /// <summary>The preset of that name; null where there is none.</summary>
    public static SimulationPreset? Find(string name) => All.FirstOrDefault(preset => preset.Name == name);
}
