namespace Suffice.Sources.Simulation.Presets;

/// <summary>A scan that can be simulated by its name.</summary>
/// <param name="name">As on the command line.</param>
/// <param name="summary">One line on what it stands for.</param>
/// <param name="prepare">Prepares it with the preset's own detector and without a background.</param>
/// <param name="takes">Which options it has beyond those of all.</param>
public sealed class SimulationPreset(string name, string summary, Func<SimulationOptions, SimulatedScan> prepare, PresetOptions takes = PresetOptions.Background)
{
    public string Name => name;

    public string Summary => summary;

    /// <summary>Which options it has beyond those of all.</summary>
    public PresetOptions Takes => takes;

    /// <summary>Prepares it.</summary>
    /// <exception cref="ArgumentException">Options that cannot be, or that this preset does not have; with a message for the user.</exception>
    public SimulatedScan Make(SimulationOptions options)
    {
        Require(options.Probe.IsEmpty, PresetOptions.Probe, "probe and multislice");
        Require(options.Crystal.IsEmpty, PresetOptions.Crystal, "zone axis and thickness");
        Require(options.Background.Share is null, PresetOptions.Background, "smooth background");
        SimulatedScan scan = prepare(options);
        return scan with
        {
            Detector = options.Detector.Apply(scan.Detector),
            Rates = options.Background.Share is { } share ? new SmoothBackground(scan.Rates, share, options.Background.HalfWidthMrad) : scan.Rates,
        };
    }

    private void Require(bool isUnchanged, PresetOptions option, string what)
    {
        if (isUnchanged || takes.HasFlag(option)) return;
        string others = string.Join(", ", SimulationPresets.All.Where(preset => preset.Takes.HasFlag(option)).Select(preset => preset.Name));
        throw new ArgumentException($"{name} has no options for {what}; presets that do: {others}");
    }
}
