using System.Net;
using System.Text.RegularExpressions;
using ScottPlot;

namespace Suffice.Cli.Inspection.Pictures;

/// <summary>A plot as SVG for the inside of a page: in the page's own colours, light or dark, and without addresses.</summary>
internal static partial class InlineSvg
{
    // Two colours that no plot uses stand for the page's.
    private static readonly Color Ink = new(1, 2, 3);
    private static readonly Color Accent = new(4, 5, 6);

    public static Color AccentColour => Accent;

    public static Color InkColour => Ink;

    public static Plot NewPlot(string xTitle, string yTitle)
    {
        Plot plot = new();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Color(Ink);
        plot.Axes.Bottom.Label.Text = xTitle;
        plot.Axes.Left.Label.Text = yTitle;
        foreach (ScottPlot.IAxis axis in plot.Axes.GetAxes())
        {
            axis.Label.Bold = false;
            axis.Label.FontSize = 14;
            axis.TickLabelStyle.FontSize = 13;
        }
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        plot.Grid.MajorLineColor = Ink.WithAlpha(0.12);
        return plot;
    }

    /// <param name="title">What a reader who cannot see it is told.</param>
    /// <param name="idPrefix">Goes before the names inside: those of all pictures on a page share one space.</param>
    public static string Write(Plot plot, int width, int height, string title, string idPrefix = "")
    {
        string svg = plot.GetSvgXml(width, height);
        svg = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
        svg = Namespaces().Replace(svg, "").Replace("xlink:href", "href", StringComparison.Ordinal);
        svg = Colour("#010203", "1,2,3").Replace(svg, "currentColor");
        svg = Colour("#040506", "4,5,6").Replace(svg, "var(--accent)");
        svg = FontFamily().Replace(svg, "");
        if (idPrefix.Length > 0) svg = Ids().Replace(svg, match => match.Value + idPrefix);
        svg = OuterSize().Replace(svg, $"<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\" ", 1);
        return svg;
    }

    private static Regex Colour(string hex, string rgb) => new($@"{hex}|rgb\({rgb}\)", RegexOptions.IgnoreCase);

    [GeneratedRegex(@"\s+xmlns(:\w+)?=""[^""]*""")]
    private static partial Regex Namespaces();

    [GeneratedRegex(@"\s+font-family=""[^""]*""")]
    private static partial Regex FontFamily();

    [GeneratedRegex(@"\bid=""|url\(#|href=""#")]
    private static partial Regex Ids();

    [GeneratedRegex(@"<svg\s+(width=""[^""]*""\s*|height=""[^""]*""\s*)*")]
    private static partial Regex OuterSize();
}
