using System.Collections.Immutable;
using System.Globalization;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>What a kind of view means as a target: which of its results are compared, and what a latitude leaves open about it.</summary>
/// <param name="Compared">Names of the results that are compared; together they make one error.</param>
/// <param name="Freedom">What of it may be re-chosen.</param>
/// <param name="FromMean">Whether its size is that of its deviations from the mean: its origin means nothing.</param>
internal sealed record TargetKind(string Name, ImmutableArray<string> Compared, TargetFreedom Freedom, bool FromMean = false)
{
    /// <summary>Whether a value depends on other positions, so that a sample of them cannot tell it.</summary>
    public bool IsOfWholeScan { get; private init; }

    /// <summary>Whether values are labels, which are the same or not; which group has which label means nothing.</summary>
    public bool AreLabels { get; private init; }

    private static readonly ImmutableArray<TargetKind> All =
    [
        new("bf", [""], TargetFreedom.Radii),
        new("adf", [""], TargetFreedom.Radii),
        new("annulus", [""], TargetFreedom.Radii),
        new("disc", [""], TargetFreedom.Radii),
        new("point", [""], TargetFreedom.Places),
        new("rectangle", [""], TargetFreedom.Places),
        new("segments", [""], TargetFreedom.Radii),
        new("maximum", [""], TargetFreedom.Radii),
        new("total", [""], TargetFreedom.None),
        new("com", ["row", "column"], TargetFreedom.Window, FromMean: true),
        new("icom", [""], TargetFreedom.Window) { IsOfWholeScan = true },
        new("radial", [""], TargetFreedom.Centre),
        new("symmetry", [""], TargetFreedom.Centre),
        new("eels", [""], TargetFreedom.Edges),
        new("zlp", ["position"], TargetFreedom.None, FromMean: true),
        new("bragg", ["discs"], TargetFreedom.None),
        new("strain", ["xx", "yy", "xy", "rotation"], TargetFreedom.Centre),
        new("clusters", [""], TargetFreedom.Groups) { IsOfWholeScan = true, AreLabels = true },
    ];

    /// <summary>The names of all views that may be targets.</summary>
    public static IEnumerable<string> Names => All.Select(kind => kind.Name);

    /// <summary>The row of a view.</summary>
    /// <exception cref="ArgumentException">There is no such view, or it cannot be a target.</exception>
    public static TargetKind Of(ViewRequest request)
    {
        _ = ViewKinds.Of(request);
        return All.FirstOrDefault(kind => kind.Name == request.Name)
            ?? throw new ArgumentException($"'{request.Name}' cannot be a target: it has no value for each position; there are {string.Join(", ", Names)}");
    }

    /// <summary>A view with nothing left open: the annulus, the disc, the centre that are meant.</summary>
    /// <exception cref="ArgumentException">They are not known; the message is for the user.</exception>
    public static ViewRequest Resolve(ViewRequest request, ViewContext context)
    {
        TargetKind kind = Of(request);
        if (request.Centre is null && ViewKinds.Of(request).NeedsCentre)
        {
            DetectorFrame frame = context.Frame(request with { Unit = "px" });
            request = request with { Centre = (Math.Round(frame.CentreRow, 2), Math.Round(frame.CentreColumn, 2)) };
        }
        if (request.Numbers.Length == 0 && Numbers(request, context) is { } numbers) request = request with { Numbers = numbers, Unit = "px" };
        request = request with { Text = Write(request, kind) };
        // Says what is wrong with it before anything is read. Strain needs the mean pattern, which a record alone may not have.
        if (request.Name != "strain" || !context.MeanPattern.IsEmpty) _ = ViewKinds.Of(request).Plan(request, context);
        return request;
    }

    /// <summary>The request in the form in which it can be read again.</summary>
    public static string Write(ViewRequest request, TargetKind kind)
    {
        string separator = kind.Freedom is TargetFreedom.Places ? "," : "-";
        string[] numbers = [.. request.Numbers.Select(number => Math.Round(number, 3).ToString(CultureInfo.InvariantCulture))];
        string text = request.Name;
        if (numbers.Length > 0)
            text += ":" + (request.Name == "segments" ? $"{numbers[0]}-{numbers[1]}/{numbers[2]}" : string.Join(separator, numbers)) + request.Unit;
        if (request.Centre is var (row, column)) text += string.Create(CultureInfo.InvariantCulture, $"@{Math.Round(row, 3)},{Math.Round(column, 3)}");
        return text;
    }

    private static double[]? Numbers(ViewRequest request, ViewContext context) => request.Name switch
    {
        "adf" or "annulus" => Ring(Radius(request, context), EdgeDistance(request.Centre!.Value, context.Cube.Shape)),
        "bf" => [Math.Round(Radius(request, context) + 1, 1)],
        "bragg" or "strain" => [Math.Round(Radius(request, context), 2)],
        _ => null,
    };

    // An annular detector begins at twice the disc's radius, where the disc's tail has ended, and reaches the nearest edge. Where the disc
    // fills most of the detector, it begins half the way to the edge.
    private static double[] Ring(double radius, double edge) => [Math.Round(Math.Min(2 * radius, (radius + edge) / 2), 1), edge];

    private static double Radius(ViewRequest request, ViewContext context) => context.Geometry?.RadiusPixels
        ?? throw new ArgumentException($"{request.Text}: no disc was found in the mean pattern; give the radii, such as {ViewKinds.Of(request).Form}");

    private static double EdgeDistance((double Row, double Column) centre, CubeShape shape) => Math.Floor(Math.Min(
        Math.Min(centre.Row, shape.DetectorY - 1 - centre.Row), Math.Min(centre.Column, shape.DetectorX - 1 - centre.Column)));
}
