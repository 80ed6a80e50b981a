using Suffice.Codecs;
using Suffice.Codecs.Lz4;

namespace Suffice.Benchmarks;

/// <summary>LZ4 in its fast mode, on samples as they are.</summary>
public class Lz4Benchmarks : FilterBenchmarks
{
    private protected override FilterSpec Filter => new(Lz4Filter.Id, 0);
}
