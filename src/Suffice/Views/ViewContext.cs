using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>What views need to know of a cube: its calibration, where the beam falls, which pixels to leave out.</summary>
/// <param name="Cube">The cube.</param>
/// <param name="Geometry">The measured disc; null where none was found or needed.</param>
/// <param name="Excluded">Pixels to leave out, row-major over the detector; empty for none.</param>
public sealed record ViewContext(Cube Cube, PatternGeometry? Geometry, ReadOnlyMemory<bool> Excluded)
{
    private const double SmallestStep = 1e-12;

    private Axis RowAxis => Cube.DetectorAxes.Length == 2 ? Cube.DetectorAxes[0] : new Axis("row", 1);

    private Axis ColumnAxis => Cube.DetectorAxes[^1];

    /// <summary>All pixels that views may use.</summary>
    public DetectorMask AllPixels => DetectorMask.Whole(Cube.Shape.DetectorY, Cube.Shape.DetectorX).Without(Excluded);

    /// <summary>
    /// Directions and distances on the detector in the unit that a request names; pixels where it names none.
    /// </summary>
    /// <exception cref="ArgumentException">The detector is not calibrated in that unit, or no centre is known; the message is for the user.</exception>
    public DetectorFrame Frame(ViewRequest request)
    {
        (double row, double column) = request.Centre ?? Centre(request);
        CubeShape shape = Cube.Shape;
        if (row < -0.5 || row > shape.DetectorY - 0.5 || column < -0.5 || column > shape.DetectorX - 0.5)
            throw new ArgumentException($"{request.Text}: the centre {row:0.#},{column:0.#} is outside the detector of {shape.DetectorY} x {shape.DetectorX} pixels");
        if (request.Unit is "" or "px") return new DetectorFrame(row, column);
        if (RowAxis.Unit == request.Unit && ColumnAxis.Unit == request.Unit && Math.Min(Math.Abs(RowAxis.Scale), Math.Abs(ColumnAxis.Scale)) > SmallestStep)
            return new DetectorFrame(row, column, Math.Abs(RowAxis.Scale), Math.Abs(ColumnAxis.Scale), request.Unit);
        string known = ColumnAxis.IsCalibrated ? $"calibrated in {ColumnAxis.Unit}" : "not calibrated";
        throw new ArgumentException($"{request.Text} is in {request.Unit}, but the detector is {known}; give it in px, or the pixel size with --pixel-size");
    }

    private (double Row, double Column) Centre(ViewRequest request)
    {
        if (Geometry is not null) return (Geometry.CentreRow, Geometry.CentreColumn);
        throw new ArgumentException($"{request.Text}: no disc of the undiffracted beam was found in the mean pattern; give the centre behind @, such as {request.Text}@{Cube.Shape.DetectorY / 2},{Cube.Shape.DetectorX / 2}");
    }
}
