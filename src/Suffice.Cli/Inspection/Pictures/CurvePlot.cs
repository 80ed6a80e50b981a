using ScottPlot;
using Suffice.Cubes;

namespace Suffice.Cli.Inspection.Pictures;

/// <summary>Values along one axis: the mean spectrum, or the sums of a line of patterns.</summary>
internal static class CurvePlot
{
    public static string Draw(double[] values, Axis axis, string title)
    {
        string name = axis.IsCalibrated ? $"{axis.Name} ({axis.Unit})" : $"{axis.Name} (pixels)";
        Plot plot = InlineSvg.NewPlot(name, "counts");
        double scale = axis.IsCalibrated ? axis.Scale : 1, offset = axis.IsCalibrated ? axis.Offset : 0;
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(
            [.. values.Select((_, i) => offset + scale * i)], values);
        line.Color = InlineSvg.AccentColour;
        line.LineWidth = 1.5f;
        return InlineSvg.Write(plot, 1080, 300, title);
    }
}
