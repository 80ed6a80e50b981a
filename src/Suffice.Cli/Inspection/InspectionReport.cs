using Suffice.Cubes;
using Suffice.Cubes.Statistics;

namespace Suffice.Cli.Inspection;

/// <summary>Everything that <c>suffice inspect</c> found out about one datacube.</summary>
/// <param name="FileName">As the user gave it, or without its folder.</param>
/// <param name="Format">Name of the file's format, such as <c>Merlin MIB</c>.</param>
/// <param name="DatasetPath">Path of the dataset within a container; null for files of one dataset.</param>
/// <param name="Cube">Element type, extents and calibration.</param>
/// <param name="ScanOrigin">How the scan shape was found, as a phrase: <c>from the .hdr file beside it</c>.</param>
/// <param name="Notes">Sentences that the user should read.</param>
/// <param name="Metadata">Names and values from the file, in its order.</param>
/// <param name="Statistics">Of all samples.</param>
/// <param name="Compression">Ratios of real codecs on a sample of the file; null where none were tried.</param>
internal sealed record InspectionReport(
    string FileName,
    string Format,
    string? DatasetPath,
    Cube Cube,
    string ScanOrigin,
    IReadOnlyList<string> Notes,
    IReadOnlyList<KeyValuePair<string, string>> Metadata,
    CubeStatistics Statistics,
    IReadOnlyList<SampledCompression>? Compression = null);
