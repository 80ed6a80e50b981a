namespace Suffice.Reductions.Records;

/// <summary>How far a target's values from the record are from those from the data, in the target's unit.</summary>
/// <param name="Ratio">The figure that the tolerance is about, over what it allows.</param>
public sealed record CertificateError(CertificateInterval Rms, double? Percentile99, double? Maximum, double Ratio);
