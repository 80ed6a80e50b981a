namespace Suffice.Cli.Inspection.Pictures;

/// <summary>How values become colours: the range that is shown and whether steps of colour are factors.</summary>
/// <param name="Lower">Value of the first colour; lower ones take it as well.</param>
/// <param name="Upper">Value of the last colour.</param>
internal sealed record ValueScale(double Lower, double Upper, bool IsLogarithmic)
{
    private const double MaxDecades = 5;

    /// <summary>Factors from the smallest positive value, but not more than five decades below the largest one.</summary>
    public static ValueScale Logarithmic(IReadOnlyCollection<double> values)
    {
        double upper = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        double lower = values.Where(v => v > 0 && double.IsFinite(v)).DefaultIfEmpty(0).Min();
        if (upper <= 0 || lower >= upper || values.Any(v => v < 0)) return Linear(values);
        return new(Math.Max(lower, upper * Math.Pow(10, -MaxDecades)), upper, true);
    }

    /// <summary>Steps between the 0.2 and 99.8 percentiles, so that one bright position does not darken the rest.</summary>
    public static ValueScale Linear(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0) return new(0, 0, false);
        int margin = sorted.Length / 500;
        return new(sorted[margin], sorted[^(margin + 1)], false);
    }

    /// <summary>0 to 1 within the range; NaN stays NaN.</summary>
    public double Position(double value)
    {
        if (double.IsNaN(value)) return double.NaN;
        if (Upper <= Lower) return 0;
        if (!IsLogarithmic) return (value - Lower) / (Upper - Lower);
        return value <= Lower ? 0 : Math.Log(value / Lower) / Math.Log(Upper / Lower);
    }
}
