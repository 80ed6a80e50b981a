using System.Buffers.Binary;
using Suffice.Cubes;
using Suffice.Sources.Events;

namespace Suffice.Sources.Timepix3;

/// <summary>Opens recordings of Timepix3 detectors and counts their hits into patterns; <see cref="TimepixFormat"/> describes them.</summary>
public static class TimepixReader
{
    // One number for each position is held while the file is open.
    private const long MostPositions = 1 << 26;

    // Words of a file without chunk headers that are looked at: nearly all are hits.
    private const int SampledWords = 512;

    /// <summary>Whether a file begins with a chunk, or is a .raw whose words are hits.</summary>
    public static bool IsTimepix(ReadOnlySpan<byte> start, string path)
    {
        if (start.StartsWith("TPX3"u8)) return true;
        if (!path.EndsWith(".raw", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".tpx3", StringComparison.OrdinalIgnoreCase)) return false;
        using SourceFile file = SourceFile.Open(path);
        byte[] words = file.ReadStart(SampledWords * TimepixFormat.WordBytes);
        int count = words.Length / TimepixFormat.WordBytes, hits = 0;
        for (int i = 0; i < count; i++)
            if ((BinaryPrimitives.ReadUInt64LittleEndian(words.AsSpan(i * TimepixFormat.WordBytes)) >> 60) is 0xB or 0x6 or 0x4) hits++;
        return count > 0 && hits * 10 > count * 9;
    }

    /// <summary>Opens a recording. Without a scan all hits are one pattern.</summary>
    /// <param name="scan">Size of the scan: by line triggers where there is one for each row, else by equal shares of the time.</param>
    /// <param name="dwell">Time at each position; null to share a line, or the recording, equally.</param>
    /// <exception cref="CubeFileException">The file is damaged, or has no hits.</exception>
    public static OpenedCube Open(string path, ScanSize? scan = null, TimeSpan? dwell = null)
    {
        SourceFile file = SourceFile.Open(path);
        try
        {
            TimepixStream stream = new(file);
            TimepixSurvey survey = TimepixSurvey.Of(stream);
            if (survey.Hits == 0) throw new CubeFileException(path, "holds no hit of a Timepix3 detector");
            ScanSize size = scan ?? new ScanSize(1, 1);
            if (size.Positions > MostPositions) throw new CubeFileException(path, $"--scan {size} has {size.Positions:N0} positions; at most {MostPositions:N0} are read from events");
            double? dwellSteps = scan is not null && dwell is TimeSpan time ? time.TotalNanoseconds / TimepixFormat.StepNs : null;
            ScanClock clock = new(survey, size, dwellSteps);
            TimepixEvents events = new(file, stream, survey, clock, size);
            string origin = scan is null ? "all hits in one pattern: give --scan rows x columns" : clock.Origin;
            return new(TimepixFormat.Name, null, new EventCubeReader(Describe(survey, events, size), events), origin, [.. Notes(file, survey, events)], [.. Metadata(survey)])
            {
                Files = [path],
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Cube Describe(TimepixSurvey survey, TimepixEvents events, ScanSize scan)
    {
        int columns = survey.Chips * TimepixFormat.ChipPixels;
        return new(EventCubeReader.ElementFor(events.MostHits), SampleOrder.Native,
            [new("scan_y", scan.Rows, Unit: "pixels"), new("scan_x", scan.Columns, Unit: "pixels")],
            [new("detector_y", TimepixFormat.ChipPixels, Unit: "pixels"), new("detector_x", columns, Unit: "pixels")],
            new(scan.Rows, scan.Columns, TimepixFormat.ChipPixels, columns));
    }

    private static IEnumerable<string> Notes(SourceFile file, TimepixSurvey survey, TimepixEvents events)
    {
        yield return "each hit counts as one: clusters of one electron are not joined, and the cube keeps neither times of arrival nor times over threshold";
        if (survey.Chips > 1) yield return $"{survey.Chips} chips, side by side in the order of their numbers: how they were mounted is not in the file";
        if (events.Dropped > 0) yield return $"{events.Dropped:N0} of {survey.Hits:N0} hits came before the first position, after the last, or between lines, and are in no pattern";
        if (file.Bytes % TimepixFormat.WordBytes is > 0 and long left) yield return $"the last {left} bytes are no whole word";
    }

    private static IEnumerable<(string, string)> Metadata(TimepixSurvey survey) =>
    [
        ("hits", $"{survey.Hits:N0}"), ("chips", $"{survey.Chips}"), ("line triggers", $"{survey.Triggers.Length:N0}"),
        ("duration (s)", $"{(survey.Last - survey.First) * TimepixFormat.StepNs * 1e-9:0.######}"),
    ];
}
