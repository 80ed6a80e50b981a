using System.Collections.Immutable;

namespace Suffice.Reductions.Records;

/// <summary>The data that a record was made of.</summary>
/// <param name="Files">Name, bytes and SHA-256 of each file.</param>
/// <param name="Centre">Row, column and radius of the disc of the undiffracted beam, in pixels; empty where none was found.</param>
/// <param name="SampledPatterns">How many patterns the beam was sought in the mean of.</param>
public sealed record CertificateSource(
    ImmutableArray<CertificateFile> Files, string Format, string? Dataset, string ScanOrigin, string Element, ImmutableArray<int> Shape,
    ImmutableArray<CertificateAxis> ScanAxes, ImmutableArray<CertificateAxis> DetectorAxes, ImmutableArray<double> Centre, int SampledPatterns, int MaskedPixels,
    ImmutableArray<string> Notes, ImmutableSortedDictionary<string, string> Metadata);
