using System.Globalization;
using ScottPlot;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>One entry of a legend, which stands above the panels and so covers no data.</summary>
/// <param name="Colour">Null is the colour of the text.</param>
internal sealed record LegendEntry(string Label, Color? Colour, LegendSymbol Symbol)
{
    private const int Size = 14;

    /// <summary>The symbol as SVG in a box of 22 x 14.</summary>
    public string SymbolSvg()
    {
        string colour = Colour is { } known ? known.ToStringRGB() : "currentColor";
        const double middle = 11, centre = Size / 2.0;
        return Symbol switch
        {
            LegendSymbol.Line => Line(""),
            LegendSymbol.Dashes => Line(" stroke-dasharray=\"6 3\""),
            LegendSymbol.Dots => Line(" stroke-dasharray=\"2 2\""),
            LegendSymbol.Tick => string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{middle} 1V13\" stroke=\"{colour}\" stroke-width=\"3\"/>"),
            LegendSymbol.Square => $"<rect x=\"6\" y=\"2\" width=\"10\" height=\"10\" fill=\"{colour}\"/>",
            LegendSymbol.Triangle => $"<path d=\"M11 1L17 12H5Z\" fill=\"{colour}\"/>",
            LegendSymbol.Diamond => $"<path d=\"M11 1L17 7L11 13L5 7Z\" fill=\"{colour}\"/>",
            _ => string.Create(CultureInfo.InvariantCulture, $"<circle cx=\"{middle}\" cy=\"{centre}\" r=\"5\" fill=\"{colour}\"/>"),
        };

        string Line(string dashes) => $"<path d=\"M1 7H21\" stroke=\"{colour}\" stroke-width=\"2\" fill=\"none\"{dashes}/>";
    }
}

/// <summary>What stands before a legend's text.</summary>
internal enum LegendSymbol
{
    Circle,
    Square,
    Triangle,
    Diamond,
    Tick,
    Line,
    Dashes,
    Dots,
}
