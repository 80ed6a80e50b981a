using Suffice.Codecs;
using Suffice.Codecs.Lzf;

namespace Suffice.Benchmarks;

/// <summary>LZF, on samples as they are.</summary>
public class LzfBenchmarks : FilterBenchmarks
{
    private protected override FilterSpec Filter => LzfFilter.SpecFor(Chunk);
}
