using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>How large a target's values are, for tolerances in percent: their root mean square, or that of their deviations from the mean; 1 for labels, all of them.</summary>
internal static class TargetSize
{
    public static double Of(Target target, IReadOnlyList<ViewResult> results)
    {
        if (target.Kind.AreLabels) return 1;
        double sum = 0;
        long count = 0;
        foreach (string name in target.Kind.Compared)
        {
            double[] values = [.. results.First(result => result.Name == name).Values.Where(double.IsFinite)];
            double origin = target.Kind.FromMean && values.Length > 0 ? values.Average() : 0;
            sum += values.Sum(value => (value - origin) * (value - origin));
            count += values.Length;
        }
        return count == 0 ? 0 : Math.Sqrt(sum / count);
    }
}
