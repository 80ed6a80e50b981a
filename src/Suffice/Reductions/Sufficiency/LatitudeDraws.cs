using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>Draws targets from the range of their latitude: half of the draws on its border, where errors tend to be largest.</summary>
internal static class LatitudeDraws
{
    private const int MostTries = 100;

    /// <summary>Some draws of a target; none where its latitude leaves nothing open.</summary>
    public static ViewRequest[] Of(Target target, ViewContext context, int count, Random random)
    {
        if (target.Latitude.Kind != LatitudeKind.Adjustable || target.Kind.Freedom == TargetFreedom.None) return [];
        if (target.Kind.Freedom == TargetFreedom.Groups) return Groups(target, context, count, random);
        return [.. Enumerable.Range(0, count).Select(_ => Draw(target, context, random))];
    }

    // There are few: all numbers of groups in the range, unless these are too many.
    private static ViewRequest[] Groups(Target target, ViewContext context, int count, Random random)
    {
        double groups = target.Request.Numbers[0], range = target.Latitude.RadiusFraction == 0 ? 0 : Math.Max(1, Math.Floor(target.Latitude.RadiusFraction * groups));
        int[] all = [.. Enumerable.Range((int)(groups - range), (int)(2 * range) + 1).Where(number => number >= 2 && number != groups
            && number <= Math.Min(ClusterViews.MostClusters, context.Cube.Shape.Patterns))];
        random.Shuffle(all);
        return [.. all.Take(count).Order().Select(number => target.Request with { Numbers = [number] }).Select(drawn => drawn with { Text = TargetKind.Write(drawn, target.Kind) })];
    }

    private static ViewRequest Draw(Target target, ViewContext context, Random random)
    {
        for (int attempt = 0; ; attempt++)
        {
            ViewRequest drawn = Change(target, context, random);
            drawn = drawn with { Text = TargetKind.Write(drawn, target.Kind) };
            try
            {
                _ = ViewKinds.Of(drawn).Plan(drawn, context);
                return drawn;
            }
            catch (ArgumentException) when (attempt < MostTries)
            {
                // A ring turned inside out, or one without a pixel: draw again.
            }
        }
    }

    private static ViewRequest Change(Target target, ViewContext context, Random random)
    {
        (ViewRequest request, Latitude latitude) = (target.Request, target.Latitude);
        bool isOnBorder = random.Next(2) == 0;
        double Part() => isOnBorder ? random.Next(2) * 2 - 1 : 2 * random.NextDouble() - 1;
        double Scaled(double radius) => radius * (1 + latitude.RadiusFraction * Part());
        (double, double)? moved = request.Centre is var (row, column) ? Moved((row, column), latitude.CentrePixels, isOnBorder, random) : null;
        switch (target.Kind.Freedom)
        {
            case TargetFreedom.Radii:
                // The third number of segments is how many there are.
                return request with { Numbers = [.. request.Numbers.Select((number, i) => i < 2 ? Scaled(number) : number)], Centre = moved };
            case TargetFreedom.Centre:
                return request with { Centre = moved };
            case TargetFreedom.Places:
                return request with { Numbers = [.. request.Numbers.Select(number => Math.Round(number + latitude.CentrePixels * Part()))] };
            case TargetFreedom.Edges:
                double width = latitude.RadiusFraction * (request.Numbers[1] - request.Numbers[0]);
                return request with { Numbers = [.. request.Numbers.Select(number => Math.Max(0, number + width * Part()))] };
            default:
                return Window(request, latitude, context, moved, isOnBorder, random);
        }
    }

    private static ViewRequest Window(
        ViewRequest request, Latitude latitude, ViewContext context, (double, double)? moved, bool isOnBorder, Random random)
    {
        CubeShape shape = context.Cube.Shape;
        double Part() => isOnBorder ? random.Next(2) * 2 - 1 : 2 * random.NextDouble() - 1;
        (double Row, double Column) centre = request.Centre ?? (context.Geometry is { } beam ? (beam.CentreRow, beam.CentreColumn) : ((shape.DetectorY - 1) / 2.0, (shape.DetectorX - 1) / 2.0));
        if (request.Numbers.Length > 0)
            return request with { Numbers = [.. request.Numbers.Select(number => number * (1 + latitude.RadiusFraction * Part()))], Centre = moved ?? Moved(centre, latitude.CentrePixels, isOnBorder, random) };
        double whole = Math.Min(Math.Min(centre.Row, shape.DetectorY - 1 - centre.Row), Math.Min(centre.Column, shape.DetectorX - 1 - centre.Column)) + 0.5;
        return request with
        {
            Numbers = [whole * (1 - latitude.RadiusFraction * (1 + Part()) / 2)],
            Unit = "px",
            Centre = Moved(centre, latitude.CentrePixels, isOnBorder, random),
        };
    }

    private static (double, double) Moved((double Row, double Column) centre, double pixels, bool isOnBorder, Random random)
    {
        double far = pixels * (isOnBorder ? 1 : Math.Sqrt(random.NextDouble())), angle = 2 * Math.PI * random.NextDouble();
        return (centre.Row + far * Math.Sin(angle), centre.Column + far * Math.Cos(angle));
    }
}
