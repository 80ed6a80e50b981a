using System.Globalization;
using System.Text.RegularExpressions;

namespace Suffice.Reductions.Sufficiency;

/// <summary>What a tolerance is a multiple of.</summary>
public enum ToleranceUnit
{
    /// <summary>The target's shot noise.</summary>
    Sigma,

    /// <summary>A hundredth of the target's own size over the scan.</summary>
    Percent,

    /// <summary>The target's unit.</summary>
    Absolute,
}

/// <summary>How large an error may be: <c>0.1sigma</c>, <c>1%</c>, <c>5e-4</c>, with <c>@p99</c> or <c>@max</c> behind it for another measure than RMS.</summary>
/// <param name="Text">As it was written.</param>
public sealed partial record Tolerance(string Text, double Value, ToleranceUnit Unit, ErrorMeasure Measure)
{
    /// <summary>A tenth of the shot noise.</summary>
    public static Tolerance Default { get; } = Parse("0.1sigma");

    /// <summary>A hundredth of the labels.</summary>
    public static Tolerance OfLabels { get; } = Parse("1%");

    /// <summary>Reads a tolerance.</summary>
    /// <exception cref="ArgumentException">It is not written so; the message is for the user.</exception>
    public static Tolerance Parse(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success || !double.TryParse(match.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(value > 0) || !double.IsFinite(value))
            throw new ArgumentException($"a tolerance is a number above 0 with sigma, % or nothing behind it, and @p99 or @max for another measure than RMS, such as 0.1sigma or 1%@max; not '{text}'");
        ToleranceUnit unit = match.Groups["unit"].Value switch { "sigma" => ToleranceUnit.Sigma, "%" => ToleranceUnit.Percent, _ => ToleranceUnit.Absolute };
        ErrorMeasure measure = match.Groups["measure"].Value switch { "p99" => ErrorMeasure.Percentile99, "max" => ErrorMeasure.Maximum, _ => ErrorMeasure.Rms };
        return new Tolerance(text, value, unit, measure);
    }

    /// <summary>The largest error that is allowed, in the target's unit.</summary>
    /// <param name="sigma">Shot noise of the target; NaN where it is not known.</param>
    /// <param name="size">Size of the target over the scan.</param>
    public double Limit(double sigma, double size) => Unit switch
    {
        ToleranceUnit.Sigma => Value * sigma,
        ToleranceUnit.Percent => Value / 100 * size,
        _ => Value,
    };

    [GeneratedRegex(@"^(?<value>[0-9.]+([eE][-+]?[0-9]+)?)(?<unit>sigma|%|px|counts|rad)?(@(?<measure>rms|p99|max))?$")]
    private static partial Regex Form();
}
