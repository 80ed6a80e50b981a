namespace Suffice.Reductions.Records;

/// <summary>One file of the source.</summary>
public sealed record CertificateFile(string Name, long Bytes, string Sha256);
