using System.Globalization;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Sources.Merlin;

/// <summary>The .hdr file beside a .mib: what the acquisition was asked to do.</summary>
internal sealed class MerlinHdr
{
    private MerlinHdr(IReadOnlyList<(string Key, string Value)> entries) => Entries = entries;

    /// <summary>Keys and values in the file's order; what stands in parentheses belongs to the key.</summary>
    public IReadOnlyList<(string Key, string Value)> Entries { get; }

    /// <summary>Frames that the acquisition was set to; null where it was unlimited or the file does not say.</summary>
    public long? FramesInAcquisition => Number("Frames in Acquisition");

    public long? FramesPerTrigger => Number("Frames per Trigger");

    /// <summary>Bits of a counter.</summary>
    public long? CounterDepth => Number("Counter Depth");

    public long? ScanColumns => Number("ScanX");

    public long? ScanRows => Number("ScanY");

    public static MerlinHdr Read(string path)
    {
        using SourceFile file = SourceFile.Open(path);
        if (file.Bytes > MerlinFormat.MaxHdrBytes) throw NotMerlin(path);
        return Parse(file.ReadStart(MerlinFormat.MaxHdrBytes), path);
    }

    /// <summary>Parses a whole .hdr file.</summary>
    public static MerlinHdr Parse(ReadOnlySpan<byte> bytes, string path)
    {
        if (!bytes.StartsWith(MerlinFormat.HdrMagic)) throw NotMerlin(path);
        List<(string Key, string Value)> entries = [];
        foreach (string line in Encoding.Latin1.GetString(bytes).Split('\n').Skip(1))
        {
            string text = line.Trim('\r', '\0', ' ');
            if (text.StartsWith("End", StringComparison.Ordinal)) break;
            int colon = text.IndexOf(":\t", StringComparison.Ordinal);
            if (colon < 0) colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) entries.Add((text[..colon].Trim(), text[(colon + 1)..].Trim()));
        }
        return new(entries);
    }

    /// <summary>The positive number of the first key that begins so; null where there is none.</summary>
    private long? Number(string key)
    {
        string? value = Entries.FirstOrDefault(e => e.Key.StartsWith(key, StringComparison.OrdinalIgnoreCase)).Value;
        return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0 ? number : null;
    }

    private static CubeFileException NotMerlin(string path) =>
        new(path, "is not the .hdr of a Merlin detector: it does not begin with HDR,; open the .mib itself");
}
