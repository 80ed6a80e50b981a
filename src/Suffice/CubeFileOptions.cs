using Suffice.Cubes;

namespace Suffice;

/// <summary>What a user may say about a file that it does not say itself.</summary>
/// <param name="DatasetPath">Which dataset of an HDF5 file to take; null to look for it.</param>
/// <param name="Scan">Rows and columns of the scan; null to take the file's.</param>
/// <param name="Dwell">Time at each position of a scan that is recorded as events; null to share lines, or the recording, equally. Goes with <paramref name="Scan"/>.</param>
public sealed record CubeFileOptions(string? DatasetPath = null, ScanSize? Scan = null, TimeSpan? Dwell = null);
