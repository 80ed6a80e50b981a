using Suffice.Advice;
using Suffice.Cli.Commands;
using Suffice.Cubes;

namespace Suffice.Cli.Advising;

/// <summary>The command that packs a file as a candidate was measured.</summary>
/// <param name="File">The file that was measured.</param>
/// <param name="Options">What was said of its cube.</param>
/// <param name="Target">Name of the packed file.</param>
internal sealed record PackCommandLine(string File, CubeFileOptions Options, string Target)
{
    /// <summary>As it is typed into a shell.</summary>
    public string For(Candidate candidate)
    {
        // An HDF5 file keeps its name when it is packed, and cannot be packed into itself.
        string target = Path.GetFullPath(Target) == Path.GetFullPath(File) ? "packed_" + Target : Target;
        return string.Join(' ', Arguments(candidate, target).Prepend("suffice").Select(Quoted));
    }

    /// <summary>The program's arguments.</summary>
    public string[] Arguments(Candidate candidate, string target)
    {
        CubeShape chunk = candidate.Chunk;
        List<string> words =
        [
            "pack", File, target, "--codec", candidate.Codec.Name,
            "--chunk", $"{chunk.ScanY},{chunk.ScanX},{chunk.DetectorY},{chunk.DetectorX}",
        ];
        if (Options.Scan is { } scan) words.AddRange(["--scan", $"{scan.Rows}x{scan.Columns}"]);
        if (Options.Dwell is { } dwell) words.AddRange(["--dwell", DwellTime.Text(dwell)]);
        if (Options.DatasetPath is { } path) words.AddRange(["--path", path]);
        return [.. words];
    }

    private static string Quoted(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./,=+:@%".Contains(letter, StringComparison.Ordinal))
            ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
