using BenchmarkDotNet.Attributes;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Cubes;

namespace Suffice.Benchmarks;

/// <summary>One filter on one block of counts, on one thread, from dark field to bright field.</summary>
public abstract class FilterBenchmarks
{
    private protected static readonly ChunkSpec Chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [2, 4, 128, 128]);

    private readonly byte[] _decoded = new byte[Chunk.Bytes];
    private byte[] _samples = [];
    private byte[] _encoded = [];
    private int _encodedBytes;
    private FilterPipeline _pipeline = new([], Chunk);

    [Params(0.01, 0.3, 20)]
    public double ElectronsPerPixel { get; set; }

    private protected abstract FilterSpec Filter { get; }

    [GlobalSetup]
    public void Prepare()
    {
        _samples = Counts.Make(ElectronsPerPixel);
        _pipeline = new FilterPipeline([Filter], Chunk);
        _encoded = new byte[_pipeline.MaxEncodedLength];
        _encodedBytes = Encode();
    }

    [Benchmark]
    public int Encode() => _pipeline.Encode(_samples, _encoded, out _);

    [Benchmark]
    public void Decode() => _pipeline.Decode(_encoded.AsSpan(0, _encodedBytes), 0, _decoded);
}
