using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Cubes;

namespace Suffice.Advice;

/// <summary>Chunks of one shape in an order in which the first few are spread evenly over the scan already, however many are taken.</summary>
internal sealed class ChunkSample(ICubeReader reader, CubeShape chunk)
{
    // The golden ratio: of all steps round a circle it leaves the smallest gaps.
    private const double Step = 0.6180339887498949, Start = 0.5;

    private readonly ChunkGrid _grid = new(reader.Cube.Shape, chunk);
    private readonly HashSet<int> _taken = [];
    private double _place = Start;

    public CubeShape Chunk => chunk;

    /// <summary>Chunks that the whole cube has.</summary>
    public int Count => _grid.Count;

    /// <summary>Chunks that have not been read yet.</summary>
    public int Left => Count - _taken.Count;

    /// <summary>Reads the next few chunks.</summary>
    public ImmutableArray<SampledChunk> Read(int count, int threads)
    {
        ImmutableArray<SampledChunk>.Builder chunks = ImmutableArray.CreateBuilder<SampledChunk>();
        while (chunks.Count < count && Left > 0)
        {
            int index = Next();
            CubeRegion region = _grid.Region(index);
            SampleBuffer samples = new(region.Extent.Samples * reader.Cube.Element.Bytes());
            chunks.Add(new SampledChunk(index, region, samples));
            reader.Read(region, samples.Span(), threads);
        }
        return chunks.ToImmutable();
    }

    private int Next()
    {
        int index = (int)(_place * Count);
        _place = (_place + Step) % 1;
        while (!_taken.Add(index)) index = (index + 1) % Count;
        return index;
    }
}
