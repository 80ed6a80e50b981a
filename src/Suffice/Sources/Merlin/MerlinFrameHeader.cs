using System.Globalization;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Sources.Merlin;

/// <summary>The header in front of one frame of a .mib file.</summary>
/// <param name="Sequence">Number of the frame in its acquisition, from 1.</param>
/// <param name="HeaderBytes">Bytes from the start of the frame to its first pixel.</param>
/// <param name="Width">Pixels along X, fastest in the file.</param>
/// <param name="Height">Pixels along Y.</param>
/// <param name="PixelType">U01, U08, U16, U32, U64, or R64 for RAW.</param>
/// <param name="Layout">How the chips are put together, such as <c>2x2G</c>.</param>
internal sealed record MerlinFrameHeader(long Sequence, int HeaderBytes, int Width, int Height, string PixelType, string Layout)
{
    private static readonly string[] FieldNames =
    [
        "Format", "Sequence number", "Header bytes", "Chips", "Width", "Height", "Pixel type", "Chip layout", "Chip select",
        "Time stamp", "Shutter time (s)", "Counter", "Colour mode", "Gain mode",
    ];

    /// <summary>The fields as text, without the padding.</summary>
    public IReadOnlyList<string> Fields { get; private init; } = [];

    /// <summary>Number of chips as the file writes it.</summary>
    public string Chips => Fields[3];

    /// <summary>Number of chips; 0 where the field is no number.</summary>
    public int ChipCount => int.TryParse(Chips, NumberStyles.None, CultureInfo.InvariantCulture, out int chips) ? chips : 0;

    /// <summary>Width, height and type as a message names them.</summary>
    public string Geometry => $"{Width}x{Height} {PixelType} after a header of {HeaderBytes} bytes";

    /// <summary>Bits of the counters, from the extended part of the header; null where it is missing.</summary>
    public int? CounterDepth => Extended is int at && int.TryParse(Fields[at + 3], NumberStyles.None, CultureInfo.InvariantCulture, out int depth)
        ? depth : null;

    /// <summary>Place of the field that begins the extended part.</summary>
    private int? Extended => Fields.ToList().IndexOf("MQ1A") is var at and >= 0 && at + 3 < Fields.Count ? at : null;

    /// <summary>Whether the pixels of both frames lie in the same way.</summary>
    public bool HasGeometryOf(MerlinFrameHeader other) =>
        HeaderBytes == other.HeaderBytes && Width == other.Width && Height == other.Height && PixelType == other.PixelType;

    /// <summary>Parses the header at the start of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">The frame, or as much of it as there is.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="place">Which frame, for messages.</param>
    public static MerlinFrameHeader Parse(ReadOnlySpan<byte> bytes, string path, string place = "the first frame")
    {
        if (!bytes.StartsWith(MerlinFormat.Magic))
            throw new CubeFileException(path, $"{place} does not begin with MQ1, as a frame of a Merlin .mib does");
        string[] fields = SplitFields(bytes[..Math.Min(bytes.Length, MerlinFormat.MaxHeaderBytes)]);
        if (fields.Length < 8)
            throw new CubeFileException(path,
                $"{place} has a Merlin header of {fields.Length} fields where 8 give the geometry; the file is damaged");
        int headerBytes = Number(fields, 2, MerlinFormat.MinHeaderBytes, MerlinFormat.MaxHeaderBytes, path, place);
        int width = Number(fields, 4, 1, MerlinFormat.MaxExtent, path, place);
        int height = Number(fields, 5, 1, MerlinFormat.MaxExtent, path, place);
        int sequence = Number(fields, 1, 0, int.MaxValue, path, place);
        // What lies behind the header's end is pixels, whatever it looks like.
        if (headerBytes < bytes.Length) fields = SplitFields(bytes[..headerBytes]);
        if (fields.Length < 8)
            throw new CubeFileException(path, $"{place} says that its header has {headerBytes} bytes, which is too short for it");
        return new(sequence, headerBytes, width, height, fields[6], fields[7]) { Fields = fields };
    }

    /// <summary>Time stamp in nanoseconds since 1970, from the extended part of the header; null where it is missing.</summary>
    public static long? FindTimeNs(ReadOnlySpan<byte> header)
    {
        int extended = header.IndexOf(",MQ1A,"u8);
        if (extended < 0) return null;
        ReadOnlySpan<byte> text = header[(extended + 6)..];
        int end = text.IndexOf((byte)',');
        // 2021-05-07T16:51:10.905800928Z
        if (end is < 20 or > 40 || text[19] != '.' || text[end - 1] != 'Z') return null;
        string seconds = Encoding.Latin1.GetString(text[..19]);
        if (!DateTime.TryParseExact(seconds, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            || time.Year is < 1980 or > 2200)
            return null;
        string fraction = Encoding.Latin1.GetString(text[20..(end - 1)]);
        if (!fraction.All(char.IsAsciiDigit)) return null;
        long ns = long.Parse("0" + fraction.PadRight(9, '0')[..9], CultureInfo.InvariantCulture);
        return (time.Ticks - DateTime.UnixEpoch.Ticks) * 100 + ns;
    }

    /// <summary>What the header tells about the detector, named.</summary>
    public IEnumerable<(string Key, string Value)> Describe()
    {
        for (int i = 1; i < Math.Min(Fields.Count, FieldNames.Length); i++) yield return (FieldNames[i], Fields[i]);
        if (Fields.Count >= 22) yield return ("Thresholds (keV)", string.Join(",", Fields.Skip(14).Take(8)));
        if (Extended is not int extended) yield break;
        yield return ("Time stamp (UTC, ns)", Fields[extended + 1]);
        yield return ("Shutter time (ns)", Fields[extended + 2]);
        yield return ("Counter depth", Fields[extended + 3]);
    }

    private static string[] SplitFields(ReadOnlySpan<byte> header)
    {
        int padding = header.IndexOf((byte)0);
        string text = Encoding.Latin1.GetString(padding < 0 ? header : header[..padding]);
        return text.Split(',', StringSplitOptions.TrimEntries);
    }

    private static int Number(string[] fields, int index, int least, int most, string path, string place)
    {
        bool isNumber = int.TryParse(fields[index], NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (isNumber && number >= least && number <= most) return number;
        string found = Printable.Shorten(fields[index]);
        string name = FieldNames[index].ToLowerInvariant();
        throw new CubeFileException(path, $"{place} gives \"{found}\" as {name}, where {least} to {most} is possible; the file is damaged");
    }
}
