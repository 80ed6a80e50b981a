using BenchmarkDotNet.Attributes;
using Suffice.Codecs;
using Suffice.Codecs.Tally;

namespace Suffice.Benchmarks;

/// <summary>Tally; a block of 8 patterns is too few for a rate for each pixel, so this times predicted rows.</summary>
public class TallyBenchmarks : FilterBenchmarks
{
    [Params(TallyEffort.Fast, TallyEffort.Archive)]
    public TallyEffort Effort { get; set; }

    private protected override FilterSpec Filter => TallyFilter.Spec(Chunk, Effort);
}
