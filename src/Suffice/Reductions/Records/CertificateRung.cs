using System.Collections.Immutable;

namespace Suffice.Reductions.Records;

/// <summary>One representation that was tried.</summary>
/// <param name="EstimatedBytes">Of the whole scan, from those of the sample.</param>
public sealed record CertificateRung(
    string Name, string Title, long EstimatedBytes, string Recovers, string Asserts, ImmutableArray<CertificateFinding> Findings, ImmutableArray<string> Serves);
