using System.Globalization;
using ScottPlot;
using Suffice.Cubes.Statistics;

namespace Suffice.Cli.Inspection.Pictures;

/// <summary>
/// Samples against value, both on a scale of factors. The value axis is sign(v) log10(1 + |v| / unit), which has a place
/// for zero and for negative values; the unit is 1 for integers.
/// </summary>
internal static class HistogramPlot
{
    private const int MaxBars = 160;

    public static string Draw(ValueHistogram histogram)
    {
        double unit = Unit(histogram);
        List<(double Lower, double Upper, double Count)> bars = Bars(histogram, unit);
        Plot plot = InlineSvg.NewPlot("value", histogram.IsExact ? "samples per value" : "samples per bin");
        plot.Add.Bars(bars.Select(b => new Bar
        {
            Position = (b.Lower + b.Upper) / 2,
            Size = b.Upper - b.Lower,
            ValueBase = -0.5,
            Value = Math.Max(Math.Log10(b.Count), -0.4),
            FillColor = InlineSvg.AccentColour,
            LineWidth = 0,
        }).ToArray());
        double top = bars.Count == 0 ? 1 : Math.Max(1, Math.Log10(bars.Max(b => b.Count)));
        double left = bars.Count == 0 ? 0 : bars[0].Lower, right = bars.Count == 0 ? 1 : bars[^1].Upper;
        double margin = Math.Max(0.02, (right - left) * 0.015);
        plot.Axes.SetLimits(left - margin, right + margin, -0.5, top * 1.05);
        plot.Axes.Left.SetTicks(
            [.. Decades(0, (int)top).Select(d => (double)d)], [.. Decades(0, (int)top).Select(d => Label(Math.Pow(10, d)))]);
        double[] ticks = Ticks(left, right, unit);
        plot.Axes.Bottom.SetTicks([.. ticks.Select(v => Place(v, unit))], [.. ticks.Select(Label)]);
        return InlineSvg.Write(plot, 1080, 380, "Histogram of the samples");
    }

    /// <summary>Neighbouring values share a bar where bars would be too thin: it then shows their mean count.</summary>
    private static List<(double Lower, double Upper, double Count)> Bars(ValueHistogram histogram, double unit)
    {
        List<(double Lower, double Upper, double Count)> bars = [];
        if (histogram.Bins.IsEmpty) return bars;
        double spacing = histogram.IsExact ? unit : 0;
        double width = (Place(histogram.Bins[^1].Upper + spacing, unit) - Place(histogram.Bins[0].Lower, unit)) / MaxBars;
        double start = double.NaN, end = double.NaN, samples = 0;
        foreach (HistogramBin bin in histogram.Bins)
        {
            (double lower, double upper) = (Edge(bin.Lower, -spacing / 2, unit), Edge(bin.Upper, spacing / 2, unit));
            if (!double.IsNaN(start) && upper - start > width) Flush();
            if (double.IsNaN(start)) start = lower;
            end = upper;
            samples += bin.Count;
        }
        Flush();
        return bars;

        void Flush()
        {
            double values = histogram.IsExact ? Math.Max(1, (Value(end, unit) - Value(start, unit)) / unit) : 1;
            bars.Add((start, Math.Max(end, start + width / 2), samples / values));
            (start, samples) = (double.NaN, 0);
        }
    }

    /// <summary>1 for integers, else the smallest magnitude that occurs, within nine decades of the largest.</summary>
    private static double Unit(ValueHistogram histogram)
    {
        double[] magnitudes = [.. histogram.Bins.Select(b => Math.Max(Math.Abs(b.Lower), Math.Abs(b.Upper))).Where(m => m > 0)];
        if (magnitudes.Length == 0) return 1;
        return histogram.IsExact && histogram.Bins.All(b => b.Lower == Math.Floor(b.Lower)) && magnitudes.Max() < 1e15
            ? 1
            : Math.Max(magnitudes.Min(), magnitudes.Max() * 1e-9);
    }

    private static double Place(double value, double unit) => Math.Sign(value) * Math.Log10(1 + Math.Abs(value) / unit);

    private static double Value(double place, double unit) => Math.Sign(place) * (Math.Pow(10, Math.Abs(place)) - 1) * unit;

    private static double Edge(double value, double offset, double unit) => Place(value + offset, unit);

    private static double[] Ticks(double left, double right, double unit)
    {
        double reach = Math.Max(Math.Abs(Value(left, unit)), Math.Abs(Value(right, unit)));
        int highest = (int)Math.Floor(Math.Log10(Math.Max(reach, unit)) + 1e-9);
        int lowest = (int)Math.Ceiling(Math.Log10(unit) - 1e-9);
        int[] decades = Decades(lowest, highest);
        double[] factors = highest - lowest <= 3 ? [1, 2, 5] : [1];
        IEnumerable<double> positive = decades.SelectMany(d => factors.Select(f => f * Math.Pow(10, d)));
        return [.. positive.SelectMany(v => new[] { -v, v }).Append(0).Order()
            .Where(v => Place(v, unit) >= left - 1e-9 && Place(v, unit) <= right + 1e-9)];
    }

    private static int[] Decades(int lowest, int highest)
    {
        int step = Math.Max(1, (highest - lowest + 9) / 10);
        return [.. Enumerable.Range(lowest, Math.Max(1, highest - lowest + 1)).Where(d => (d - lowest) % step == 0)];
    }

    private static string Label(double value) => Math.Abs(value) is 0 or (>= 0.01 and < 1e6)
        ? value.ToString("#,0.##", CultureInfo.InvariantCulture)
        : value.ToString("0.#e0", CultureInfo.InvariantCulture);
}
