namespace Suffice.Views;

/// <summary>How far and in which direction a detector pixel lies from the undiffracted beam.</summary>
/// <param name="CentreRow">Row of the beam, in pixels.</param>
/// <param name="CentreColumn">Column of the beam, in pixels.</param>
/// <param name="RowStep">Distance between neighbouring rows in <paramref name="Unit"/>.</param>
/// <param name="ColumnStep">Distance between neighbouring columns in <paramref name="Unit"/>.</param>
/// <param name="Unit">Unit of the distances, such as <c>mrad</c>; <c>px</c> where the steps are 1.</param>
public sealed record DetectorFrame(double CentreRow, double CentreColumn, double RowStep = 1, double ColumnStep = 1, string Unit = "px")
{
    /// <summary>Distance from the beam.</summary>
    public double Distance(double row, double column)
    {
        (double dy, double dx) = ((row - CentreRow) * RowStep, (column - CentreColumn) * ColumnStep);
        return Math.Sqrt(dy * dy + dx * dx);
    }

    /// <summary>Direction from the beam in radians, 0 towards growing columns, growing towards growing rows.</summary>
    public double Azimuth(double row, double column) => Math.Atan2((row - CentreRow) * RowStep, (column - CentreColumn) * ColumnStep);
}
