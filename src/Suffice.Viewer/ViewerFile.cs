using Suffice.Cubes;

namespace Suffice.Viewer;

/// <summary>A file to look at.</summary>
/// <param name="Path">As the user gave it; commands that the page shows name it so.</param>
/// <param name="Open">Opens its cube, after whatever check it needs; called more than once, for every reader reads for itself.</param>
public sealed record ViewerFile(string Path, Func<OpenedCube> Open)
{
    /// <summary>What the file's certificate says that it suffices for, a line for each target; empty for a file without one.</summary>
    public string Verdict { get; init; } = "";
}
