using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources.Topspin;

/// <summary>The scan that the positions of patterns make.</summary>
/// <param name="PatternAt">Number of the pattern at each position, row-major; -1 where none was taken. Rows and columns are in the order of recording.</param>
internal sealed record TopspinGrid(Axis Rows, Axis Columns, ImmutableArray<int> PatternAt)
{
    // A grid far larger than its patterns is none.
    private const int MostPositionsPerPattern = 100;
    private const double NmPerMetre = 1e9, MostOffGrid = 0.25;

    /// <summary>Finds the grid.</summary>
    /// <param name="problem">Why there is none.</param>
    public static TopspinGrid? TryFind(TopspinSeries series, out string problem)
    {
        (double X, double Y)[] known = [.. series.Positions.OfType<(double, double)>()];
        problem = known.Length == series.Numbers.Length ? "" : $"{series.Numbers.Length - known.Length:N0} of {series.Numbers.Length:N0} patterns do not say where they were taken";
        if (problem.Length > 0) return null;
        (Axis Axis, int[] Index)? rows = Lines("scan_y", [.. known.Select(at => at.Y)]), columns = Lines("scan_x", [.. known.Select(at => at.X)]);
        problem = "the positions of the patterns make no grid";
        if (rows is not var (y, atRow) || columns is not var (x, atColumn) || (long)y.Length * x.Length > (long)known.Length * MostPositionsPerPattern) return null;
        int[] patternAt = new int[y.Length * x.Length];
        Array.Fill(patternAt, -1);
        for (int i = 0; i < known.Length; i++)
        {
            ref int place = ref patternAt[atRow[i] * x.Length + atColumn[i]];
            problem = $"the patterns {place:N0} and {series.Numbers[i]:N0} were taken at the same position";
            if (place >= 0) return null;
            place = series.Numbers[i];
        }
        problem = "";
        return new(y, x, [.. patternAt]);
    }

    // Lines at equal distances, the first of them that of the first pattern where it lies at an edge.
    private static (Axis Axis, int[] Index)? Lines(string name, double[] values)
    {
        (double low, double high) = (values.Min(), values.Max());
        if (!double.IsFinite(high - low)) return null;
        double noise = (high - low) / (4.0 * values.Length), step = double.MaxValue;
        double[] sorted = [.. values.Order()];
        for (int i = 1; i < sorted.Length; i++)
            if (sorted[i] - sorted[i - 1] is double gap && gap > noise) step = Math.Min(step, gap);
        // All patterns lie on one line.
        if (high <= low) return (new Axis(name, 1, 1, low * NmPerMetre, "nm"), new int[values.Length]);
        int lines = (int)Math.Round((high - low) / step) + 1;
        step = (high - low) / (lines - 1);
        if (values.Any(value => Math.Abs((value - low) / step - Math.Round((value - low) / step)) > MostOffGrid)) return null;
        bool isDescending = values[0] - low > high - values[0];
        int[] index = [.. values.Select(value => (int)Math.Round((isDescending ? high - value : value - low) / step))];
        return (new Axis(name, lines, (isDescending ? -step : step) * NmPerMetre, (isDescending ? high : low) * NmPerMetre, "nm"), index);
    }
}
