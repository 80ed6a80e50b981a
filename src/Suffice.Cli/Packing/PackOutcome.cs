using Suffice.Packing;

namespace Suffice.Cli.Packing;

/// <summary>What became of one source.</summary>
/// <param name="Report">What was packed; null where nothing was.</param>
/// <param name="Failure">Why not, or why the source was not deleted; null where all went well.</param>
/// <param name="IsSkipped">Whether it was packed before.</param>
internal sealed record PackOutcome(string Source, string Target, PackReport? Report, string? Failure, bool IsSkipped = false, bool IsDeleted = false);
