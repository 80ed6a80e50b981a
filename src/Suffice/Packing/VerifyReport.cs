using System.Collections.Immutable;

namespace Suffice.Packing;

/// <summary>What verifying a packed file found.</summary>
/// <param name="Chunks">Chunks that were checked.</param>
/// <param name="CheckedBytes">Bytes of samples that were decoded for it.</param>
/// <param name="Problems">What is wrong, one sentence each; empty: nothing.</param>
/// <param name="Notes">What was not checked, and why.</param>
public sealed record VerifyReport(long Chunks, long CheckedBytes, ImmutableArray<string> Problems, ImmutableArray<string> Notes)
{
    public bool IsGood => Problems.IsEmpty;

    /// <summary>Whether there was anything to hold the file against; otherwise the one problem says why not.</summary>
    public bool IsPacked { get; init; } = true;
}
