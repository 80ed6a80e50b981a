namespace Suffice.Reductions.Records;

/// <summary>One axis: <c>offset + scale * index</c>.</summary>
public sealed record CertificateAxis(string Name, int Length, double Scale, double Offset, string Unit);
