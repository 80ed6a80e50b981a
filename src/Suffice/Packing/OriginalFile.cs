using System.Collections.Immutable;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Sources;

namespace Suffice.Packing;

/// <summary>
/// One file of a source as a recipe: bytes that are kept as they are (the rest), and runs of patterns of the cube, each pattern
/// behind a header that belongs to the rest.
/// </summary>
/// <param name="Path">Where it is.</param>
/// <param name="Bytes">Its length when packing began.</param>
/// <param name="Runs">The patterns in it, in the order of their places; empty: the whole file is rest.</param>
/// <param name="PatternBytes">Bytes of one pattern.</param>
/// <param name="IsKept">Whether the packed file holds its bytes; false for HDF5, whose tree is kept instead.</param>
internal sealed record OriginalFile(string Path, long Bytes, DateTime Modified, ImmutableArray<PatternRun> Runs, long PatternBytes, bool IsKept)
{
    /// <summary>Name without folders.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Where the samples of the whole cube lie in it, position-fastest; null where they do not.</summary>
    public (long Offset, long Bytes)? PositionFastest { get; private init; }

    /// <summary>Bytes that are no pattern of the cube.</summary>
    public long RestBytes => Bytes - (PositionFastest?.Bytes ?? PatternBytes * Runs.Sum(run => run.Patterns));

    /// <summary>SHA-256, once the file was read.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>Looks at the files of an opened cube.</summary>
    public static ImmutableArray<OriginalFile> Of(string path, OpenedCube opened)
    {
        ImmutableArray<string> paths = opened.Files.IsDefaultOrEmpty ? [path] : opened.Files;
        // What HDF5 files hold is kept as a tree, or is the cube itself.
        HashSet<string> trees = opened.Reader switch
        {
            IHdf5Images images => [.. images.Images.Select(image => image.FilePath)],
            Hdf5CubeReader => [.. paths],
            _ => [],
        };
        ILookup<string, PatternRun> runs = (opened.Reader is IPatternFiles files ? files.Runs : []).ToLookup(run => run.Path);
        IEnumerable<OriginalFile> found = paths.Select(file =>
            Of(file, [.. runs[file].OrderBy(run => run.FirstPattern)], opened.Cube.PatternBytes, !trees.Contains(file)) with { PositionFastest = SamplesIn(file, opened) });
        // The samples first, whichever file was asked for: by it the others are named when they come back.
        return [.. found.OrderByDescending(file => file.Runs.IsEmpty && file.PositionFastest is null ? file.Bytes : long.MaxValue)];
    }

    /// <summary>Throws where the file is not as long, or not as old, as it was when packing began.</summary>
    public void MustBeUnchanged()
    {
        FileInfo now = new(Path);
        if (!now.Exists) throw new CubeFileException(Path, "the file went away while it was packed: nothing was written");
        if (now.Length != Bytes || now.LastWriteTimeUtc != Modified)
            throw new CubeFileException(Path,
                $"the file changed while it was packed, from {Bytes:N0} to {now.Length:N0} bytes: nothing was written; wait until the acquisition is done");
    }

    /// <summary>The recipe: for each run the bytes of rest before it, header bytes before each pattern, first pattern, patterns.</summary>
    public long[] Recipe()
    {
        if (PositionFastest is (long offset, long bytes)) return [offset, 0, 0, bytes / PatternBytes];
        List<long> rows = [];
        long at = 0;
        foreach (PatternRun run in Runs)
        {
            rows.AddRange([run.Offset - at, run.HeaderBytes, run.FirstPattern, run.Patterns]);
            at = run.Offset + run.Patterns * (run.HeaderBytes + PatternBytes);
        }
        return [.. rows];
    }

    private static (long Offset, long Bytes)? SamplesIn(string path, OpenedCube opened) =>
        opened.Reader is IPositionFastestFile { Samples: (string holder, long offset) } && holder == path ? (offset, opened.Cube.Bytes) : null;

    private static OriginalFile Of(string path, ImmutableArray<PatternRun> runs, long patternBytes, bool isKept)
    {
        FileInfo file = new(path);
        long at = 0;
        foreach (PatternRun run in runs)
        {
            // Patterns in another order than the file's: it is kept whole instead.
            if (run.Offset < at) return new OriginalFile(path, file.Length, file.LastWriteTimeUtc, [], patternBytes, isKept);
            at = run.Offset + run.Patterns * (run.HeaderBytes + patternBytes);
        }
        if (at > file.Length) throw new CubeFileException(path, "the file was shortened since it was opened");
        return new OriginalFile(path, file.Length, file.LastWriteTimeUtc, runs, patternBytes, isKept);
    }
}
