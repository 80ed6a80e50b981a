using System.Collections.Immutable;
using System.Xml.Linq;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Sources.Topspin;

/// <summary>The patterns of a series that are there.</summary>
/// <param name="Numbers">Their numbers, ascending; at least one.</param>
/// <param name="Positions">Where the probe was, in metres; null for a pattern whose text does not say.</param>
/// <param name="First">What the first pattern's text says.</param>
internal sealed record TopspinSeries(string Path, ImmutableArray<int> Numbers, ImmutableArray<(double X, double Y)?> Positions, XElement? First)
{
    // Numbers are looked for one by one: a group does not say which it holds, and its names have no useful order.
    private const long MostPatterns = 1 << 24, MostMissing = 1000;

    /// <summary>Positions of the recording, those of missing patterns between the first and the last included.</summary>
    public int Recorded => Numbers[^1] - Numbers[0] + 1;

    /// <summary>The session that the series belongs to.</summary>
    public string Session => Path[..Path.LastIndexOf('/')];

    /// <summary>Finds the patterns and reads the text of each.</summary>
    public static TopspinSeries Find(Hdf5File file, string path)
    {
        long links = file.LinkCount(path), last = Math.Min(links + Math.Max(links, MostMissing), MostPatterns);
        List<int> numbers = [];
        List<(double, double)?> positions = [];
        XElement? first = null;
        for (int number = 0; number < last && numbers.Count < links; number++)
        {
            string? text = Hdf5Attributes.DatasetText(file, TopspinFormat.Metadata(path, number));
            if (text is null && file.Describe(TopspinFormat.Data(path, number)).Kind != Hdf5NodeKind.Dataset) continue;
            XElement? xml = TopspinXml.Parse(text);
            if (numbers.Count == 0) first = xml;
            numbers.Add(number);
            positions.Add(TopspinXml.Position(xml));
        }
        return numbers.Count > 0 ? new(path, [.. numbers], [.. positions], first) : throw new CubeFileException(file.Path, $"{path} holds no pattern");
    }
}
