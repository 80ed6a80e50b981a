using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources.Dectris;

/// <summary>
/// The scan of an acquisition. The master does not hold it, so it is taken from the most trustworthy source that there is,
/// and this source is named.
/// </summary>
/// <param name="Rows">Scan lines, incomplete ones not counted.</param>
/// <param name="Columns">Images per line, those during flyback included.</param>
/// <param name="Origin">Where the shape came from.</param>
/// <param name="Notes">What was left out or assumed.</param>
internal sealed record DectrisScan(int Rows, int Columns, string Origin, ImmutableArray<string> Notes)
{
    /// <summary>Decides on a shape.</summary>
    /// <param name="path">The master, for messages.</param>
    /// <param name="frames">Images that are there, at least 1.</param>
    /// <param name="asked">What the user said; it must fit.</param>
    /// <param name="triggers">The master's ntrigger; null where it does not say it.</param>
    /// <param name="imagesPerTrigger">The master's nimages.</param>
    public static DectrisScan Decide(string path, int frames, ScanSize? asked, DectrisSideCar? sideCar, long? triggers, long? imagesPerTrigger)
    {
        if (asked is ScanSize scan)
        {
            ScanOverride.MustHold(path, scan, frames);
            return new(scan.Rows, scan.Columns, "as given by --scan", []);
        }
        List<string> notes = [];
        DectrisScan found = FromSideCar(frames, sideCar, notes) ?? FromTriggers(frames, triggers, imagesPerTrigger)
            ?? FromSquare(frames, triggers * imagesPerTrigger) ?? new(frames, 1, "unknown: a stack of patterns",
                [$"the scan's shape is not in the files: pass --scan with rows x columns, such as {ScanOverride.Suggest(frames)}"]);
        return found with { Notes = [.. notes, .. found.Notes] };
    }

    private static DectrisScan? FromSideCar(int frames, DectrisSideCar? sideCar, List<string> notes)
    {
        if (sideCar is not { Rows: int rows, Columns: int columns }) return null;
        string name = Path.GetFileName(sideCar.FilePath), origin = $"from {name}: NumPixelsX {columns}, NumPixelsY {rows}";
        if ((long)rows * columns >= frames) return Lines(frames, columns, rows, origin);
        // More images than positions: where they divide evenly, each line has some more while the beam flies back.
        int perLine = frames / rows;
        if (frames % rows == 0 && perLine < 2L * columns)
            return Lines(frames, perLine, rows, origin,
                $"what each line has beyond NumPixelsX ({perLine} images for {columns}) is kept as columns: the flyback, probably");
        notes.Add($"{name} says {columns} by {rows} positions, which {frames:N0} images do not fit; it is left aside");
        return null;
    }

    // One trigger for each line. One for each position, or one for the whole scan, says nothing of its lines.
    private static DectrisScan? FromTriggers(int frames, long? triggers, long? perTrigger) =>
        triggers > 1 && perTrigger > 1 && (Int128)triggers.Value * perTrigger.Value >= frames && perTrigger < frames
            ? Lines(frames, perTrigger.Value, triggers.Value, $"from the master: {triggers} triggers of {perTrigger} images") : null;

    private static DectrisScan? FromSquare(int frames, long? planned)
    {
        if (frames == 1) return new(1, 1, "a single pattern", []);
        long all = Math.Max(frames, planned ?? 0), side = (long)Math.Sqrt(all);
        if (side * side != all) return null;
        return Lines(frames, side, side, $"assumed square: {all} images",
            "nothing but the number of images suggests a square scan: pass --scan if it is not");
    }

    private static DectrisScan Lines(int frames, long columns, long planned, string origin, string? note = null)
    {
        ImmutableArray<string> notes = note is null ? [] : [note];
        if (columns > frames)
            return new(1, frames, origin, notes.Add($"the scan ended within its first line: {frames:N0} of {columns:N0} images"));
        int rows = (int)(frames / columns);
        long left = frames - rows * columns;
        if (left > 0) notes = notes.Add($"the last line is incomplete: its {left:N0} of {columns:N0} images are left out");
        if (rows < planned) notes = notes.Add($"the scan has {rows:N0} of {planned:N0} lines");
        return new(rows, (int)columns, origin, notes);
    }
}
