namespace Suffice.Views;

/// <summary>A two-dimensional reciprocal lattice on the detector: <c>origin + h g1 + k g2</c>, in pixels.</summary>
public readonly record struct DiffractionLattice(double OriginRow, double OriginColumn, double G1Row, double G1Column, double G2Row, double G2Column)
{
    // Discs further than this from a lattice point, in units of the lattice, belong to something else.
    private const double MostOff = 0.25;
    private const int LeastDiscs = 4;

    /// <summary>Area of the reciprocal cell in square pixels; its sign tells the handedness of g1 and g2.</summary>
    public double Area => G1Row * G2Column - G1Column * G2Row;

    /// <summary>The indices of a point, not rounded.</summary>
    public (double H, double K) IndicesOf(double row, double column)
    {
        (double dy, double dx) = (row - OriginRow, column - OriginColumn);
        return ((dy * G2Column - dx * G2Row) / Area, (G1Row * dx - G1Column * dy) / Area);
    }

    /// <summary>
    /// The lattice that fits the discs best, in least squares weighted by intensity, when this one tells their indices. Null where fewer
    /// than four discs, or only such on one line, fit.
    /// </summary>
    public DiffractionLattice? Fit(ReadOnlySpan<BraggPeak> peaks)
    {
        // Normal equations of row = o + h g1 + k g2, the same matrix for rows and columns.
        Span<double> matrix = stackalloc double[6], rows = stackalloc double[3], columns = stackalloc double[3];
        int used = 0;
        foreach (BraggPeak peak in peaks)
        {
            (double h, double k) = IndicesOf(peak.Row, peak.Column);
            (double wholeH, double wholeK) = (Math.Round(h), Math.Round(k));
            if (Math.Abs(h - wholeH) > MostOff || Math.Abs(k - wholeK) > MostOff) continue;
            // A centre's variance goes as one over its counts; the square root keeps the undiffracted beam from ruling alone.
            double weight = Math.Sqrt(peak.Intensity);
            Add(matrix, rows, columns, weight, wholeH, wholeK, peak);
            used++;
        }
        return used < LeastDiscs ? null : Solve(matrix, rows, columns);
    }

    private static void Add(Span<double> matrix, Span<double> rows, Span<double> columns, double weight, double h, double k, BraggPeak peak)
    {
        matrix[0] += weight;
        matrix[1] += weight * h;
        matrix[2] += weight * k;
        matrix[3] += weight * h * h;
        matrix[4] += weight * h * k;
        matrix[5] += weight * k * k;
        (rows[0], rows[1], rows[2]) = (rows[0] + weight * peak.Row, rows[1] + weight * h * peak.Row, rows[2] + weight * k * peak.Row);
        (columns[0], columns[1], columns[2]) = (columns[0] + weight * peak.Column, columns[1] + weight * h * peak.Column, columns[2] + weight * k * peak.Column);
    }

    // The inverse of the symmetric 3 x 3 matrix by its cofactors.
    private static DiffractionLattice? Solve(ReadOnlySpan<double> m, ReadOnlySpan<double> rows, ReadOnlySpan<double> columns)
    {
        double c00 = m[3] * m[5] - m[4] * m[4], c01 = m[2] * m[4] - m[1] * m[5], c02 = m[1] * m[4] - m[2] * m[3];
        double determinant = m[0] * c00 + m[1] * c01 + m[2] * c02;
        if (determinant <= 1e-9 * m[0] * m[3] * m[5] || !double.IsFinite(determinant)) return null;
        double c11 = m[0] * m[5] - m[2] * m[2], c12 = m[1] * m[2] - m[0] * m[4], c22 = m[0] * m[3] - m[1] * m[1];
        return new DiffractionLattice(
            (c00 * rows[0] + c01 * rows[1] + c02 * rows[2]) / determinant, (c00 * columns[0] + c01 * columns[1] + c02 * columns[2]) / determinant,
            (c01 * rows[0] + c11 * rows[1] + c12 * rows[2]) / determinant, (c01 * columns[0] + c11 * columns[1] + c12 * columns[2]) / determinant,
            (c02 * rows[0] + c12 * rows[1] + c22 * rows[2]) / determinant, (c02 * columns[0] + c12 * columns[1] + c22 * columns[2]) / determinant);
    }
}
