using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>What views need to know of a cube: its calibration, where the beam falls, which pixels to leave out.</summary>
/// <param name="Cube">The cube.</param>
/// <param name="Geometry">The measured disc; null where none was found or needed.</param>
/// <param name="Excluded">Pixels to leave out, row-major over the detector; empty for none.</param>
public sealed record ViewContext(Cube Cube, PatternGeometry? Geometry, ReadOnlyMemory<bool> Excluded)
{
    private const double SmallestStep = 1e-12;

    /// <summary>Mean of a part of the patterns, row-major over the detector; empty where it was not measured.</summary>
    public ReadOnlyMemory<double> MeanPattern { get; init; }

    /// <summary>How many patterns that is the mean of.</summary>
    public int SampledPatterns { get; init; }

    /// <summary>Why pixels are left out.</summary>
    public DefectivePixels? Defects { get; init; }

    /// <summary>Wavelength of the electrons in Angstrom, which relates angles and spatial frequencies; null where it is not known.</summary>
    public double? WavelengthA { get; init; }

    /// <summary>Positions whose lattice counts as unstrained: row-major over the scan; null for all.</summary>
    public Func<int, bool>? IsReference { get; init; }

    /// <summary>For what is random, such as the first guess of clusters.</summary>
    public ulong Seed { get; init; } = 1;

    private Axis RowAxis => Cube.DetectorAxes.Length == 2 ? Cube.DetectorAxes[0] : new Axis("row", 1);

    private Axis ColumnAxis => Cube.DetectorAxes[^1];

    /// <summary>All pixels that views may use.</summary>
    public DetectorMask AllPixels => DetectorMask.Whole(Cube.Shape.DetectorY, Cube.Shape.DetectorX).Without(Excluded);

    /// <summary>The convergence semiangle in the detector's unit; null where it is not calibrated or no disc was found.</summary>
    public (double Value, string Unit)? Semiangle => Geometry is null || !ColumnAxis.IsCalibrated || RowAxis.Unit != ColumnAxis.Unit ? null
        : (Geometry.RadiusPixels * Math.Sqrt(Math.Abs(RowAxis.Scale * ColumnAxis.Scale)), ColumnAxis.Unit);

    /// <summary>Learns from a part of the scan where the beam falls and which pixels are defective.</summary>
    /// <param name="masked">Pixels that are known to be bad, row-major; empty for none.</param>
    /// <exception cref="CubeFileException">The file is damaged.</exception>
    public static ViewContext Measure(ICubeReader reader, ReadOnlyMemory<bool> masked, int threads, CancellationToken cancellation = default)
    {
        CubeShape shape = reader.Cube.Shape;
        PatternMoments moments = GeometrySurvey.Sample(reader, threads, cancellation);
        DefectivePixels defects = DefectivePixels.Find(moments.Sums.Span, shape.DetectorY, shape.DetectorX, masked.Span);
        double[] mean = moments.Means();
        for (int i = 0; i < defects.Excluded.Length; i++)
            if (defects.Excluded.Span[i]) mean[i] = 0;
        PatternGeometry? geometry = PatternGeometry.Measure(mean, shape.DetectorY, shape.DetectorX, defects.Excluded.Span);
        return new ViewContext(reader.Cube, geometry, defects.Excluded) { MeanPattern = mean, SampledPatterns = moments.Patterns, Defects = defects };
    }

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
        double? rowStep = Step(RowAxis, request.Unit), columnStep = Step(ColumnAxis, request.Unit);
        if (rowStep > SmallestStep && columnStep > SmallestStep) return new DetectorFrame(row, column, rowStep.Value, columnStep.Value, request.Unit);
        throw new ArgumentException(ColumnAxis.IsCalibrated && RowAxis.Unit == ColumnAxis.Unit && ScatteringUnit.AreRelated(ColumnAxis.Unit, request.Unit)
            ? $"{request.Text} is in {request.Unit}, but the detector is calibrated in {ColumnAxis.Unit}; give the accelerating voltage, such as --voltage 200kV"
            : $"{request.Text} is in {request.Unit}, but the detector is {(ColumnAxis.IsCalibrated ? $"calibrated in {ColumnAxis.Unit}" : "not calibrated")}; give it in px, or the size of a pixel, such as --pixel-size 0.5mrad");
    }

    private double? Step(Axis axis, string unit) => Math.Abs(axis.Scale) * (axis.Unit == unit ? 1 : ScatteringUnit.Factor(axis.Unit, unit, WavelengthA));

    private (double Row, double Column) Centre(ViewRequest request)
    {
        if (Geometry is not null) return (Geometry.CentreRow, Geometry.CentreColumn);
        throw new ArgumentException($"{request.Text}: the undiffracted beam cannot be found in the mean pattern; give the centre behind @, such as {request.Text}@{Cube.Shape.DetectorY / 2},{Cube.Shape.DetectorX / 2}");
    }
}
