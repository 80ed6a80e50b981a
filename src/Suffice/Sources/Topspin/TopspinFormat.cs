using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Suffice.Containers.Hdf5;

namespace Suffice.Sources.Topspin;

/// <summary>The files of NanoMEGAS TopSpin (scanning precession diffraction), .app5, which are HDF5.</summary>
/// <remarks>
/// <code>
/// /GUID              a session, several in a file that was exported; in TopSpin's own folders the file is one session by itself
///   Metadata           text, XML: plain elements, and ProcedureData with Item (Name, Value)
///   GUID               an image (rows, columns): virtual ones of the scan, a survey
///   GUID               a series: groups "0", "1", ... in the order of recording, each with
///     Data               the pattern (rows, columns), float32
///     Metadata           text, XML: the first element is the detector's calibration (X, Y: Offset, Scale, Unit); the second one's first
///                        item has as its value the probe's position, x and y in metres
/// </code>
/// Scans are recorded from the bottom line to the top one. Sources: the readers of RosettaSciIO and fpd.
/// </remarks>
internal static partial class TopspinFormat
{
    public const string Name = "TopSpin .app5";

    // The first patterns of a series may be missing; more than these, and it is not looked for.
    private const int FirstNumbers = 4;

    /// <summary>The sessions of a file by their paths: groups of the root, or the root itself, which is empty.</summary>
    public static IEnumerable<string> Sessions(Hdf5File file) => [.. Guids(file, "").Where(path => file.Describe(path).Kind == Hdf5NodeKind.Group), ""];

    /// <summary>The series of patterns in a file by their paths, that with the most links first.</summary>
    public static ImmutableArray<string> Series(Hdf5File file) =>
        [.. Sessions(file).SelectMany(session => Guids(file, session)).Where(path => IsSeries(file, path)).OrderByDescending(file.LinkCount)];

    /// <summary>Paths below a group whose names are GUIDs.</summary>
    public static IEnumerable<string> Guids(Hdf5File file, string group) =>
        file.LinkNames(group).Where(name => GuidName().IsMatch(name)).Select(name => $"{group}/{name}");

    public static string Data(string series, int number) => $"{series}/{number}/Data";

    public static string Metadata(string series, int number) => $"{series}/{number}/Metadata";

    private static bool IsSeries(Hdf5File file, string path) =>
        file.Describe(path).Kind == Hdf5NodeKind.Group && Enumerable.Range(0, FirstNumbers).Any(number => file.Describe(Data(path, number)).Extents.Length == 2);

    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex GuidName();
}
