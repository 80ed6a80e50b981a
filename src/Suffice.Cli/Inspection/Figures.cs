using System.Globalization;

namespace Suffice.Cli.Inspection;

/// <summary>Numbers as people read them, in the invariant culture.</summary>
internal static class Figures
{
    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes)
    {
        int unit = 0;
        double value = bytes;
        for (; value >= 1024 && unit < ByteUnits.Length - 1; unit++) value /= 1024;
        return $"{(unit == 0 ? Count(bytes) : Significant(value, 4))} {ByteUnits[unit]}";
    }

    /// <summary>A fraction in percent, with more digits where nearly nothing is left of it or of its complement.</summary>
    public static string Percent(double fraction)
    {
        double rest = Math.Min(fraction, 1 - fraction);
        string format = rest is > 0 and < 0.0005 ? "0.####" : rest is > 0 and < 0.05 ? "0.00" : "0.0";
        return string.Create(CultureInfo.InvariantCulture, $"{(100 * fraction).ToString(format, CultureInfo.InvariantCulture)} %");
    }

    public static string Ratio(double ratio) => double.IsFinite(ratio) ? $"{Significant(ratio, 3)}×" : "no limit";

    public static string Number(double value) => Significant(value, 4);

    public static string Number(double? value) => value is { } number ? Number(number) : "–";

    private static string Significant(double value, int digits)
    {
        if (double.IsNaN(value)) return "–";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        if (value == 0) return "0";
        double magnitude = Math.Abs(value);
        if (magnitude is < 1e-4 or >= 1e9) return value.ToString($"G{digits}", CultureInfo.InvariantCulture);
        int decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(magnitude)), 0, 12);
        string text = value.ToString($"N{decimals}", CultureInfo.InvariantCulture);
        return decimals == 0 || !text.Contains('.') ? text : text.TrimEnd('0').TrimEnd('.');
    }
}
