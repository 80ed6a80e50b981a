namespace Suffice.Sources.Simulation;

/// <summary>A smooth inelastic background that a user adds to diffraction patterns.</summary>
public sealed record BackgroundOptions
{
    /// <summary>Share of the electrons that leave the pattern for the background; null for none.</summary>
    public double? Share { get; init; }

    /// <summary>Angle at which the background has fallen to half.</summary>
    public double HalfWidthMrad { get; init; } = 10;
}
