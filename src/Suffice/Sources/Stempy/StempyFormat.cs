using Suffice.Containers.Hdf5;

namespace Suffice.Sources.Stempy;

/// <summary>Electron events as stempy counts them (4D Camera), in HDF5.</summary>
/// <remarks>
/// <code>
/// /                                  attribute version: 1 where there is none, 2, 3
/// /electron_events/frames            one list of u32 for each frame: row * columns + column of every electron; attributes Nx rows, Ny columns of the detector
/// /electron_events/scan_positions    for each frame (version 3: for each position, frames / positions of them) its place in the scan,
///                                    row * columns + column; attributes Nx columns, Ny rows of the scan
/// </code>
/// What Suffice packs as events has more, which other readers do not look at:
/// <code>
/// /electron_events/frames            attribute element: type of the samples that they were, such as uint16
/// /electron_events/axis-0 to axis-3  groups, attributes name, units, scale, offset: scan rows and columns, detector rows and columns
/// </code>
/// The same pixel twice in one list is two electrons (version 1), in later versions two frames of the position. The last column
/// of the scan is the flyback as a rule, and is kept. Sources: stempy's StempyH5Format.rst and sparse_array.py.
/// </remarks>
internal static class StempyFormat
{
    public const string Name = "stempy electron events";

    public const string Frames = "/electron_events/frames", Positions = "/electron_events/scan_positions";

    public const string Element = "element";

    /// <summary>Positions of a scan and pixels of a detector that are read.</summary>
    public const long MostPositions = 1 << 26, MostPixels = 1 << 28;

    public static string Axis(int number) => $"/electron_events/axis-{number}";

    /// <summary>Whether an HDF5 file holds such events.</summary>
    public static bool IsIn(Hdf5File file) =>
        file.Describe(Frames).Kind == Hdf5NodeKind.Dataset && file.Describe(Positions).Kind == Hdf5NodeKind.Dataset;
}
