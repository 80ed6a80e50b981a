using System.Collections.Immutable;
using Suffice.Reductions.Records;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>What a reduction gave.</summary>
/// <param name="Path">The record.</param>
/// <param name="Confirming">What the last pass over all data took.</param>
/// <param name="Maps">For each target its values from the data and its errors, to be looked at.</param>
public sealed record ReductionOutcome(Certificate Certificate, string Path, TimeSpan Confirming, ImmutableArray<TargetMapsOfRecord> Maps);

/// <summary>A target's values, and where the record's are off.</summary>
/// <param name="Values">From the data; empty where they were not computed.</param>
/// <param name="Error">Error at each position; null where it was not computed.</param>
public sealed record TargetMapsOfRecord(string Target, ImmutableArray<ViewResult> Values, ViewResult? Error);
