using System.Globalization;

namespace Suffice.Cli.Commands;

/// <summary>The time that a probe stays at a position, as a user gives it: 500ns, 10us, 1.5ms or 0.01s.</summary>
internal static class DwellTime
{
    // A time span counts steps of 100 ns.
    private static readonly (string Unit, double Ticks)[] Units = [("ns", 0.01), ("us", 10), ("\u00B5s", 10), ("ms", 1e4), ("s", 1e7)];

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Reads a number with its unit; the time must be whole steps of 100 ns, and at most an hour.</summary>
    public static bool TryParse(string text, out TimeSpan dwell)
    {
        dwell = default;
        foreach ((string unit, double ticks) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)
                || !double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)) continue;
            double rounded = Math.Round(number * ticks);
            if (Math.Abs(rounded - number * ticks) > 1e-6 || rounded < 1 || rounded > Longest.Ticks) return false;
            dwell = new TimeSpan((long)rounded);
            return true;
        }
        return false;
    }

    /// <summary>The time as the option takes it.</summary>
    public static string Text(TimeSpan dwell) => (dwell.Ticks / 10.0).ToString(CultureInfo.InvariantCulture) + "us";
}
