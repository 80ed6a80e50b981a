namespace Suffice.Reductions.Records;

/// <summary>What was found of it for one target, on the sample.</summary>
/// <param name="Error">RMS, in the target's unit; null where it does not answer.</param>
/// <param name="Ratio">Error over tolerance.</param>
/// <param name="LatitudeBound">Upper bound of that over the latitude's range; null where it was not looked at.</param>
public sealed record CertificateFinding(string Target, string Verdict, CertificateInterval? Error, double? Ratio, double? LatitudeBound);
