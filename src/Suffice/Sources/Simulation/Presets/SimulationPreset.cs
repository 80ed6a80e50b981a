namespace Suffice.Sources.Simulation.Presets;

/// <summary>A scan that can be simulated by its name.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Summary">One line on what it stands for.</param>
/// <param name="Make">Prepares it. Throws <see cref="ArgumentException"/>, with a message for the user, for options that cannot be.</param>
public sealed record SimulationPreset(string Name, string Summary, Func<SimulationOptions, SimulatedScan> Make);
