using System.Globalization;

namespace Suffice.Studies.Reporting;

/// <summary>Numbers of tables and sentences, in the invariant culture.</summary>
public static class ReportNumbers
{
    /// <summary>A fixed number of decimals; exact halves go to the even digit, as in Python, whose tables ours must equal. Empty for NaN.</summary>
    public static string Fixed(double value, int decimals)
    {
        const double largest = 1e8;
        if (double.IsNaN(value)) return "";
        string format = string.Create(CultureInfo.InvariantCulture, $"F{decimals}");
        if (!(Math.Abs(value) < largest)) return value.ToString(format, CultureInfo.InvariantCulture);
        // Twenty decimals of the binary number itself tell a true half from one that only rounds to it.
        decimal exact = decimal.Parse(value.ToString("F20", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return decimal.Round(exact, decimals, MidpointRounding.ToEven).ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Fixed(double? value, int decimals) => value is { } number ? Fixed(number, decimals) : "";

    /// <summary>A ratio with its sign, such as <c>13.5×</c>.</summary>
    public static string Ratio(double value) => value.ToString(Math.Abs(value) < 99.95 ? "0.0" : "N0", CultureInfo.InvariantCulture) + "×";

    /// <summary>A throughput with its unit, such as <c>1.47 GiB/s</c>.</summary>
    public static string Throughput(double value) => Significant(value) + " GiB/s";

    /// <summary>Per cent of a fraction, such as <c>94 %</c>.</summary>
    public static string Percent(double fraction) =>
        (100 * fraction).ToString(Math.Abs(fraction) is < 0.0995 and > 0 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A factor or a range of factors without its sign, such as <c>19–69</c>.</summary>
    public static string Range(double min, double max)
    {
        (string low, string high) = (Factor(min), Factor(max));
        return low == high ? low : $"{low}–{high}";
    }

    /// <summary>Three significant digits.</summary>
    public static string Significant(double value)
    {
        if (double.IsNaN(value)) return "–";
        double magnitude = Math.Abs(value);
        if (magnitude == 0) return "0";
        if (magnitude < 1e-4) return value.ToString("0.0e0", CultureInfo.InvariantCulture);
        int decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(magnitude)), 0, 6);
        return value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Factor(double value) => value.ToString(value < 9.95 ? "0.0" : "N0", CultureInfo.InvariantCulture);
}
