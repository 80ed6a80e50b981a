using System.Globalization;
using System.Text.RegularExpressions;

namespace Suffice.Views;

/// <summary>
/// One view as a user asks for it: <c>name[:from-to[unit]|:numbers][@row,column]</c>, such as <c>adf:75-130mrad</c>,
/// <c>annulus:40-90px@128,128</c>, <c>disc:30mrad</c>, <c>com</c>, <c>point:10,20</c>.
/// </summary>
/// <remarks><c>mask:FILE.npy</c> names a file in place of numbers.</remarks>
/// <param name="Text">The request as it was written.</param>
/// <param name="Name">The view's name, in lower case.</param>
/// <param name="Numbers">The numbers behind the colon, in their order.</param>
/// <param name="Unit">Unit behind the numbers; empty where there is none.</param>
/// <param name="Centre">Row and column behind the @, in pixels; null where the centre is to be measured.</param>
public sealed partial record ViewRequest(string Text, string Name, double[] Numbers, string Unit, (double Row, double Column)? Centre)
{
    private const string MaskStart = "mask:";

    /// <summary>The file that the request names; null where it names none.</summary>
    public string? Path { get; private init; }

    /// <summary>Reads a request.</summary>
    /// <exception cref="ArgumentException">It is not written so; the message is for the user.</exception>
    public static ViewRequest Parse(string text)
    {
        if (text.Trim().StartsWith(MaskStart, StringComparison.OrdinalIgnoreCase))
            return new ViewRequest(text.Trim(), "mask", [], "", null) { Path = text.Trim()[MaskStart.Length..] };
        Match match = Form().Match(text.Trim());
        if (!match.Success)
            throw new ArgumentException($"--view takes name, name:from-to and a unit, and @row,column, such as adf:75-130mrad or annulus:40-90px@128,128; not '{text}'");
        double[] numbers = [.. match.Groups["number"].Captures.Select(capture => Number(capture.Value))];
        double[] centre = [.. match.Groups["centre"].Captures.Select(capture => Number(capture.Value))];
        return new ViewRequest(
            text.Trim(), match.Groups["name"].Value.ToLowerInvariant(), numbers, Canonical(match.Groups["unit"].Value), centre.Length == 2 ? (centre[0], centre[1]) : null);
    }

    /// <summary>The request as a part of a file's name.</summary>
    public string FileName => Path is not null ? "mask_" + NotInNames().Replace(System.IO.Path.GetFileNameWithoutExtension(Path), "_") : NotInNames().Replace(Text.Replace('@', '_').Replace(':', '_').Replace(',', '_'), "");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Canonical(string unit) => unit switch
    {
        "1/A" or "A^-1" or "1/\u00C5" or "\u00C5^-1" => "A^-1",
        "pixel" or "pixels" => "px",
        _ => unit,
    };

    [GeneratedRegex(@"^(?<name>[A-Za-z][\w-]*)(:(?<number>-?\d+(\.\d+)?)([-,/](?<number>-?\d+(\.\d+)?))*\s*(?<unit>mrad|px|pixels?|1/A|A\^-1|1/\u00C5|\u00C5\^-1|eV)?(/(?<number>\d+))?)?(@(?<centre>-?\d+(\.\d+)?),(?<centre>-?\d+(\.\d+)?))?$")]
    private static partial Regex Form();

    [GeneratedRegex(@"[^\w.+-]")]
    private static partial Regex NotInNames();
}
