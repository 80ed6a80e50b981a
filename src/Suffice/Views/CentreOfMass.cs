using Suffice.Cubes;
using Suffice.Views.Kernels;

namespace Suffice.Views;

/// <summary>
/// The centre of mass of each diffraction pattern, in detector pixels: <c>sum(row * c) / sum(c)</c> and <c>sum(column * c) / sum(c)</c>
/// over the pixels of a mask; NaN where these hold no counts.
/// </summary>
/// <remarks>Its shift is proportional to the projected in-plane field: Lazic, Bosch, Lazar, Ultramicroscopy 160, 265 (2016).</remarks>
public sealed class CentreOfMass(DetectorMask mask, int scanRows, int scanColumns) : PositionView, ISparsePositionView
{
    private readonly double[] _rows = new double[checked(scanRows * scanColumns)];
    private readonly double[] _columns = new double[checked(scanRows * scanColumns)];
    private readonly double[] _sums = new double[checked(scanRows * scanColumns)];

    /// <summary>Row coordinate of the centre at each position, row-major over the scan.</summary>
    public ReadOnlyMemory<double> RowCentres => _rows;

    /// <summary>Column coordinate of the centre at each position.</summary>
    public ReadOnlyMemory<double> ColumnCentres => _columns;

    /// <summary>Sum of the samples at each position.</summary>
    public ReadOnlyMemory<double> Sums => _sums;

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
    {
        double sum = 0, rows = 0, columns = 0;
        foreach (PixelRun run in mask.Runs)
        {
            (double runSum, double runMoment) = RunSums.Moment(pattern.Slice(run.Row * mask.Columns + run.Column, run.Length));
            sum += runSum;
            rows += run.Row * runSum;
            columns += run.Column * runSum + runMoment;
        }
        Store(scanY, scanX, sum, rows, columns);
    }

    public void Measure(int scanY, int scanX, SparsePattern pattern)
    {
        (double sum, double rows, double columns) = SparseSums.Moments(pattern.Counts, mask.Bits, mask.Columns);
        Store(scanY, scanX, sum * pattern.Unit, rows * pattern.Unit, columns * pattern.Unit);
    }

    private void Store(int scanY, int scanX, double sum, double rows, double columns)
    {
        int at = scanY * scanColumns + scanX;
        (_sums[at], _rows[at], _columns[at]) = (sum, rows / sum, columns / sum);
    }
}
