using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Suffice.Sources.Topspin;

/// <summary>The texts of a TopSpin file; whatever in them is not as it should be is taken for absent.</summary>
internal static class TopspinXml
{
    // No entities of others: a document type can make a small text a huge one, or have other files read.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The root of a text; null where it is no XML.</summary>
    public static XElement? Parse(string? text)
    {
        if (text is null) return null;
        try
        {
            // A byte order mark is no XML once the text is text.
            using StringReader characters = new(text.TrimStart('\uFEFF'));
            using XmlReader reader = XmlReader.Create(characters, Settings);
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Where the probe was, in metres.</summary>
    public static (double X, double Y)? Position(XElement? pattern)
    {
        XElement? value = Child(Child(Child(pattern, 1), 0), 1);
        return Number(Child(value, 0)) is double x && Number(Child(value, 1)) is double y ? (x, y) : null;
    }

    /// <summary>What a step along a detector axis, X or Y, stands for; null where the text does not say.</summary>
    public static (double Offset, double Scale, string Unit)? Calibration(XElement? pattern, string axis)
    {
        XElement? calibration = (pattern?.Element("Calibration") ?? Child(pattern, 0))?.Element(axis);
        if (Number(calibration?.Element("Scale")) is not (double scale and not 0)) return null;
        XElement? unit = calibration?.Element("Unit") ?? Child(calibration, 2);
        string name = (unit is { HasElements: true } ? Child(unit, 1) ?? Child(unit, 0) : unit)?.Value.Trim() ?? "";
        return (Number(calibration?.Element("Offset")) ?? 0, scale, name);
    }

    /// <summary>What a session says of itself: its plain elements, and the plain items of its procedure.</summary>
    public static IEnumerable<(string Key, string Value)> Entries(XElement? session)
    {
        foreach (XElement element in session?.Elements() ?? [])
        {
            if (!element.HasElements && element.Value.Length > 0) yield return (element.Name.LocalName, element.Value.Trim());
            foreach (XElement item in element.Elements("Item"))
                if (item.Element("Name") is { Value.Length: > 0 } name && item.Element("Value") is { HasElements: false, Value.Length: > 0 } value)
                    yield return (name.Value.Trim(), value.Value.Trim());
        }
    }

    private static XElement? Child(XElement? parent, int index) => parent?.Elements().ElementAtOrDefault(index);

    private static double? Number(XElement? element) =>
        element is not null && double.TryParse(element.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
}
