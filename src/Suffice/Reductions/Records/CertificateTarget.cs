namespace Suffice.Reductions.Records;

/// <summary>What was asked for, and what the record gives.</summary>
/// <param name="Request">The view with nothing left open.</param>
/// <param name="Sigma">Shot noise in the target's unit, measured by thinning a sample; null where the samples are no counts.</param>
/// <param name="Limit">The largest error that the tolerance allows.</param>
/// <param name="Form">What of the record answers it.</param>
/// <param name="Error">Of the whole scan, exact; of a sample with an interval where the reduction was quick.</param>
public sealed record CertificateTarget(
    string Name, string Request, string Tolerance, string Measure, string Latitude, string Unit, CertificateInterval? Sigma, double Size, double Limit,
    string Form, CertificateError Error, CertificateHeldOut? HeldOut);
