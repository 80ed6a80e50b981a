using System.Buffers;
using System.Globalization;

namespace Suffice.Cubes;

/// <summary>The accelerating voltage in what a file says of its acquisition.</summary>
public static class AcceleratingVoltage
{
    private const double VoltsPerKilovolt = 1000, LeastKilovolts = 1, MostKilovolts = 3000;

    // The last part of the key, in lower case, without a unit in brackets.
    private static readonly string[] Names =
        ["voltage", "accelerating voltage", "instrument accelerating voltage", "acceleration voltage", "high voltage", "beam energy"];

    private static readonly SearchValues<char> NumberLetters = SearchValues.Create("0123456789.+eE");

    /// <summary>The voltage in kV; null where none is said, or several that differ.</summary>
    /// <remarks>
    /// Values carry their unit, or their key does; a number without one is in volts where it is above 3000, else in kilovolts: Gatan,
    /// Direct Electron, NanoMegas and EMPAD write volts, HyperSpy kilovolts.
    /// </remarks>
    public static double? Kilovolts(IEnumerable<(string Key, string Value)> metadata)
    {
        double[] found = [.. metadata.Where(entry => Names.Contains(NameOf(entry.Key))).Select(entry => Parse(entry.Value)).OfType<double>().Distinct().Take(2)];
        return found.Length == 1 ? found[0] : null;
    }

    private static string NameOf(string key)
    {
        int bracket = key.IndexOf('(', StringComparison.Ordinal);
        string plain = bracket < 0 ? key : key[..bracket];
        return plain[(plain.AsSpan().LastIndexOfAny('.', '/') + 1)..].Replace('_', ' ').Trim().ToLowerInvariant();
    }

    private static double? Parse(string text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        int end = trimmed.IndexOfAnyExcept(NumberLetters);
        ReadOnlySpan<char> number = end < 0 ? trimmed : trimmed[..end], unit = end < 0 ? "" : trimmed[end..].Trim();
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) return null;
        double kilovolts = unit switch
        {
            "kV" or "keV" => value,
            "V" or "eV" => value / VoltsPerKilovolt,
            "" => value > MostKilovolts ? value / VoltsPerKilovolt : value,
            _ => double.NaN,
        };
        return kilovolts is >= LeastKilovolts and <= MostKilovolts ? kilovolts : null;
    }
}
