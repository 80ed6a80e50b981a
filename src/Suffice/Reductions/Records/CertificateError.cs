namespace Suffice.Reductions.Records;

/// <summary>How far a target's values from the record are from those from the data, in the target's unit.</summary>
/// <param name="Rms">Root mean square; of labels, the part that are others.</param>
/// <param name="Percentile99">Null for labels, and where the errors are those of a sample.</param>
/// <param name="Maximum">Likewise.</param>
/// <param name="Ratio">The figure that the tolerance is about, over what it allows.</param>
public sealed record CertificateError(CertificateInterval Rms, double? Percentile99, double? Maximum, double Ratio);
