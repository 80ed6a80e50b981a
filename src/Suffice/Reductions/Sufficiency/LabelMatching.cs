namespace Suffice.Reductions.Sufficiency;

/// <summary>Gives groups of one labelling the labels of another, so that as many positions as possible have the same in both.</summary>
/// <remarks>
/// An assignment of the largest agreement, by shortest augmenting paths with potentials: Kuhn, Nav. Res. Logist. Q. 2, 83 (1955); Jonker and
/// Volgenant, Computing 38, 325 (1987).
/// </remarks>
internal static class LabelMatching
{
    /// <summary>The labels of <paramref name="other"/> in those of <paramref name="labels"/>.</summary>
    public static int[] Match(ReadOnlySpan<int> labels, ReadOnlySpan<int> other)
    {
        int groups = 1;
        for (int i = 0; i < labels.Length; i++) groups = Math.Max(groups, 1 + Math.Max(labels[i], other[i]));
        // Costs of the groups of the other labelling in rows: what they do not have in common.
        double[,] cost = new double[groups, groups];
        for (int i = 0; i < labels.Length; i++) cost[other[i], labels[i]]--;
        int[] labelOf = Assign(cost, groups), matched = new int[other.Length];
        for (int i = 0; i < other.Length; i++) matched[i] = labelOf[other[i]];
        return matched;
    }

    // Column of each row, for the least sum. Row and column 0 stand for none, so those of the table are counted from 1.
    private static int[] Assign(double[,] cost, int size)
    {
        double[] rowPotential = new double[size + 1], columnPotential = new double[size + 1];
        int[] rowOf = new int[size + 1], before = new int[size + 1];
        for (int row = 1; row <= size; row++)
        {
            double[] least = new double[size + 1];
            Array.Fill(least, double.PositiveInfinity);
            bool[] isDone = new bool[size + 1];
            int column = 0;
            for (rowOf[0] = row; rowOf[column] != 0;)
            {
                isDone[column] = true;
                int at = rowOf[column], nearest = 0;
                double step = double.PositiveInfinity;
                for (int next = 1; next <= size; next++)
                {
                    if (isDone[next]) continue;
                    double reduced = cost[at - 1, next - 1] - rowPotential[at] - columnPotential[next];
                    if (reduced < least[next]) (least[next], before[next]) = (reduced, column);
                    if (least[next] < step) (step, nearest) = (least[next], next);
                }
                for (int known = 0; known <= size; known++)
                    if (isDone[known]) (rowPotential[rowOf[known]], columnPotential[known]) = (rowPotential[rowOf[known]] + step, columnPotential[known] - step);
                    else least[known] -= step;
                column = nearest;
            }
            for (; column != 0; column = before[column]) rowOf[column] = rowOf[before[column]];
        }
        int[] assigned = new int[size];
        for (int column = 1; column <= size; column++) assigned[rowOf[column] - 1] = column - 1;
        return assigned;
    }
}
