using System.Collections.Immutable;
using ScottPlot;
using Suffice.Studies.Reporting;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>One figure of a report: panels that stand side by side where there is room, and the numbers that they show.</summary>
/// <param name="Name">Of its files, such as <c>figure1</c>.</param>
/// <param name="Title">What it compares.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Columns">Panels side by side in the file; the page has its own mind.</param>
/// <param name="Data">Every number that is drawn, with the lines of <c>tables/statistics.csv</c> it comes from.</param>
internal sealed record Figure(
    string Name, string Title, string Caption, ImmutableArray<LegendEntry> Legend, ImmutableArray<FigurePanel> Panels, int Columns, ReportTable Data);

/// <summary>One plot of a figure, in CSS pixels.</summary>
/// <param name="Description">What a reader who cannot see it is told.</param>
/// <param name="Heading">Stands above the plot; empty for none.</param>
internal sealed record FigurePanel(Plot Plot, int Width, int Height, string Description, string Heading = "")
{
    public string ToSvg(string idPrefix) => Inspection.Pictures.InlineSvg.Write(Plot, Width, Height, Description, idPrefix);
}
