using System.Globalization;

namespace Suffice.Cli.Imaging;

/// <summary>A number with its unit, as in <c>--pixel-size 0.5mrad</c>.</summary>
internal sealed record Quantity(double Value, string Unit)
{
    /// <summary>Reads a positive number that one of the units follows.</summary>
    public static bool TryParse(string text, string[] units, out Quantity? quantity)
    {
        quantity = null;
        if (units.FirstOrDefault(unit => text.EndsWith(unit, StringComparison.Ordinal)) is not { } found) return false;
        string number = text[..^found.Length], unit = found == "/A" ? "A^-1" : found;
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(value > 0) || double.IsInfinity(value)) return false;
        quantity = new Quantity(value, unit);
        return true;
    }
}
