namespace Suffice.Reductions.Sufficiency;

/// <summary>What draws from a latitude's range say that the choice of a representation has not seen.</summary>
/// <param name="Draws">Number of draws.</param>
/// <param name="Largest">Largest error over tolerance, upper ends of intervals where positions were sampled.</param>
/// <param name="Bound">The same with a margin for what lies between the draws.</param>
public sealed record HeldOutFinding(int Draws, double Largest, double Bound)
{
    /// <summary>
    /// At least this part of the range is within the tolerance, with 95 % confidence: as so many draws were, of which none failed.
    /// </summary>
    public double PartWithin => Draws == 0 ? 0 : Math.Pow(0.05, 1.0 / Draws);

    internal static HeldOutFinding Of(double[] ratios) => new(ratios.Length, ratios.Max(), LatitudeBound.Of(ratios));
}
