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
        return new PlannedView(request, [centre], [], () =>
        {
            Cube cube = context.Cube;
            ImmutableArray<Axis> axes = ViewKinds.ScanAxes(cube);
            (double[] dy, double[] dx, string unit) = Shifts(cube, centre.RowCentres.ToArray(), centre.ColumnCentres.ToArray());
            bool isPhase = unit == "A^-1" && axes[0].Unit is "A" or "\u00C5";
            double step = axes.All(axis => axis.IsCalibrated) ? 1 : 0;
            double stepY = step == 0 ? 1 : Math.Abs(axes[0].Scale), stepX = step == 0 ? 1 : Math.Abs(axes[1].Scale);
            double[] phase = FieldIntegral.Integrate(dy, dx, cube.Shape.ScanY, cube.Shape.ScanX, stepY, stepX);
            if (isPhase)
                for (int i = 0; i < phase.Length; i++) phase[i] *= 2 * Math.PI;
            return [new ViewResult("", "integrated centre of mass", isPhase ? "rad" : $"{unit} {(step == 0 ? "positions" : axes[1].Unit)}", axes, phase)];
        });
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
