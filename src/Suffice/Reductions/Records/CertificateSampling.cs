namespace Suffice.Reductions.Records;

/// <summary>How the ladder was explored and the choice confirmed.</summary>
/// <param name="Part">Part of the scan in each of the two samples; 1 where both were all of it.</param>
/// <param name="IsQuick">Whether the errors are those of the sample.</param>
public sealed record CertificateSampling(int Positions, double Part, int Seed, bool IsQuick);
