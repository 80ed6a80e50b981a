using System.Globalization;
using Suffice.Cli.Inspection.Pictures;
using Suffice.Cubes;
using Suffice.Cubes.Statistics;

namespace Suffice.Cli.Inspection;

/// <summary>The three images of a page, or curves where there is only one axis.</summary>
internal static class InspectionFigures
{
    private const int MaxSide = 1024;

    public static void Write(TextWriter page, InspectionReport report)
    {
        CubeStatistics statistics = report.Statistics;
        CubeShape shape = report.Cube.Shape;
        Raster mean = new(shape.DetectorY, shape.DetectorX, statistics.MeanPattern.ToArray());
        Raster maximum = new(shape.DetectorY, shape.DetectorX, statistics.MaximumPattern.ToArray());
        Raster sum = new(shape.ScanY, shape.ScanX, statistics.SumImage.ToArray());
        (Axis y, Axis x) detector = Ends(report.Cube.DetectorAxes, shape.DetectorY, shape.DetectorX);
        (Axis y, Axis x) scan = Ends(report.Cube.ScanAxes, shape.ScanY, shape.ScanX);
        page.WriteLine("<section><div class=\"pictures\">");
        Draw(page, mean, detector, ColourMap.Inferno, true, "Mean pattern", "counts per pixel and position, mean over the scan");
        Draw(page, maximum, detector, ColourMap.Inferno, true, "Maximum pattern", "the largest count that each pixel saw");
        Draw(page, sum, scan, ColourMap.Viridis, false, "Sum image", "counts of the whole pattern at each probe position");
        page.WriteLine("</div></section>");
    }

    /// <summary>Axes for the two extents that are shown; a cube may have more or fewer of its own.</summary>
    private static (Axis Y, Axis X) Ends(IReadOnlyList<Axis> axes, int rows, int columns) => (
        axes.Count > 1 && axes[^2].Length == rows ? axes[^2] : new Axis("row", rows),
        axes.Count > 0 && axes[^1].Length == columns ? axes[^1]
            : axes.Count > 0 && columns == 1 && axes[^1].Length == rows ? axes[^1] with { Length = columns }
            : new Axis("column", columns));

    private static void Draw(
        TextWriter page, Raster raster, (Axis Y, Axis X) axes, ColourMap colours, bool logarithmic, string title, string meaning)
    {
        bool broad = raster.Columns > 2 * raster.Rows || raster.Columns == 1;
        page.WriteLine(broad ? "<figure class=\"broad\">" : "<figure>");
        if (raster.Rows == 1 || raster.Columns == 1)
        {
            Axis axis = raster.Rows == 1 ? axes.X : axes.Y;
            page.WriteLine($"<div class=\"scroll\">{CurvePlot.Draw(raster.Values, axis, title)}</div>");
            page.WriteLine($"<figcaption><b>{title}</b>: {meaning}.</figcaption></figure>");
            return;
        }
        (Raster image, int binning) = raster.Binned(MaxSide);
        ValueScale scale = logarithmic ? ValueScale.Logarithmic(image.Values) : ValueScale.Linear(image.Values);
        ScaleBar bar = ScaleBar.For(axes.X);
        string width = (100 * bar.Fraction).ToString("0.##", CultureInfo.InvariantCulture);
        string png = Png.DataUri(Png.Encode(image, scale, colours));
        page.WriteLine($"<div class=\"frame{(raster.Rows > 2 * raster.Columns ? " tall" : "")}\">"
            + $"<img alt=\"{title}\" width=\"{image.Columns}\" height=\"{image.Rows}\" src=\"{png}\">"
            + $"<div class=\"bar\" style=\"width:{width}%\">{InspectionPage.Text(bar.Label)}<i></i></div></div>");
        page.WriteLine($"<div class=\"ramp\" style=\"background:{colours.Css}\"></div>"
            + $"<div class=\"ends\"><span>{Figures.Number(scale.Lower)}</span><span>{Figures.Number(scale.Upper)}</span></div>");
        page.WriteLine($"<figcaption><b>{title}</b>: {meaning}. {Explain(raster, axes, scale, binning)}</figcaption></figure>");
    }

    private static string Explain(Raster raster, (Axis Y, Axis X) axes, ValueScale scale, int binning)
    {
        string colours = scale.IsLogarithmic ? "Logarithmic colours" : "Linear colours";
        string step = axes.X.IsCalibrated ? $" of {InspectionPage.Text(Figures.Number(axes.X.Scale) + " " + axes.X.Unit)}" : "";
        string binned = binning > 1 ? $", shown as means of {binning} × {binning}" : "";
        return $"{colours}; {raster.Rows} × {raster.Columns} pixels{step}{binned}.";
    }
}
