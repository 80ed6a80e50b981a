using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources;

/// <summary>The scan of an acquisition whose frames are only counted, with the source that its shape was taken from.</summary>
/// <param name="Rows">Scan lines; the last one may be incomplete.</param>
/// <param name="Columns">Frames per line, those during flyback included.</param>
/// <param name="Origin">Where the shape came from.</param>
/// <param name="Notes">What is missing or was assumed.</param>
internal sealed record ScanShape(int Rows, int Columns, string Origin, ImmutableArray<string> Notes)
{
    /// <summary>Decides between what files say: the first that fits the frames exactly, else the first that had more planned.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="frames">Complete frames in the file, at least 1.</param>
    /// <param name="asked">What the user said; it must fit.</param>
    /// <param name="declared">What files say, the most trustworthy first.</param>
    public static ScanShape Decide(string path, int frames, ScanSize? asked, params IReadOnlyList<DeclaredScan> declared)
    {
        if (asked is ScanSize scan)
        {
            ScanOverride.MustHold(path, scan, frames);
            return new(scan.Rows, scan.Columns, "as given by --scan", []);
        }
        foreach (DeclaredScan one in declared)
            if (one.Positions == frames) return new((int)one.Rows, (int)one.Columns, one.Origin, []);
        foreach (DeclaredScan one in declared)
            if (one.Positions > frames)
                return Lines(frames, one.Columns, one.Origin, $"{one.Positions:N0} positions were planned, the file holds {frames:N0} frames");
        string[] refused = [.. declared.Select(one => $"{one.Origin} does not hold the {frames:N0} frames of the file")];
        ScanShape guess = Square(frames, frames) ?? Stack(frames);
        return guess with { Notes = [.. refused, .. guess.Notes] };
    }

    /// <summary>Lines of so many frames; what is missing of the last one is said.</summary>
    public static ScanShape Lines(int frames, long columns, string origin, string? note = null)
    {
        ImmutableArray<string> notes = note is null ? [] : [note];
        if (columns > frames)
            return new(1, frames, origin, notes.Add($"the scan ended within its first line: {frames:N0} of {columns:N0} frames"));
        long rows = (frames + columns - 1) / columns;
        long missing = rows * columns - frames;
        if (missing > 0) notes = notes.Add($"the last line is incomplete: its last {missing:N0} of {columns:N0} positions have no frame and read as zeros");
        return new((int)rows, (int)columns, origin, notes);
    }

    /// <summary>A square of the planned frames, where their number is one; a single pattern too.</summary>
    public static ScanShape? Square(int frames, long planned)
    {
        if (frames == 1) return new(1, 1, "a single pattern", []);
        long side = (long)Math.Sqrt(planned);
        if (side * side != planned || side > int.MaxValue) return null;
        return Lines(frames, side, $"assumed square: {planned} frames",
            "nothing but the number of frames suggests a square scan: pass --scan if it is not");
    }

    /// <summary>No shape: patterns one after the other, with the scans that would fit.</summary>
    public static ScanShape Stack(int frames) => new(frames, 1, "unknown: a stack of patterns",
        [$"the scan's shape is not in the file: pass --scan with rows x columns, such as {ScanOverride.Suggest(frames)}"]);
}
