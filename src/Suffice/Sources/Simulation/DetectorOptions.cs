namespace Suffice.Sources.Simulation;

/// <summary>What a user may change of a preset's detector; null keeps the preset's own.</summary>
public sealed record DetectorOptions
{
    // Of hot pixels whose counts nobody gave.
    private const double OwnHotPixelCounts = 20;
    private const int MostCounterBits = 31;

    /// <summary>Standard deviation of the pixels' relative sensitivity.</summary>
    public double? GainSpread { get; init; }

    /// <summary>Share of pixels that count on their own.</summary>
    public double? HotPixels { get; init; }

    /// <summary>Expected counts that a hot pixel adds to each pattern.</summary>
    public double? HotPixelCounts { get; init; }

    /// <summary>Share of pixels that never count.</summary>
    public double? DeadPixels { get; init; }

    /// <summary>Probability that an electron is counted in a neighbouring pixel too.</summary>
    public double? ChargeSharing { get; init; }

    /// <summary>Depth of the counter: 12 stop at 4095, whatever the type of the counts.</summary>
    public int? CounterBits { get; init; }

    /// <summary>Standard deviation of the beam's relative current from position to position.</summary>
    public double? BeamNoise { get; init; }

    /// <summary>The preset's detector with these changes.</summary>
    /// <exception cref="ArgumentException">A value that no detector has.</exception>
    internal DetectorModel Apply(DetectorModel own)
    {
        if (CounterBits is { } bits and not (>= 1 and <= MostCounterBits))
            throw new ArgumentException(FormattableString.Invariant($"a counter of {bits} bits is impossible: give a number from 1 to {MostCounterBits}"));
        DetectorModel model = own with
        {
            GainSpread = Share(GainSpread, "a gain spread") ?? own.GainSpread,
            HotPixels = Share(HotPixels, "a share of hot pixels") ?? own.HotPixels,
            HotPixelCounts = Counts(HotPixelCounts) ?? (own.HotPixelCounts > 0 || HotPixels is null ? own.HotPixelCounts : OwnHotPixelCounts),
            DeadPixels = Share(DeadPixels, "a share of dead pixels") ?? own.DeadPixels,
            ChargeSharing = Share(ChargeSharing, "a share of shared charge") ?? own.ChargeSharing,
            Saturation = CounterBits is { } depth ? (int)((1L << depth) - 1) : own.Saturation,
            BeamNoise = Share(BeamNoise, "a beam current noise") ?? own.BeamNoise,
        };
        return model.HotPixels + model.DeadPixels <= 1 ? model : throw new ArgumentException("hot and dead pixels together are more than all pixels");
    }

    private static double? Share(double? value, string name) => value is null or (>= 0 and <= 1) ? value
        : throw new ArgumentException(FormattableString.Invariant($"{name} of {value} is impossible: give a number from 0 to 1"));

    private static double? Counts(double? value) => value is null or (>= 0 and <= PoissonDraw.MaxRate) ? value
        : throw new ArgumentException(FormattableString.Invariant($"{value} counts of a hot pixel are impossible: give a number from 0 to {PoissonDraw.MaxRate:G4}"));
}
