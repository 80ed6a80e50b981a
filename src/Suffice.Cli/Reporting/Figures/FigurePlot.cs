using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;
using Suffice.Cli.Inspection.Pictures;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>Plots in the report's style.</summary>
internal static class FigurePlot
{
    /// <summary>Text in plots, in CSS pixels.</summary>
    public const float FontSize = 12.5f;

    // Arial's widths are everywhere: as itself, or as a font made to its measure.
    private static readonly string[] Fonts = ["Liberation Sans", "Arial", "Helvetica"];
    private static readonly string? Font = Fonts.FirstOrDefault(name => SkiaSharp.SKFontManager.Default.FontFamilies.Contains(name));

    public static Color Ink => InlineSvg.InkColour;

    public static Plot New(string xTitle, string yTitle)
    {
        Plot plot = InlineSvg.NewPlot(xTitle, yTitle);
        if (Font is not null) plot.Font.Set(Font);
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.Label.FontSize = FontSize + 0.5f;
            axis.TickLabelStyle.FontSize = FontSize;
        }
        return plot;
    }

    /// <summary>Rows from top to bottom with their names at the left, and values along the bottom.</summary>
    public static Plot Rows(string xTitle, IReadOnlyList<string> names, int labelWidth)
    {
        Plot plot = New(xTitle, "");
        plot.Axes.Left.TickGenerator = new NumericManual([.. names.Select((_, i) => -(double)i)], [.. names]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Layout.Fixed(new PixelPadding(labelWidth, 14, 46, 8));
        plot.Axes.SetLimitsY(0.35 - names.Count, 0.6);
        return plot;
    }

    /// <summary>Ticks of an axis that holds decadic logarithms.</summary>
    public static void LogTicks(IAxis axis, double min, double max)
    {
        const int enough = 4;
        double[][] choices = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7], [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9]];
        double[][] ticks = [.. choices.Select(factors => LogTickValues(factors, min, max))];
        double[] values = ticks.FirstOrDefault(candidate => candidate.Length >= enough) ?? ticks[^1];
        axis.TickGenerator = new NumericManual([.. values.Select(Math.Log10)], [.. values.Select(v => v.ToString("#,0.####", CultureInfo.InvariantCulture))]);
    }

    private static double[] LogTickValues(double[] factors, double min, double max) =>
    [
        .. from decade in Enumerable.Range((int)Math.Floor(min), (int)Math.Ceiling(max) - (int)Math.Floor(min) + 1)
           from factor in factors
           let value = factor * Math.Pow(10, decade)
           where Math.Log10(value) >= min - 1e-9 && Math.Log10(value) <= max + 1e-9
           select value,
    ];

    /// <summary>Round ticks from zero, few enough for a small panel.</summary>
    public static void FewTicks(IAxis axis, double max)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(max / 4)));
        double step = new[] { 1.0, 2, 2.5, 5, 10 }.Select(factor => factor * power).First(candidate => max / candidate <= 5);
        double[] values = [.. Enumerable.Range(0, (int)(max / step) + 1).Select(i => i * step)];
        axis.TickGenerator = new NumericManual(values, [.. values.Select(v => v.ToString("0.####", CultureInfo.InvariantCulture))]);
    }

    public static void Line(Plot plot, double x1, double y1, double x2, double y2, Color colour, float width)
    {
        ScottPlot.Plottables.LinePlot line = plot.Add.Line(x1, y1, x2, y2);
        line.Color = colour;
        line.LineWidth = width;
        line.MarkerSize = 0;
    }

    public static void Marker(Plot plot, double x, double y, MarkerShape shape, Color colour, float size)
    {
        ScottPlot.Plottables.Marker marker = plot.Add.Marker(x, y, shape, size, colour);
        marker.MarkerStyle.LineWidth = shape is MarkerShape.VerticalBar ? 3 : 0;
        marker.MarkerStyle.LineColor = colour;
    }

    /// <summary>Text at a place in the plot's coordinates, moved by pixels.</summary>
    public static void Text(Plot plot, string text, double x, double y, Alignment alignment, float moveX = 0, float moveY = 0)
    {
        ScottPlot.Plottables.Text label = plot.Add.Text(text, x, y);
        if (Font is not null) label.LabelFontName = Font;
        label.LabelFontColor = Ink;
        label.LabelFontSize = FontSize - 0.5f;
        label.LabelAlignment = alignment;
        (label.OffsetX, label.OffsetY) = (moveX, moveY);
    }
}
