using System.Collections.Immutable;

namespace Suffice.Studies.Reporting;

/// <summary>The methods that no other beats in two metrics at once.</summary>
public static class Pareto
{
    /// <summary>Those of <paramref name="points"/> that no other one equals or exceeds in both metrics, by rising <c>X</c>.</summary>
    public static ImmutableArray<T> Front<T>(IEnumerable<T> points, Func<T, double> x, Func<T, double> y)
    {
        List<T> front = [];
        double highest = double.NegativeInfinity;
        foreach (T point in points.OrderByDescending(x).ThenByDescending(y))
        {
            if (y(point) <= highest) continue;
            highest = y(point);
            front.Add(point);
        }
        front.Reverse();
        return [.. front];
    }
}
