using System.Globalization;
using System.Net;
using System.Text;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>A figure as an SVG file of its own: title, legend and panels on white.</summary>
internal static class FigureFile
{
    private const int Margin = 16, LineHeight = 22, Gap = 14;
    private const double LetterWidth = 6.6;

    public static string Write(Figure figure)
    {
        int columns = Math.Min(figure.Columns, figure.Panels.Length);
        int panelWidth = figure.Panels.Max(p => p.Width), panelHeight = figure.Panels.Max(p => p.Height);
        int heading = figure.Panels.Any(p => p.Heading.Length > 0) ? LineHeight : 0;
        panelHeight += heading;
        int rows = (figure.Panels.Length + columns - 1) / columns;
        int width = Math.Max(columns * panelWidth + (columns - 1) * Gap, 560) + 2 * Margin;
        StringBuilder body = new();
        int top = Margin + Legend(body, figure, width);
        for (int i = 0; i < figure.Panels.Length; i++)
        {
            FigurePanel panel = figure.Panels[i];
            int x = Margin + i % columns * (panelWidth + Gap), y = top + i / columns * (panelHeight + Gap);
            string svg = panel.ToSvg(string.Create(CultureInfo.InvariantCulture, $"{figure.Name}f{i}"));
            if (panel.Heading.Length > 0)
                body.AppendLine(Bold(panel.Heading, x, y + 12, 14));
            y += heading;
            body.AppendLine(svg.Insert("<svg ".Length, string.Create(CultureInfo.InvariantCulture, $"x=\"{x}\" y=\"{y}\" width=\"{panel.Width}\" height=\"{panel.Height}\" ")));
        }
        int height = top + rows * (panelHeight + Gap) + Margin - Gap;
        return string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" color=\"#1b2330\" "
            + $"font-family=\"'Liberation Sans', Arial, Helvetica, sans-serif\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n{body}</svg>\n");
    }

    private static string Bold(string text, int x, int y, int size) => string.Create(CultureInfo.InvariantCulture,
        $"<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"bold\" fill=\"currentColor\">{WebUtility.HtmlEncode(text)}</text>");

    /// <returns>Height of title and legend.</returns>
    private static int Legend(StringBuilder body, Figure figure, int width)
    {
        body.AppendLine(Bold(figure.Title, Margin, Margin + 14, 16));
        double x = Margin, y = Margin + LineHeight + 4;
        foreach (LegendEntry entry in figure.Legend)
        {
            double length = 28 + LetterWidth * entry.Label.Length + 16;
            if (x > Margin && x + length > width - Margin) (x, y) = (Margin, y + LineHeight);
            body.AppendLine(CultureInfo.InvariantCulture,
                $"<g transform=\"translate({x:0.#} {y:0.#})\">{entry.SymbolSvg()}<text x=\"28\" y=\"11.5\" font-size=\"13\" fill=\"currentColor\">{WebUtility.HtmlEncode(entry.Label)}</text></g>");
            x += length;
        }
        return figure.Legend.IsEmpty ? LineHeight + 8 : (int)(y - Margin) + LineHeight + 6;
    }
}
