namespace Suffice.Reductions.Records;

/// <summary>A map within a record.</summary>
public sealed record CertificateMap(string Request, string Result, string Path);
