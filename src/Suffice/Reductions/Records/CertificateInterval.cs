namespace Suffice.Reductions.Records;

/// <summary>An estimate with its 95 % interval; exact where both ends are the value.</summary>
public sealed record CertificateInterval(double Value, double Lower, double Upper);
