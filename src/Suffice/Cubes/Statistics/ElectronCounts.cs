namespace Suffice.Cubes.Statistics;

/// <summary>Sums of diffraction patterns, which are electrons where the detector counts them.</summary>
/// <param name="Mean">Mean sum of a pattern, in counts.</param>
/// <param name="Minimum">Sum of the emptiest pattern, in counts; exact below 2^53.</param>
/// <param name="Maximum">Sum of the fullest pattern, in counts; exact below 2^53.</param>
public sealed record ElectronCounts(double Mean, double Minimum, double Maximum);
