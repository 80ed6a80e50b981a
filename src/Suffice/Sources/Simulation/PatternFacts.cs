namespace Suffice.Sources.Simulation;

/// <summary>What is known of one drawn pattern.</summary>
/// <param name="ExpectedBits">Sum of the entropies of its samples.</param>
/// <param name="RealisedBits">Bits that a code made for the rates spends on these very counts.</param>
/// <param name="Zeros">Samples that are 0.</param>
/// <param name="Counts">Sum of all counts.</param>
/// <param name="Largest">Largest count, or sum of counts where pixels are binned.</param>
/// <param name="Clipped">Counts beyond the counter's depth.</param>
/// <param name="ClippedExpected">At most so many counts beyond the counter's depth are expected.</param>
internal readonly record struct PatternFacts(
    double ExpectedBits, double RealisedBits, int Zeros, long Counts, long Largest, int Clipped, double ClippedExpected);
