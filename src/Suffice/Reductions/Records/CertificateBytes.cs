namespace Suffice.Reductions.Records;

/// <summary>Sizes.</summary>
/// <param name="Raw">Of the samples, as they are in memory.</param>
/// <param name="Lossless">Of the full cube in Tally; estimated from the sample unless that is what was kept.</param>
/// <param name="Kept">Of the compressed arrays of the record.</param>
public sealed record CertificateBytes(long Raw, long Lossless, long Kept);
