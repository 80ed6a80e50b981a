using System.Globalization;
using System.Text.RegularExpressions;

namespace Suffice.Reductions.Sufficiency;

/// <summary>How much of a target stays open.</summary>
public enum LatitudeKind
{
    /// <summary>These very values; nothing can be re-chosen.</summary>
    Fixed,

    /// <summary>Radii, centre, window and seed may be re-chosen within a range.</summary>
    Adjustable,

    /// <summary>Estimators that nobody has thought of yet, on patterns of a resolution.</summary>
    Open,
}

/// <summary>
/// What may still be decided after the reduction: <c>fixed</c>, <c>adjustable</c> or <c>adjustable:20%,3px</c> (radii, centre), <c>open</c> or
/// <c>open:2px</c> (resolution).
/// </summary>
/// <param name="RadiusFraction">How far radii and widths may change, as a part of themselves.</param>
/// <param name="CentrePixels">How far the centre may move.</param>
/// <param name="ResolutionPixels">Side of the squares of pixels that estimators see.</param>
public sealed partial record Latitude(LatitudeKind Kind, double RadiusFraction = 0, double CentrePixels = 0, int ResolutionPixels = 0)
{
    private const double DefaultFraction = 0.2, DefaultPixels = 3;

    /// <summary>Radii by 20 %, the centre by 3 pixels.</summary>
    public static Latitude Default { get; } = new(LatitudeKind.Adjustable, DefaultFraction, DefaultPixels);

    /// <summary>Reads a latitude.</summary>
    /// <exception cref="ArgumentException">It is not written so, or contradicts itself; the message is for the user.</exception>
    public static Latitude Parse(string text)
    {
        Match match = Form().Match(text);
        string name = match.Groups["name"].Value;
        bool hasRange = match.Groups["percent"].Success || match.Groups["pixels"].Success;
        if (!match.Success) throw new ArgumentException($"a latitude is fixed, adjustable, adjustable:20%,3px (radii, centre), open or open:2px (resolution); not '{text}'");
        if (name == "fixed") return hasRange ? throw new ArgumentException($"the latitude '{text}' contradicts itself: what is fixed has no range") : new Latitude(LatitudeKind.Fixed);
        double percent = Number(match.Groups["percent"], 100 * DefaultFraction), pixels = Number(match.Groups["pixels"], name == "open" ? 1 : DefaultPixels);
        if (name == "open")
        {
            if (match.Groups["percent"].Success) throw new ArgumentException($"the latitude '{text}' contradicts itself: open leaves everything open, at a resolution such as open:2px");
            return pixels >= 1 && pixels == Math.Floor(pixels) ? new Latitude(LatitudeKind.Open, ResolutionPixels: (int)pixels)
                : throw new ArgumentException($"the latitude '{text}': a resolution is a whole number of pixels, such as open:2px");
        }
        if (percent >= 100) throw new ArgumentException($"the latitude '{text}': radii that may change by {percent:0.#} % have no size; give less than 100 %");
        if (percent == 0 && pixels == 0) throw new ArgumentException($"the latitude '{text}' contradicts itself: nothing can be adjusted; say fixed");
        return new Latitude(LatitudeKind.Adjustable, percent / 100, pixels);
    }

    public override string ToString() => Kind switch
    {
        LatitudeKind.Fixed => "fixed",
        LatitudeKind.Open => string.Create(CultureInfo.InvariantCulture, $"open at {ResolutionPixels} px"),
        _ => string.Create(CultureInfo.InvariantCulture, $"adjustable by {100 * RadiusFraction:0.#} % and {CentrePixels:0.#} px"),
    };

    private static double Number(Group group, double otherwise) => group.Success ? double.Parse(group.Value, CultureInfo.InvariantCulture) : otherwise;

    [GeneratedRegex(@"^(?<name>fixed|adjustable|open)(:((?<percent>\d+(\.\d+)?)%)?,?((?<pixels>\d+(\.\d+)?)px)?)?$")]
    private static partial Regex Form();
}
