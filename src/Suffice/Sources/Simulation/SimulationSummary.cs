using Suffice.Cubes;

namespace Suffice.Sources.Simulation;

/// <summary>What a simulation wrote.</summary>
/// <param name="Cube">The counts, or means of counts.</param>
/// <param name="Zeros">Samples that are 0.</param>
/// <param name="Counts">Sum of all counts, before any averaging.</param>
/// <param name="Largest">Largest sample.</param>
/// <param name="Clipped">Counts that the counter's depth cut off.</param>
/// <param name="CodeLength">What an ideal code spends on the counts; null where they are not independent Poisson counts.</param>
/// <param name="NoCodeLength">Why there is no code length; null where there is one.</param>
public sealed record SimulationSummary(
    Cube Cube, long Zeros, long Counts, double Largest, long Clipped, PoissonCodeLength? CodeLength, string? NoCodeLength)
{
    /// <summary>Counts in a pattern, on average.</summary>
    public double CountsPerPattern => (double)Counts / Cube.Shape.Patterns;

    /// <summary>Share of samples that are 0.</summary>
    public double Sparsity => (double)Zeros / Cube.Shape.Samples;

    /// <summary>The highest compression ratio of any lossless code, on average over draws: one that knows every rate.</summary>
    public double? Bound => CodeLength is { ExpectedBits: > 0 } length ? 8.0 * Cube.Bytes / length.ExpectedBits : null;
}
