namespace Suffice.Views;

/// <summary>Detector pixels whose samples are no measurement, which views leave out.</summary>
/// <param name="Excluded">One for each pixel, row-major; empty where all are good.</param>
/// <param name="Masked">Pixels that the file, or the user, marks.</param>
/// <param name="Dead">Others that counted nothing among neighbours that did.</param>
/// <param name="NotANumber">Others that held NaN.</param>
public sealed record DefectivePixels(ReadOnlyMemory<bool> Excluded, int Masked, int Dead, int NotANumber)
{
    // Chance of a good pixel to stay empty where its neighbours hold so many counts: exp(-30).
    private const double LeastExpected = 30;

    /// <summary>Pixels left out in all.</summary>
    public int Count => Masked + Dead + NotANumber;

    /// <summary>Finds them in the sums of many patterns.</summary>
    /// <param name="sums">Row-major over the detector.</param>
    /// <param name="masked">Pixels that are known to be bad; empty for none.</param>
    /// <remarks>
    /// A pixel is dead when its sum is zero, at least seven of its eight neighbours count and their median is 30 or more: the corner of an
    /// ideally sharp disc has fewer bright neighbours.
    /// </remarks>
    public static DefectivePixels Find(ReadOnlySpan<double> sums, int rows, int columns, ReadOnlySpan<bool> masked)
    {
        bool[] excluded = new bool[sums.Length];
        masked.CopyTo(excluded);
        int known = masked.Count(true), dead = 0, notANumber = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            if (excluded[i]) continue;
            if (double.IsNaN(sums[i])) notANumber++;
            else if (sums[i] == 0 && IsDead(sums, rows, columns, i, masked)) dead++;
            else continue;
            excluded[i] = true;
        }
        DefectivePixels found = new(excluded, known, dead, notANumber);
        return found.Count == 0 ? found with { Excluded = default } : found;
    }

    private static bool IsDead(ReadOnlySpan<double> sums, int rows, int columns, int pixel, ReadOnlySpan<bool> masked)
    {
        (int y, int x) = Math.DivRem(pixel, columns);
        if (y == 0 || x == 0 || y == rows - 1 || x == columns - 1) return false;
        Span<double> near = stackalloc double[8];
        int count = 0;
        for (int dy = -1; dy <= 1; dy++)
            for (int dx = -1; dx <= 1; dx++)
            {
                int at = pixel + dy * columns + dx;
                if (at != pixel && (masked.IsEmpty || !masked[at]) && sums[at] > 0) near[count++] = sums[at];
            }
        if (count < 7) return false;
        near[..count].Sort();
        return near[count / 2] >= LeastExpected;
    }
}
