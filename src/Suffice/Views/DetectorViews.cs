using Suffice.Cubes;
using Suffice.Views.Files;

namespace Suffice.Views;

/// <summary>Requests for virtual images.</summary>
internal static class DetectorViews
{
    // Beyond the disc's edge, which is a pixel or two wide.
    private const double DiscMarginPixels = 1.0;

    public static PlannedView BrightField(ViewRequest request, ViewContext context)
    {
        if (request.Numbers.Length > 0) return Disc(request, context);
        if (context.Geometry is null) throw new ArgumentException($"{request.Text}: no disc was found; give its radius, such as bf:20px");
        // In the detector's unit where it has one: the disc is an ellipse where rows and columns have different steps.
        (double radius, string unit) = context.Semiangle ?? (context.Geometry.RadiusPixels, "px");
        ViewRequest disc = request with { Unit = unit };
        DetectorFrame frame = context.Frame(disc);
        return Image(request, context, Ring(disc, context, 0, radius + DiscMarginPixels * Math.Max(frame.RowStep, frame.ColumnStep)), "bright field");
    }

    public static PlannedView Annulus(ViewRequest request, ViewContext context)
    {
        (double inner, double outer) = Range(request);
        return Image(request, context, Ring(request, context, inner, outer), "annular detector");
    }

    public static PlannedView Disc(ViewRequest request, ViewContext context)
    {
        Expect(request, 1, "a radius, such as disc:30px");
        if (request.Numbers[0] <= 0) throw new ArgumentException($"{request.Text}: a radius must be above 0");
        return Image(request, context, Ring(request, context, 0, request.Numbers[0]), "disc detector");
    }

    public static PlannedView Point(ViewRequest request, ViewContext context)
    {
        Expect(request, 2, "row and column, such as point:128,130");
        CubeShape shape = context.Cube.Shape;
        (int row, int column) = ((int)Math.Round(request.Numbers[0]), (int)Math.Round(request.Numbers[1]));
        return Image(request, context, DetectorMask.Point(shape.DetectorY, shape.DetectorX, row, column), "detector pixel");
    }

    public static PlannedView Rectangle(ViewRequest request, ViewContext context)
    {
        Expect(request, 4, "first row, first column, end row, end column, such as rectangle:10,20,30,40");
        int[] edges = [.. request.Numbers.Select(number => (int)Math.Round(number))];
        CubeShape shape = context.Cube.Shape;
        return Image(request, context, DetectorMask.Rectangle(shape.DetectorY, shape.DetectorX, edges[0], edges[1], edges[2], edges[3]), "rectangular detector");
    }

    public static PlannedView Mask(ViewRequest request, ViewContext context)
    {
        CubeShape shape = context.Cube.Shape;
        bool[] marks = MaskFile.Read(request.Path!, shape);
        return Image(request, context, DetectorMask.Where(shape.DetectorY, shape.DetectorX, (y, x) => marks[y * shape.DetectorX + x]), "detector of any shape");
    }

    public static PlannedView Maximum(ViewRequest request, ViewContext context)
    {
        (double inner, double outer) = Range(request);
        return Image(request, context, Ring(request, context, inner, outer), "maximum in an annulus", DetectorResponse.Maximum);
    }

    public static PlannedView Total(ViewRequest request, ViewContext context) => Image(request, context, context.AllPixels, "sum of each pattern");

    public static PlannedView Segments(ViewRequest request, ViewContext context)
    {
        Expect(request, 3, "inner and outer radius and a number of segments, such as segments:10-30mrad/4");
        (double inner, double outer, int count) = (request.Numbers[0], request.Numbers[1], (int)request.Numbers[2]);
        if (count is < 1 or > 64 || inner < 0 || outer <= inner) throw new ArgumentException($"{request.Text}: takes radii from 0 up and 1 to 64 segments");
        Cube cube = context.Cube;
        DetectorFrame frame = context.Frame(request);
        VirtualImage[] images = [.. Enumerable.Range(0, count).Select(i => new VirtualImage(
            DetectorMask.Segment(cube.Shape.DetectorY, cube.Shape.DetectorX, frame, inner, outer, count, i).Without(context.Excluded), cube.Shape.ScanY, cube.Shape.ScanX))];
        return new PlannedView(request, [.. images], [], () => [new ViewResult(
            "", $"{count} segments", "counts", [new Axis("segment", count), .. ViewKinds.ScanAxes(cube)], [.. images.SelectMany(image => image.Values.ToArray())])]);
    }

    /// <summary>The pixels of a ring that may be used.</summary>
    internal static DetectorMask Ring(ViewRequest request, ViewContext context, double inner, double outer) =>
        DetectorMask.Annulus(context.Cube.Shape.DetectorY, context.Cube.Shape.DetectorX, context.Frame(request), inner, outer);

    internal static void Expect(ViewRequest request, int numbers, string form)
    {
        if (request.Numbers.Length != numbers) throw new ArgumentException($"{request.Text}: {request.Name} takes {form}");
    }

    private static (double Inner, double Outer) Range(ViewRequest request)
    {
        Expect(request, 2, $"an inner and an outer radius, such as {request.Name}:40-90px");
        (double inner, double outer) = (request.Numbers[0], request.Numbers[1]);
        if (inner < 0 || outer <= inner) throw new ArgumentException($"{request.Text}: the outer radius must be larger than the inner one");
        return (inner, outer);
    }

    private static PlannedView Image(
        ViewRequest request, ViewContext context, DetectorMask mask, string title, DetectorResponse response = DetectorResponse.Sum)
    {
        Cube cube = context.Cube;
        if (mask.Pixels == 0) throw new ArgumentException($"{request.Text}: no detector pixel lies in it; the detector has {cube.Shape.DetectorY} x {cube.Shape.DetectorX} pixels");
        DetectorMask used = mask.Without(context.Excluded);
        if (used.Pixels == 0) throw new ArgumentException($"{request.Text}: all {mask.Pixels} of its pixels are masked");
        VirtualImage image = new(used, cube.Shape.ScanY, cube.Shape.ScanX, response);
        return new PlannedView(request, [image], [], () => [new ViewResult("", title, "counts", ViewKinds.ScanAxes(cube), image.Values.ToArray())]);
    }
}
