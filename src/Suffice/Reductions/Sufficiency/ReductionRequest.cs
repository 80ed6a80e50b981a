using System.Collections.Immutable;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>What a record has to be good for.</summary>
/// <param name="Targets">What was asked for, as it was written; tolerance and latitude are null where none was given.</param>
public sealed record ReductionRequest(ImmutableArray<(ViewRequest Request, Tolerance? Tolerance, Latitude? Latitude)> Targets)
{
    /// <summary>Whether errors are those of a sample, with an interval, and not of the whole scan.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Name of the only representation that is tried besides the full cube; null for all.</summary>
    public string? Only { get; init; }

    /// <summary>Everything random follows from it.</summary>
    public int Seed { get; init; } = 1;

    public int Threads { get; init; } = 1;

    public long MemoryBytes { get; init; } = 1L << 30;

    public bool Overwrite { get; init; }

    /// <summary>The command line, for the certificate.</summary>
    public string Command { get; init; } = "";
}
