using System.Globalization;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Sources.DirectElectron;

/// <summary>The _info.txt beside a movie: how it was taken.</summary>
internal sealed class MovieInfo
{
    private MovieInfo(IReadOnlyList<(string Key, string Value)> entries) => Entries = entries;

    /// <summary>Keys and values in the file's order.</summary>
    public IReadOnlyList<(string Key, string Value)> Entries { get; }

    public bool IsScan => Value("Scan - Enable") == "Enable";

    public bool IsRaster => Value("Scan - Type") is null or "Raster";

    /// <summary>Counted electrons are stored as bytes without a sign, for which MRC has no mode.</summary>
    public bool HasUnsignedBytes => Value("Autosave Counted Movie Pixel Format") == "uint8";

    public static MovieInfo Read(string path)
    {
        using SourceFile file = SourceFile.Open(path);
        string text = Encoding.Latin1.GetString(file.ReadStart(MrcFormat.MaxTextBytes));
        return new([.. from line in text.Split('\n')
                       let at = line.IndexOf('=', StringComparison.Ordinal)
                       where at > 0
                       select (line[..at].Trim(), line[(at + 1)..].Trim())]);
    }

    /// <summary>A positive number; null where the file has none, or -1, which stands for unknown.</summary>
    public double? Number(string key) =>
        double.TryParse(Value(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value > 0 ? value : null;

    /// <summary>What is said of a raster's size, the part that was scanned first.</summary>
    public IEnumerable<DeclaredScan> Rasters()
    {
        if (!IsScan || !IsRaster) yield break;
        string[] kinds = Value("Scan - ROI Enable") == "Enable" ? ["Scan - ROI Size", "Scan - Size"] : ["Scan - Size"];
        double repeats = Number("Scan - Repeats") ?? 1, framesPerPoint = Number("Scan - Camera Frames Per Point") ?? 1;
        foreach (string kind in kinds)
            if (Number(kind + " Y") is <= int.MaxValue and double rows && Number(kind + " X") is <= int.MaxValue and double columns)
                yield return new((long)(rows * Math.Min(repeats, 1e6)), (long)(columns * Math.Min(framesPerPoint, 1e6)),
                    string.Create(CultureInfo.InvariantCulture, $"from the _info.txt: {kind} {rows} x {columns}, {repeats} repeats, {framesPerPoint} frames per point"));
    }

    private string? Value(string key) => Entries.FirstOrDefault(entry => entry.Key == key).Value;
}
