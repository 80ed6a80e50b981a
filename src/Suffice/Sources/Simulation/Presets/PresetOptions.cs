namespace Suffice.Sources.Simulation.Presets;

/// <summary>Options that some presets have and others do not.</summary>
[Flags]
public enum PresetOptions
{
    None = 0,

    /// <summary><see cref="SimulationOptions.Background"/>: patterns by angle.</summary>
    Background = 1,

    /// <summary><see cref="SimulationOptions.Probe"/>: a focused probe by multislice.</summary>
    Probe = 2,

    /// <summary><see cref="SimulationOptions.Crystal"/>: zone axis and thickness.</summary>
    Crystal = 4,
}
