using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>Cuts chunks out of samples and encodes them, for one thread: it owns its buffers and codec.</summary>
internal sealed class Hdf5ChunkEncoder : IDisposable
{
    private readonly FilterPipeline _pipeline;
    private readonly CubeShape _chunk;
    private readonly int _elementBytes;
    private readonly ElementType _element;
    private readonly ByteOrder _order;
    private readonly ImmutableArray<byte> _fill;
    private readonly SampleBuffer _samples;
    private readonly SampleBuffer _encoded;
    private readonly bool _isPlain;
    private (SampleBuffer Buffer, long Start, int Length) _result, _source;

    public Hdf5ChunkEncoder(Hdf5Layout layout, CubeShape chunk)
    {
        ChunkSpec spec = layout.Spec;
        (_chunk, _element, _order, _fill) = (chunk, layout.Element, layout.Order, layout.Fill);
        _elementBytes = layout.Element.Bytes();
        _isPlain = layout.Filters.IsEmpty;
        _pipeline = new FilterPipeline(layout.Filters, spec);
        _samples = new SampleBuffer(spec.Bytes);
        _encoded = new SampleBuffer(_isPlain ? 0 : _pipeline.MaxEncodedLength);
        _result = _source = (_encoded, 0, 0);
    }

    /// <summary>The last chunk, encoded.</summary>
    public ReadOnlySpan<byte> Encoded => _result.Buffer.Span(_result.Start, _result.Length);

    /// <summary>The samples that the last chunk was made of, in stored order, with what lies beyond the cube.</summary>
    public ReadOnlySpan<byte> Samples => _source.Buffer.Span(_source.Start, _source.Length);

    /// <summary>Which filters the last chunk went without.</summary>
    public uint FilterMask { get; private set; }

    /// <summary>Encodes chunk <paramref name="index"/> of samples in this machine's byte order, whose extents are the grid's.</summary>
    public void Encode(ChunkGrid grid, int index, SampleBuffer samples)
    {
        CubeRegion region = grid.Region(index);
        bool isWhole = region.Extent == _chunk;
        if (!isWhole) Pad();
        bool inOnePiece = isWhole && _order == SampleOrder.Native && region.Extent.PatternSamples == grid.Cube.PatternSamples
            && (region.Extent.ScanY == 1 || region.Extent.ScanX == grid.Cube.ScanX);
        _result = inOnePiece
            ? (samples, Offset(grid.Cube, region.ScanY, region.ScanX), (int)_samples.Length) : (_samples, 0, (int)_samples.Length);
        _source = _result;
        int gathered = inOnePiece ? _source.Length : 0;
        // A piece at a time, which the filter then finds in the cache.
        Action<int> fetch = end => gathered = Gather(grid.Cube, region, samples, gathered, end);
        if (_isPlain)
        {
            // Without filters the samples are the chunk, wherever they are.
            fetch(_source.Length);
            return;
        }
        _result = (_encoded, 0, _pipeline.Encode(Samples, _encoded.Span(), fetch, out uint mask));
        FilterMask = mask;
    }

    /// <summary>Whether the last chunk, decoded again, gives the samples that it was made of.</summary>
    /// <param name="room">As long as a chunk's samples; holds them afterwards.</param>
    public bool DecodesBack(Span<byte> room)
    {
        if (_isPlain) return true;
        try
        {
            _pipeline.Decode(Encoded, FilterMask, room);
        }
        catch (InvalidDataException)
        {
            return false;
        }
        return room.SequenceEqual(Samples);
    }

    public void Dispose()
    {
        _samples.Dispose();
        _encoded.Dispose();
    }

    // Whole patterns of the chunk from a byte on until another one is passed, or the chunk ends; returns where that is.
    private int Gather(CubeShape shape, CubeRegion region, SampleBuffer samples, int from, int end)
    {
        int patternBytes = (int)_chunk.PatternSamples * _elementBytes, at = from;
        while (at < end)
        {
            (int row, int column) = Math.DivRem(at / patternBytes, _chunk.ScanX);
            int count = Math.Min((end - at - 1) / patternBytes + 1, _chunk.ScanX - column), inside = Math.Min(count, region.Extent.ScanX - column);
            // Some of the chunk may lie beyond the cube.
            if (row < region.Extent.ScanY && inside > 0)
            {
                CubeRegion source = new(region.ScanY + row, region.ScanX + column, 0, 0, shape with { ScanY = 1, ScanX = inside });
                CubeRegion target = new(source.ScanY, source.ScanX, region.DetectorY, region.DetectorX, _chunk with { ScanY = 1, ScanX = inside });
                CubeRegion box = target with { Extent = region.Extent with { ScanY = 1, ScanX = inside } };
                ReadOnlySpan<byte> patterns = Patterns(shape, samples, source.ScanY, source.ScanX, inside);
                BoxCopy.Copy(box, source, patterns, target, _samples.Span(at, inside * patternBytes), _elementBytes);
            }
            at += count * patternBytes;
        }
        SampleOrder.ToNative(_element, _order, _samples.Span(from, at - from));
        return at;
    }

    private ReadOnlySpan<byte> Patterns(CubeShape shape, SampleBuffer samples, int y, int x, long count) =>
        samples.Span(Offset(shape, y, x), checked((int)(count * shape.PatternSamples * _elementBytes)));

    private long Offset(CubeShape shape, int y, int x) => ((long)y * shape.ScanX + x) * shape.PatternSamples * _elementBytes;

    // What lies beyond the cube is the fill value, as the library would write it; Gather brings it into stored order again.
    private void Pad()
    {
        Span<byte> samples = _samples.Span();
        if (_fill.IsEmpty)
        {
            samples.Clear();
            return;
        }
        for (int i = 0; i < samples.Length; i += _fill.Length) _fill.AsSpan().CopyTo(samples[i..]);
        SampleOrder.ToNative(_element, _order, samples);
    }
}
