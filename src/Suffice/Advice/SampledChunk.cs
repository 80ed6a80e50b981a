using Suffice.Cubes;

namespace Suffice.Advice;

/// <summary>One chunk of a sample, in memory.</summary>
/// <param name="Index">Its number in the scan's order.</param>
/// <param name="Region">The part of the cube that it covers.</param>
internal sealed record SampledChunk(int Index, CubeRegion Region, SampleBuffer Samples) : IDisposable
{
    public void Dispose() => Samples.Dispose();
}
