using Suffice.Cubes;

namespace Suffice.Sources.Merlin;

/// <summary>
/// The scan of a Merlin acquisition. No header states it reliably, so it is taken from the most trustworthy source that
/// there is, and this source is named.
/// </summary>
internal static class MerlinScan
{
    private const string FlybackNote = "each line has one frame more than there are lines, kept as its last column: the flyback, probably";

    // A smaller number is the product of neighbours, such as 12, too often by chance.
    private const int LeastSquare = 8;

    /// <summary>Decides on a shape.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="frames">Complete frames in the file, at least 1.</param>
    /// <param name="asked">What the user said; it must fit.</param>
    /// <param name="hdr">The settings, where there are any.</param>
    /// <param name="lineLength">Looks for lines in the time stamps; called only when nothing better is known.</param>
    public static ScanShape Decide(string path, int frames, ScanSize? asked, MerlinHdr? hdr, Func<int?> lineLength)
    {
        if (asked is ScanSize scan)
        {
            ScanOverride.MustHold(path, scan, frames);
            return new(scan.Rows, scan.Columns, "as given by --scan", []);
        }
        ScanShape found = FromScanKeys(frames, hdr) ?? FromTriggers(frames, hdr) ?? FromTimes(frames, lineLength) ?? FromSquare(frames, hdr)
            ?? FromSquareWithFlyback(frames, hdr) ?? ScanShape.Stack(frames);
        return found with { Notes = [.. Disagreements(frames, found, hdr), .. found.Notes] };
    }

    private static IEnumerable<string> Disagreements(int frames, ScanShape found, MerlinHdr? hdr)
    {
        if (hdr?.FramesInAcquisition is long planned && planned != frames)
            yield return $"the .hdr says {planned:N0} frames in the acquisition, the file holds {frames:N0}{Missing(frames, planned)}";
        if (hdr is { ScanColumns: long columns, ScanRows: long rows } && (found.Rows, found.Columns) != (rows, columns))
            yield return $"the .hdr says {columns:N0} (ScanX) by {rows:N0} (ScanY) positions, the file holds {frames:N0} frames";
    }

    private static string Missing(int frames, long planned) =>
        frames > planned ? "" : planned - frames == 1 ? $": frame {planned:N0} is missing" : $": frames {frames + 1:N0} to {planned:N0} are missing";

    private static ScanShape? FromScanKeys(int frames, MerlinHdr? hdr)
    {
        if (hdr is not { ScanColumns: long columns, ScanRows: long rows }) return null;
        string origin = $"from the .hdr: ScanX {columns}, ScanY {rows}";
        if ((Int128)columns * rows >= frames) return ScanShape.Lines(frames, columns, origin);
        // More frames than positions: where they divide evenly, each line has some more while the beam flies back.
        if (frames % rows == 0)
            return ScanShape.Lines(frames, frames / rows, origin,
                $"each line has {frames / rows - columns} frames more than ScanX, kept as columns: the flyback, probably");
        return null;
    }

    private static ScanShape? FromTriggers(int frames, MerlinHdr? hdr)
    {
        if (hdr?.FramesPerTrigger is not long perTrigger || perTrigger < 2) return null;
        // One trigger for the whole scan says nothing about its lines.
        if (perTrigger >= (hdr.FramesInAcquisition ?? frames) || perTrigger >= frames) return null;
        long lines = Math.Max(frames, hdr.FramesInAcquisition ?? 0) / perTrigger;
        string? flyback = perTrigger == lines + 1 && lines >= LeastSquare ? FlybackNote : null;
        return ScanShape.Lines(frames, perTrigger, $"from the .hdr: {perTrigger} frames per trigger", flyback);
    }

    private static ScanShape? FromTimes(int frames, Func<int?> lineLength) =>
        lineLength() is int columns ? ScanShape.Lines(frames, columns, $"from the time stamps: a longer step after every {columns} frames") : null;

    private static ScanShape? FromSquare(int frames, MerlinHdr? hdr) =>
        ScanShape.Square(frames, Math.Max(frames, hdr?.FramesInAcquisition ?? 0));

    private static ScanShape? FromSquareWithFlyback(int frames, MerlinHdr? hdr)
    {
        long planned = Math.Max(frames, hdr?.FramesInAcquisition ?? 0);
        long side = (long)Math.Sqrt(planned);
        if (side < LeastSquare || side >= int.MaxValue || side * (side + 1) != planned) return null;
        return ScanShape.Lines(frames, side + 1, $"assumed square with one more frame in each line: {planned} frames are {side} lines of {side + 1}",
            FlybackNote + "; pass --scan if the scan is another");
    }
}
