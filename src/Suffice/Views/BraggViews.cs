using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>Requests for Bragg discs and strain.</summary>
internal static class BraggViews
{
    public static PlannedView Discs(ViewRequest request, ViewContext context)
    {
        BraggDiscs discs = Estimator(request, context);
        return new PlannedView(request, [discs], [], () => DiscResults(discs.Peaks, context));
    }

    public static PlannedView Strain(ViewRequest request, ViewContext context)
    {
        CubeShape shape = context.Cube.Shape;
        LatticeModel model = ModelOf(request, context)
            ?? throw new ArgumentException($"{request.Text}: the discs of the mean pattern lie on no lattice, or they are too few; strain is measured on scans of one crystal");
        LatticeFit fit = new(model, shape.ScanY, shape.ScanX);
        return new PlannedView(request, [fit], [], () => StrainResults(StrainMap.Measure(fit.Lattices, context.IsReference), context));
    }

    /// <summary>The results of a request for discs.</summary>
    internal static IReadOnlyList<ViewResult> DiscResults(IReadOnlyList<ImmutableArray<BraggPeak>> patterns, ViewContext context)
    {
        int most = Math.Max(1, patterns.Max(peaks => peaks.Length));
        double[] table = new double[patterns.Count * most * 3];
        Array.Fill(table, double.NaN);
        for (int p = 0; p < patterns.Count; p++)
            for (int i = 0; i < patterns[p].Length; i++)
                (table[(p * most + i) * 3], table[(p * most + i) * 3 + 1], table[(p * most + i) * 3 + 2]) =
                    (patterns[p][i].Row, patterns[p][i].Column, patterns[p][i].Intensity);
        return
        [
            new ViewResult("count", "Bragg discs in each pattern", "", ViewKinds.ScanAxes(context.Cube), [.. patterns.Select(peaks => (double)peaks.Length)]),
            new ViewResult("discs", "row, column and intensity of each disc", "", [.. ViewKinds.ScanAxes(context.Cube), new Axis("disc", most), new Axis("value", 3)], table)
            {
                TableColumns = ["row (px)", "column (px)", "intensity (counts)"],
            },
        ];
    }

    /// <summary>The results of a request for strain.</summary>
    internal static IReadOnlyList<ViewResult> StrainResults(StrainMap map, ViewContext context)
    {
        ImmutableArray<Axis> axes = ViewKinds.ScanAxes(context.Cube);
        return
        [
            new ViewResult("xx", "strain along the detector's columns", "", axes, map.Exx),
            new ViewResult("yy", "strain along the detector's rows", "", axes, map.Eyy),
            new ViewResult("xy", "shear strain", "", axes, map.Exy),
            new ViewResult("rotation", "rotation of the lattice, from columns towards rows", "rad", axes, map.Rotation),
        ];
    }

    /// <summary>The scan's lattice, from the mean pattern; null where its discs lie on none.</summary>
    internal static LatticeModel? ModelOf(ViewRequest request, ViewContext context) => context.MeanPattern.IsEmpty
        ? throw new ArgumentException($"{request.Text}: strain needs the mean pattern of the scan, which is not known here")
        : LatticeModel.Find(context.MeanPattern.Span, context.SampledPatterns, context.AllPixels, Beam(request, context));

    private static BraggDiscs Estimator(ViewRequest request, ViewContext context)
    {
        CubeShape shape = context.Cube.Shape;
        return new BraggDiscs(new DiscTemplate(Beam(request, context).RadiusPixels), context.AllPixels, shape.ScanY, shape.ScanX);
    }

    // The radius comes with the request or is measured; the centre likewise.
    private static PatternGeometry Beam(ViewRequest request, ViewContext context)
    {
        if (request.Numbers.Length > 1 || request.Unit is not ("" or "px"))
            throw new ArgumentException($"{request.Text}: {request.Name} takes nothing more, or the discs' radius in pixels, such as {request.Name}:8px");
        if (request.Numbers.Length == 0 && context.Geometry is null)
            throw new ArgumentException($"{request.Text}: no disc was found in the mean pattern; give the discs' radius in pixels, such as {request.Name}:8px@128,128");
        double radius = request.Numbers.Length == 1 ? request.Numbers[0] : context.Geometry!.RadiusPixels;
        if (radius < 1) throw new ArgumentException($"{request.Text}: a disc's radius must be at least 1 pixel");
        DetectorFrame frame = context.Frame(request);
        return new PatternGeometry(frame.CentreRow, frame.CentreColumn, radius);
    }
}
