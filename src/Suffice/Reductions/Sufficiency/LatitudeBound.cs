namespace Suffice.Reductions.Sufficiency;

/// <summary>
/// What draws from a range say about the largest error over tolerance in it: their largest, and a margin for what lies between them.
/// </summary>
/// <remarks>
/// The margin is half the way from the draws' middle to their largest: draws that are alike leave little between them, draws that differ
/// leave more. How often the bound is exceeded is measured over many scans; docs/decisions tells.
/// </remarks>
internal static class LatitudeBound
{
    private const double Margin = 0.5;

    public static double Of(IEnumerable<double> ratios)
    {
        double[] sorted = [.. ratios.Order()];
        return sorted.Length == 0 ? 0 : sorted[^1] + Margin * (sorted[^1] - sorted[sorted.Length / 2]);
    }
}
