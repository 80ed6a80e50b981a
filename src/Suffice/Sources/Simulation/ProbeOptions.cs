using Suffice.Cubes;
using Suffice.Sources.Simulation.Optics;

namespace Suffice.Sources.Simulation;

/// <summary>What a user may change of the optics of a preset by multislice; null keeps the preset's own.</summary>
public sealed record ProbeOptions
{
    /// <summary>Convergence semiangle.</summary>
    public double? SemiangleMrad { get; init; }

    /// <summary>How far below the entrance surface the probe is focused, in Angstrom.</summary>
    public double? DefocusA { get; init; }

    /// <summary>Third-order spherical aberration.</summary>
    public double? SphericalMm { get; init; }

    /// <summary>Full width at half maximum of the source's image at the specimen, in Angstrom.</summary>
    public double? SourceFwhmA { get; init; }

    /// <summary>Band limit and reach of the detector.</summary>
    public double? BandMrad { get; init; }

    /// <summary>Samples of the wave: rows and columns.</summary>
    public ScanSize? Samples { get; init; }

    /// <summary>Whether everything is the preset's own.</summary>
    public bool IsEmpty => this == new ProbeOptions();

    /// <summary>The preset's probe with these changes.</summary>
    internal Probe Apply(Probe own) => own with
    {
        SemiangleMrad = SemiangleMrad ?? own.SemiangleMrad,
        DefocusA = DefocusA ?? own.DefocusA,
        SphericalMm = SphericalMm ?? own.SphericalMm,
        SourceFwhmA = SourceFwhmA ?? own.SourceFwhmA,
    };

    /// <summary>The preset's simulation with these changes.</summary>
    /// <exception cref="ArgumentException">No grid has these samples.</exception>
    internal ScannedMultisliceSetup Apply(ScannedMultisliceSetup own) => own with
    {
        Probe = Apply(own.Probe),
        BandMrad = BandMrad ?? own.BandMrad,
        Grid = Samples is { } samples ? new WaveGrid(samples.Rows, samples.Columns, own.Cell.HeightA, own.Cell.WidthA) : own.Grid,
    };
}
