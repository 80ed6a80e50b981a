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

    /// <summary>The shortest distance between lattice points.</summary>
    internal double ShortestSpacing
    {
        get
        {
            double shortest = double.PositiveInfinity;
            for (int h = 0; h <= 2; h++)
                for (int k = -2; k <= 2; k++)
                    if (h > 0 || k > 0) shortest = Math.Min(shortest, Length(h * G1Row + k * G2Row, h * G1Column + k * G2Column));
            return shortest;
        }
    }

    /// <summary>The largest of the six numbers, as a length.</summary>
    internal double LargestComponent => Math.Max(Length(OriginRow, OriginColumn), Math.Max(Length(G1Row, G1Column), Length(G2Row, G2Column)));

    /// <summary>Row and column of a lattice point.</summary>
    public (double Row, double Column) At(int h, int k) => (OriginRow + h * G1Row + k * G2Row, OriginColumn + h * G1Column + k * G2Column);

    /// <summary>The sum with a part of another one.</summary>
    internal DiffractionLattice Plus(in DiffractionLattice step, double part) => new(
        OriginRow + part * step.OriginRow, OriginColumn + part * step.OriginColumn, G1Row + part * step.G1Row, G1Column + part * step.G1Column,
        G2Row + part * step.G2Row, G2Column + part * step.G2Column);

    /// <summary>How much g1 or g2 differ from those of another lattice, relative to their lengths.</summary>
    internal double DiffersBy(in DiffractionLattice other) => Math.Max(
        Length(G1Row - other.G1Row, G1Column - other.G1Column) / Length(other.G1Row, other.G1Column),
        Length(G2Row - other.G2Row, G2Column - other.G2Column) / Length(other.G2Row, other.G2Column));

    /// <summary>
    /// The lattice that fits the discs best, in least squares weighted by intensity, when this one tells their indices. Null where fewer
    /// than four discs, or only such on one line, fit.
    /// </summary>
    public DiffractionLattice? Fit(ReadOnlySpan<BraggPeak> peaks)
    {
        Span<double> matrix = stackalloc double[6], rows = stackalloc double[3], columns = stackalloc double[3];
        int used = 0;
        foreach (BraggPeak peak in peaks)
        {
            (double h, double k) = IndicesOf(peak.Row, peak.Column);
            (double wholeH, double wholeK) = (Math.Round(h), Math.Round(k));
            if (Math.Abs(h - wholeH) > MostOff || Math.Abs(k - wholeK) > MostOff) continue;
            // A centre's variance goes as one over its counts; the square root keeps the undiffracted beam from ruling alone.
            double weight = Math.Sqrt(peak.Intensity);
            AddEquation(matrix, rows, columns, wholeH, wholeK, weight, weight * peak.Row, weight * peak.Column);
            used++;
        }
        return used < LeastDiscs ? null : Solve(matrix, rows, columns);
    }

    /// <summary>The lattice that fits discs of known indices best, in least squares; null where they do not tell all six numbers.</summary>
    internal static DiffractionLattice? Fit(ReadOnlySpan<FittedDisc> discs)
    {
        Span<double> matrix = stackalloc double[6], rows = stackalloc double[3], columns = stackalloc double[3];
        foreach (FittedDisc disc in discs) AddEquation(matrix, rows, columns, disc.H, disc.K, disc.Weight, disc.Weight * disc.Row, disc.Weight * disc.Column);
        return discs.Length < LeastDiscs ? null : Solve(matrix, rows, columns);
    }

    /// <summary>Adds a disc to the normal equations of row = o + h g1 + k g2, the same matrix for rows and columns.</summary>
    /// <param name="row">Its row times its weight.</param>
    /// <param name="column">Its column times its weight.</param>
    internal static void AddEquation(Span<double> matrix, Span<double> rows, Span<double> columns, double h, double k, double weight, double row, double column)
    {
        matrix[0] += weight;
        matrix[1] += weight * h;
        matrix[2] += weight * k;
        matrix[3] += weight * h * h;
        matrix[4] += weight * h * k;
        matrix[5] += weight * k * k;
        (rows[0], rows[1], rows[2]) = (rows[0] + row, rows[1] + h * row, rows[2] + k * row);
        (columns[0], columns[1], columns[2]) = (columns[0] + column, columns[1] + h * column, columns[2] + k * column);
    }

    private static double Length(double row, double column) => Math.Sqrt(row * row + column * column);

    /// <summary>Solves them, by the inverse of the symmetric 3 x 3 matrix; null where they do not tell all six numbers.</summary>
    internal static DiffractionLattice? Solve(ReadOnlySpan<double> m, ReadOnlySpan<double> rows, ReadOnlySpan<double> columns)
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
