namespace Suffice.Reductions.Records;

/// <summary>What draws from the latitude's range say that the choice had not seen.</summary>
/// <param name="Largest">Largest error over tolerance.</param>
/// <param name="Bound">The same with a margin for what lies between the draws.</param>
/// <param name="PartWithin">At least this part of the range is within the tolerance, with 95 % confidence.</param>
public sealed record CertificateHeldOut(int Draws, double Largest, double Bound, double PartWithin);
