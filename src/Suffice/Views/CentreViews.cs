using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>Requests for the centre of mass and its integral.</summary>
internal static class CentreViews
{
    public static PlannedView CentreOfMass(ViewRequest request, ViewContext context)
    {
        CentreOfMass centre = Estimator(request, context);
        return new PlannedView(request, [centre], [], () =>
        {
            ImmutableArray<Axis> axes = ViewKinds.ScanAxes(context.Cube);
            double[] rows = centre.RowCentres.ToArray(), columns = centre.ColumnCentres.ToArray();
            (double[] dy, double[] dx, string unit) = Shifts(context.Cube, rows, columns);
            return
            [
                new ViewResult("row", "centre of mass, row", "px", axes, rows),
                new ViewResult("column", "centre of mass, column", "px", axes, columns),
                new ViewResult("magnitude", "shift of the centre of mass from its mean", unit, axes, [.. dy.Zip(dx, (y, x) => Math.Sqrt(y * y + x * x))]),
                new ViewResult("angle", "direction of the shift, from columns towards rows", "rad", axes, [.. dy.Zip(dx, Math.Atan2)]) { IsCyclic = true },
            ];
        });
    }

    public static PlannedView IntegratedCentreOfMass(ViewRequest request, ViewContext context)
    {
        CentreOfMass centre = Estimator(request, context);
        return new PlannedView(request, [centre], [], () => [Integrated(context.Cube, centre.RowCentres.ToArray(), centre.ColumnCentres.ToArray())]);
    }

    /// <summary>The integral of centres of mass over the scan.</summary>
    internal static ViewResult Integrated(Cube cube, double[] rows, double[] columns)
    {
        ImmutableArray<Axis> axes = ViewKinds.ScanAxes(cube);
        (double[] dy, double[] dx, string unit) = Shifts(cube, rows, columns);
        (double stepY, double stepX, double factor, string whole) = Steps(axes, unit);
        double[] phase = FieldIntegral.Integrate(dy, dx, cube.Shape.ScanY, cube.Shape.ScanX, stepY, stepX);
        for (int i = 0; i < phase.Length; i++) phase[i] *= factor;
        return new ViewResult("", "integrated centre of mass", whole, axes, phase);
    }

    /// <summary>The noise of the integral where row and column of every centre of mass have a noise of 1 pixel, independent of all others.</summary>
    internal static double IntegratedNoise(Cube cube)
    {
        (double[] dy, double[] dx, string unit) = Shifts(cube, [0, 1], [0, 1]);
        (double stepY, double stepX, double factor, _) = Steps(ViewKinds.ScanAxes(cube), unit);
        return factor * FieldIntegral.Noise(Math.Abs(dy[1] - dy[0]), Math.Abs(dx[1] - dx[0]), cube.Shape.ScanY, cube.Shape.ScanX, stepY, stepX);
    }

    // Between positions, and the unit of the integral; of frequencies over lengths it is a phase.
    private static (double Row, double Column, double Factor, string Unit) Steps(ImmutableArray<Axis> axes, string unit)
    {
        bool isPhase = unit == "A^-1" && axes[0].Unit is "A" or "\u00C5", isCalibrated = axes.All(axis => axis.IsCalibrated);
        return (isCalibrated ? Math.Abs(axes[0].Scale) : 1, isCalibrated ? Math.Abs(axes[1].Scale) : 1, isPhase ? 2 * Math.PI : 1,
            isPhase ? "rad" : $"{unit} {(isCalibrated ? axes[1].Unit : "positions")}");
    }

    private static CentreOfMass Estimator(ViewRequest request, ViewContext context)
    {
        CubeShape shape = context.Cube.Shape;
        DetectorMask mask = context.AllPixels;
        if (request.Numbers.Length > 0)
        {
            double[] radii = request.Numbers.Length == 1 ? [0, request.Numbers[0]] : request.Numbers;
            if (radii.Length != 2 || radii[0] < 0 || radii[1] <= radii[0])
                throw new ArgumentException($"{request.Text}: {request.Name} takes nothing more, or the radius of the pixels to use, or the radii of a ring, such as {request.Name}:40px or {request.Name}:10-40px");
            mask = DetectorViews.Ring(request, context, radii[0], radii[1]).Without(context.Excluded);
        }
        return new CentreOfMass(mask, shape.ScanY, shape.ScanX);
    }

    // Shifts from the scan's mean, in the detector's unit where it has one.
    private static (double[] Rows, double[] Columns, string Unit) Shifts(Cube cube, double[] rows, double[] columns)
    {
        Axis row = cube.DetectorAxes.Length == 2 ? cube.DetectorAxes[0] : new Axis("row", 1), column = cube.DetectorAxes[^1];
        bool isCalibrated = row.IsCalibrated && column.IsCalibrated && row.Unit == column.Unit;
        return (From(rows, isCalibrated ? row.Scale : 1), From(columns, isCalibrated ? column.Scale : 1), isCalibrated ? column.Unit : "px");
    }

    private static double[] From(double[] values, double scale)
    {
        double mean = values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).Average();
        return [.. values.Select(value => (value - mean) * scale)];
    }
}
