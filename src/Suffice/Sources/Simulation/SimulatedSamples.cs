namespace Suffice.Sources.Simulation;

/// <summary>What a <see cref="SimulatedCube"/> delivers.</summary>
public enum SimulatedSamples
{
    /// <summary>The recorded counts.</summary>
    Counts,

    /// <summary>Their expected values as float32, after the lasting faults of pixels and before everything random.</summary>
    Rates,
}
