using System.Collections.Immutable;

namespace Suffice.Studies.Reporting;

/// <summary>What to choose for one kind of work, and why.</summary>
/// <param name="Workload">The kind of work, for a heading.</param>
/// <param name="When">When it is the reader's.</param>
/// <param name="Choice">A setting, or a sentence's head.</param>
public sealed record Guidance(string Workload, string When, string Choice, ImmutableArray<Finding> Findings);
