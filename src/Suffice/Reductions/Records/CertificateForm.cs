using System.Collections.Immutable;

namespace Suffice.Reductions.Records;

/// <summary>One form of which the record consists.</summary>
public sealed record CertificateForm(
    string Name, string Kind, ImmutableSortedDictionary<string, double> Parameters, ImmutableArray<string> Common, string? Array, ImmutableArray<CertificateMap> Maps);
