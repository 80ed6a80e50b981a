using System.Globalization;
using Suffice.Cubes;
using Suffice.Views;
using static Suffice.Cli.Inspection.Figures;

namespace Suffice.Cli.Imaging;

/// <summary>What <c>image</c> measured and wrote, for people.</summary>
internal static class ImageText
{
    public static void Write(ImageOutcome outcome)
    {
        ViewContext context = outcome.Context;
        if (context.Geometry is not null)
            Console.WriteLine($"Measured from the mean pattern: {context.Geometry}{(context.Semiangle is { } angle ? $" ({Number(angle.Value)} {angle.Unit})" : "")}");
        if (outcome.PixelSizeOrigin is not null) Console.WriteLine($"Pixel size: {PixelSize(context.Cube.DetectorAxes[0], context.Cube.DetectorAxes[^1])}, {outcome.PixelSizeOrigin}");
        if (context.Defects is { Count: > 0 } defects) Console.WriteLine($"Left out: {Defects(defects)}");
        foreach ((ViewRequest request, ViewResult result) in outcome.Results)
        {
            double[] finite = [.. result.Values.Where(double.IsFinite)];
            string range = finite.Length == 0 ? "no values" : $"{Number(finite.Min())} to {Number(finite.Max())} {result.Unit}, mean {Number(finite.Average())}";
            int missing = result.Values.Length - finite.Length;
            Console.WriteLine($"{request.Text}: {result.Title}, {string.Join(" x ", result.Extents)}{(result.IsTable ? "" : $", {range}")}"
                + (missing > 0 && !result.IsTable ? $", {missing} without a value" : "") + (result.Noise is { } deviation ? $", shot noise {Number(deviation)}" : ""));
        }
        foreach (string file in outcome.Files) Console.WriteLine($"  {file}");
    }

    private static string PixelSize(Axis rows, Axis columns) => rows.Scale == columns.Scale
        ? $"{Number(Math.Abs(columns.Scale))} {columns.Unit}" : $"{Number(Math.Abs(rows.Scale))} x {Number(Math.Abs(columns.Scale))} {columns.Unit}";

    /// <summary>How many pixels are left out, and why.</summary>
    public static string Defects(DefectivePixels defects) => string.Join(", ", ((int Count, string Kind)[])
        [(defects.Masked, "masked"), (defects.Dead, "dead"), (defects.NotANumber, "not a number")]
        is var all ? all.Where(kind => kind.Count > 0).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Count:N0} pixel{(kind.Count == 1 ? "" : "s")} {kind.Kind}")) : []);
}
