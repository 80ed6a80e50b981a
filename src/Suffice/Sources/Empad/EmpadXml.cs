using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Suffice.Cubes;

namespace Suffice.Sources.Empad;

/// <summary>The .xml beside an EMPAD .raw: what was recorded, as far as it says.</summary>
internal sealed partial class EmpadXml
{
    private const double NmPerMetre = 1e9;

    private readonly XElement _root;

    private EmpadXml(XElement root) => _root = root;

    /// <summary>Name of the .raw, without folders; null where the file names none.</summary>
    public string? RawName => Path.GetFileName(_root.Element("raw_file")?.Attribute("filename")?.Value);

    /// <summary>Steps of the scan in metres, for a scan of this size; null where the file does not say.</summary>
    public (double Y, double X)? StepsMetres(ScanSize scan)
    {
        XElement? measured = _root.Element("iom_measurements"), view = measured?.Element("full_scan_field_of_view");
        // Software 1.2 gives the field along the longer side, multiplied by the factor; 0.51 gives both sides, rows first.
        if (Number(view?.Element("x")) is double x && Number(view?.Element("y")) is double y && x == y && Number(view?.Element("scale_factor")) is double factor)
            return (x / factor / Math.Max(scan.Rows, scan.Columns), x / factor / Math.Max(scan.Rows, scan.Columns));
        string[] fields = (measured?.Element("optics.get_full_scan_field_of_view")?.Value ?? "").Trim('[', ']', ' ').Split(',');
        return fields.Length == 2 && Parse(fields[0]) is double rows && Parse(fields[1]) is double columns ? (rows / scan.Rows, columns / scan.Columns) : null;
    }

    /// <summary>Step of the detector in reciprocal nanometres; null where the file does not say.</summary>
    public double? DetectorStepPerNm => Number(_root.Element("iom_measurements")?.Element("calibrated_pixelsize")) * NmPerMetre;

    /// <summary>Entries in the file's order, nested names joined by dots.</summary>
    public IEnumerable<(string Key, string Value)> Entries => Flatten(_root, "");

    public static EmpadXml Read(string path)
    {
        using SourceFile file = SourceFile.Open(path);
        if (file.Bytes > EmpadFormat.MaxXmlBytes) throw NotEmpad(path);
        using MemoryStream bytes = new(file.ReadStart(EmpadFormat.MaxXmlBytes));
        // No entities of others: a document type can make a small file a huge one, or have other files read.
        XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using XmlReader reader = XmlReader.Create(bytes, settings);
            XElement root = XElement.Load(reader);
            return root.Name == "root" && root.Element("raw_file") is not null ? new(root) : throw NotEmpad(path);
        }
        catch (XmlException)
        {
            throw NotEmpad(path);
        }
    }

    /// <summary>What the file says of the scan's size, the most trustworthy first.</summary>
    public IEnumerable<DeclaredScan> Scans()
    {
        if (RawName is string name && FromName(name, "from the name in the .xml") is DeclaredScan named) yield return named;
        if (Extent(_root, "pix_x") is long columns && Extent(_root, "pix_y") is long rows)
            yield return new(rows, columns, $"from the .xml: pix_x {columns}, pix_y {rows}");
        foreach (XElement block in _root.Elements("scan_parameters").OrderBy(block => block.Attribute("mode")?.Value != "acquire"))
        {
            if (Extent(block, "scan_resolution_x") is long x && Extent(block, "scan_resolution_y") is long y)
                yield return new(y, x, $"from the .xml, mode {Printable.Shorten(block.Attribute("mode")?.Value ?? "unknown")}: {y} rows of {x}");
            if (Extent(block, "series_count") is long count) yield return new(count, 1, $"from the .xml: a series of {count}");
        }
    }

    /// <summary>The size in a name such as scan_x256_y128.raw; null where there is none.</summary>
    public static DeclaredScan? FromName(string name, string origin)
    {
        Match match = ScanName().Match(name);
        if (!match.Success) return null;
        long columns = long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), rows = long.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        return new(rows, columns, $"{origin}: {rows} rows of {columns}");
    }

    private static IEnumerable<(string, string)> Flatten(XElement element, string prefix)
    {
        foreach (XAttribute attribute in element.Attributes()) yield return ($"{prefix}{attribute.Name.LocalName}", attribute.Value);
        foreach (XElement child in element.Elements())
        {
            string key = prefix + child.Name.LocalName;
            if (!child.HasElements && child.Value.Length > 0) yield return (key, child.Value.Trim());
            foreach ((string, string) entry in Flatten(child, key + ".")) yield return entry;
        }
    }

    private static long? Extent(XElement parent, string name) =>
        long.TryParse(parent.Element(name)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value > 0 ? value : null;

    private static double? Number(XElement? element) => element is null ? null : Parse(element.Value);

    private static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value > 0 ? value : null;

    private static CubeFileException NotEmpad(string path) => new(path, "is not the .xml of an EMPAD acquisition; open the .raw itself");

    [GeneratedRegex(@"_x(\d{1,9})_y(\d{1,9})\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ScanName();
}
