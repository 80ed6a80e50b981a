using Suffice.Cubes;

namespace Suffice.Sources.Simulation;

/// <summary>How a counting detector turns expected electrons into counts: one Poisson draw in each pixel, and its faults.</summary>
/// <param name="Element">Type of a count; what it cannot hold stays at its largest value.</param>
public sealed record DetectorModel(ElementType Element)
{
    /// <summary>Standard deviation of the pixels' relative sensitivity, the same at every position.</summary>
    public double GainSpread { get; init; }

    /// <summary>Share of pixels that count on their own, and how many counts a pattern they add on average.</summary>
    public double HotPixels { get; init; }

    /// <summary>Expected counts that a hot pixel adds to each pattern.</summary>
    public double HotPixelCounts { get; init; }

    /// <summary>Share of pixels that never count.</summary>
    public double DeadPixels { get; init; }

    /// <summary>Probability that an electron is counted in a neighbouring pixel too.</summary>
    public double ChargeSharing { get; init; }

    /// <summary>The largest count, such as 4095 for a counter of 12 bits; null for that of the type.</summary>
    public int? Saturation { get; init; }

    /// <summary>Standard deviation of the beam's relative current from position to position.</summary>
    public double BeamNoise { get; init; }
}
