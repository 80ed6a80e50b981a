using Suffice.Cubes;

namespace Suffice.Viewer.Engine;

/// <summary>A reader for which damaged parts of the file are zeros: what is measured over a whole scan must not fail for one chunk.</summary>
internal sealed class TolerantReader(ICubeReader reader, FaultList faults) : ICubeReader
{
    public Cube Cube => reader.Cube;

    public CubeShape BlockShape => reader.BlockShape;

    public void Read(in CubeRegion region, Span<byte> samples, int threads) => faults.Read(reader, region, samples, threads);

    /// <summary>Does nothing: the reader belongs to someone else.</summary>
    public void Dispose()
    {
    }
}
