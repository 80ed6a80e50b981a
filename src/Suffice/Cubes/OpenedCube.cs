using System.Collections.Immutable;

namespace Suffice.Cubes;

/// <summary>A datacube that was found in a file, with what the user should know about how it was found.</summary>
/// <param name="Format">Name of the format for messages, such as <c>Merlin .mib</c>.</param>
/// <param name="DatasetPath">Where in the file it lies; null for formats that hold one datacube.</param>
/// <param name="Reader">Reads the samples; owned by this record.</param>
/// <param name="ScanOrigin">Where the scan's shape came from, such as <c>from the .hdr: 16 frames per trigger</c>.</param>
/// <param name="Notes">What was left out or assumed, one sentence each.</param>
/// <param name="Metadata">What the headers say, in their order.</param>
public sealed record OpenedCube(
    string Format,
    string? DatasetPath,
    ICubeReader Reader,
    string ScanOrigin,
    ImmutableArray<string> Notes,
    IReadOnlyList<(string Key, string Value)> Metadata) : IDisposable
{
    /// <summary>The files that this cube was read from, the one that was asked for first.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>True for detector pixels whose samples are no measurement, row-major, one for each of a pattern; empty where no mask is known.</summary>
    public ReadOnlyMemory<bool> MaskedPixels { get; init; }

    public Cube Cube => Reader.Cube;

    public void Dispose() => Reader.Dispose();
}
