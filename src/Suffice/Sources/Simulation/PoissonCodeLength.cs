namespace Suffice.Sources.Simulation;

/// <summary>Bits of a code that knows the rate of every sample.</summary>
/// <param name="ExpectedBits">On average over draws: the sum of the entropies.</param>
/// <param name="RealisedBits">For the draw at hand: the sum of -log2 P(count | rate).</param>
public readonly record struct PoissonCodeLength(double ExpectedBits, double RealisedBits);
