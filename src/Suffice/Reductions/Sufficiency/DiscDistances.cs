using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>How far the discs of one list lie from those of another.</summary>
internal static class DiscDistances
{
    private const int Values = 3;

    /// <summary>Adds the distance of every disc to its partner, the nearest that has none yet within a radius; the radius for those without one.</summary>
    public static void Add(ViewResult full, ViewResult other, double radius, List<double> distances, List<int> places)
    {
        int positions = full.Values.Length / (full.Axes[^2].Length * Values);
        for (int position = 0; position < positions; position++)
        {
            List<(double Row, double Column)> left = DiscsOf(other, position);
            foreach ((double row, double column) in DiscsOf(full, position))
            {
                int nearest = -1;
                double least = radius;
                for (int i = 0; i < left.Count; i++)
                {
                    double distance = Math.Sqrt(Math.Pow(left[i].Row - row, 2) + Math.Pow(left[i].Column - column, 2));
                    if (distance < least) (nearest, least) = (i, distance);
                }
                if (nearest >= 0) left.RemoveAt(nearest);
                distances.Add(least);
                places.Add(position);
            }
            foreach (var _ in left)
            {
                distances.Add(radius);
                places.Add(position);
            }
        }
    }

    private static List<(double Row, double Column)> DiscsOf(ViewResult result, int position)
    {
        int most = result.Axes[^2].Length;
        List<(double, double)> discs = [];
        for (int i = position * most; i < (position + 1) * most && !double.IsNaN(result.Values[i * Values]); i++)
            discs.Add((result.Values[i * Values], result.Values[i * Values + 1]));
        return discs;
    }
}
