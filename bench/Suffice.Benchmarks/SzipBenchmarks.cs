using Suffice.Codecs;
using Suffice.Codecs.Szip;

namespace Suffice.Benchmarks;

/// <summary>Szip with prediction, in blocks of 8 pixels.</summary>
public class SzipBenchmarks : FilterBenchmarks
{
    private protected override FilterSpec Filter => SzipParameters.For(Chunk).ToSpec();
}
