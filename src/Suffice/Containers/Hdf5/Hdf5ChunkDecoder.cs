using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>Reads and decodes chunks and puts their samples in place, for one thread: it owns its buffers and codec.</summary>
internal sealed class Hdf5ChunkDecoder : IDisposable
{
    private readonly Hdf5Dataset _dataset;
    private readonly Hdf5ChunkStore _chunks;
    private readonly Cube _cube;
    private readonly int _scanRank;
    private readonly int _elementBytes;
    private readonly CubeShape _pattern;
    private readonly int _patternBytes;
    private readonly FilterPipeline _pipeline;
    private readonly SampleBuffer _samples;
    private readonly long _limit;
    private byte[] _encoded = [];

    public Hdf5ChunkDecoder(Hdf5Dataset dataset, Hdf5ChunkStore chunks, Cube cube)
    {
        (_dataset, _chunks, _cube) = (dataset, chunks, cube);
        _scanRank = dataset.Extents.Length - cube.DetectorAxes.Length;
        _elementBytes = cube.Element.Bytes();
        // What a chunk holds of one pattern.
        _pattern = new CubeShape(1, 1, cube.DetectorAxes.Length == 2 ? dataset.Chunk[_scanRank] : 1, dataset.Chunk[^1]);
        _patternBytes = checked((int)_pattern.PatternSamples * _elementBytes);
        ChunkSpec spec = new(dataset.Element, dataset.Order, dataset.Chunk);
        try
        {
            _pipeline = new FilterPipeline(dataset.Filters, spec);
        }
        catch (InvalidDataException e)
        {
            throw new CubeFileException(dataset.FilePath, $"{dataset.Path}: {e.Message}", e);
        }
        _samples = new SampleBuffer(spec.Bytes);
        // No filter makes a chunk much longer than it was; more means that the size itself is damaged.
        _limit = Math.Min(2L * spec.Bytes + (1 << 20), Array.MaxLength);
    }

    /// <summary>Reads one chunk and copies what the region wants of it.</summary>
    /// <param name="chunk">Chunk coordinates, one for each axis of the dataset.</param>
    /// <param name="target">The samples of the region.</param>
    public void Read(long[] chunk, in CubeRegion region, Span<byte> target) => Read(chunk, region, target, null, null);

    /// <summary>Reads one chunk of whole patterns and hands over those that lie within the region and are wanted.</summary>
    public void Visit(long[] chunk, in CubeRegion region, PatternVisitor visit, Func<int, int, bool>? isWanted)
    {
        if (Holds(chunk, 0, (int)_samples.Length / _patternBytes, region, isWanted)) Read(chunk, region, [], visit, isWanted);
    }

    /// <summary>Whether parts of a chunk are decoded without the rest.</summary>
    public bool IsPiecewise => _pipeline.Piecewise(0) is not null;

    /// <summary>Whether the counts of a chunk of whole patterns can be had without its samples, at less cost.</summary>
    public bool IsSparse(long[] chunk)
    {
        if (!IsWholePattern() || !_chunks.ReadsParts || (_dataset.LeavesEdgesUnfiltered && ReachesBeyond(chunk)) || _pipeline.Sparse(0) is not { } filter) return false;
        int length = _chunks.LengthOf(chunk, _limit);
        if (length == 0) return false;
        Span<byte> beginning = stackalloc byte[Math.Min(length, filter.BeginningBytes)];
        _chunks.Read(chunk, beginning, out uint mask);
        return mask == 0 && filter.IsSparse(beginning, length, (int)_samples.Length / _patternBytes, (int)_pattern.PatternSamples);
    }

    /// <summary>Reads one chunk for which <see cref="IsSparse"/> holds and hands out those of its patterns that lie in the region.</summary>
    public void ReadSparse(long[] chunk, CubeRegion region, ISparseConsumer consumer)
    {
        ReadOnlySpan<byte> encoded = Load(chunk, _chunks.LengthOf(chunk, _limit), out uint mask);
        long[] within = new long[_scanRank];
        try
        {
            _pipeline.Sparse(mask)!.DecodeSparse(encoded, (pattern, counts) =>
            {
                Within(pattern, within);
                if (Flat(chunk, within) is not { } flat) return;
                (long y, long x) = Math.DivRem(flat, _cube.Shape.ScanX);
                if (region.Holds(y, x)) consumer.Take((int)y, (int)x, counts);
            });
        }
        catch (InvalidDataException e)
        {
            throw _chunks.Damaged(chunk, e.Message, e);
        }
    }

    public void Dispose() => _samples.Dispose();

    private void Read(long[] chunk, in CubeRegion region, Span<byte> target, PatternVisitor? visit, Func<int, int, bool>? isWanted)
    {
        int length = _chunks.LengthOf(chunk, _limit);
        Span<byte> direct = visit is null ? DirectTarget(chunk, region, target) : [], samples = direct.IsEmpty ? _samples.Span() : direct;
        if (length == 0) Fill(samples);
        else if (_dataset.Filters.IsEmpty && length == samples.Length) _chunks.Read(chunk, samples, out _);
        else
        {
            ReadOnlySpan<byte> encoded = Load(chunk, length, out uint mask);
            try
            {
                if (direct.IsEmpty && ScatterPieces(chunk, encoded, mask, region, target, visit, isWanted)) return;
                _pipeline.Decode(encoded, mask, samples);
            }
            catch (InvalidDataException e)
            {
                throw _chunks.Damaged(chunk, e.Message, e);
            }
        }
        if (length > 0) SampleOrder.ToNative(_dataset.Element, _dataset.Order, samples);
        if (direct.IsEmpty) Scatter(chunk, 0, samples, region, target, visit, isWanted);
    }

    private ReadOnlySpan<byte> Load(long[] chunk, int length, out uint mask)
    {
        if (_encoded.Length < length) _encoded = GC.AllocateUninitializedArray<byte>((int)Math.Min(length + length / 4L, Array.MaxLength));
        Span<byte> encoded = _encoded.AsSpan(0, length);
        _chunks.Read(chunk, encoded, out mask);
        if (_dataset.LeavesEdgesUnfiltered && ReachesBeyond(chunk)) mask = uint.MaxValue;
        return encoded;
    }

    // A piece of whole patterns is put in place while it is in the cache; the whole chunk may be longer than that.
    // One that holds nothing of the region is not decoded.
    private bool ScatterPieces(
        long[] chunk, ReadOnlySpan<byte> encoded, uint mask, in CubeRegion region, Span<byte> target, PatternVisitor? visit, Func<int, int, bool>? isWanted)
    {
        if (_pipeline.Piecewise(mask) is not { } filter) return false;
        int bytes = (int)_samples.Length, pieceBytes = filter.PieceBytes(encoded, bytes);
        if (pieceBytes == 0 || pieceBytes % _patternBytes != 0) return false;
        for (int piece = 0, start = 0; start < bytes; piece++, start += pieceBytes)
        {
            Span<byte> samples = _samples.Span(0, Math.Min(pieceBytes, bytes - start));
            if (!Holds(chunk, start / _patternBytes, samples.Length / _patternBytes, region, isWanted)) continue;
            filter.DecodePiece(encoded, bytes, piece, samples);
            SampleOrder.ToNative(_dataset.Element, _dataset.Order, samples);
            Scatter(chunk, start / _patternBytes, samples, region, target, visit, isWanted);
        }
        return true;
    }

    private void Fill(Span<byte> samples)
    {
        ReadOnlySpan<byte> fill = _dataset.Fill.AsSpan();
        if (fill.IndexOfAnyExcept((byte)0) < 0) samples.Clear();
        else for (int i = 0; i < samples.Length; i += fill.Length) fill.CopyTo(samples[i..]);
    }

    private bool ReachesBeyond(long[] chunk)
    {
        for (int axis = 0; axis < chunk.Length; axis++)
            if ((chunk[axis] + 1) * _dataset.Chunk[axis] > _dataset.Extents[axis]) return true;
        return false;
    }

    // A chunk of whole patterns that follow one another in the region as they do in the chunk decodes into its place.
    private Span<byte> DirectTarget(long[] chunk, in CubeRegion region, Span<byte> target)
    {
        bool isWhole = IsWholePattern() && region.Extent.PatternSamples == _cube.Shape.PatternSamples;
        if (!isWhole || Run(chunk) is not var (first, count)) return [];
        (long y, long x) = Math.DivRem(first, _cube.Shape.ScanX);
        (long lastY, long lastX) = Math.DivRem(first + count - 1, _cube.Shape.ScanX);
        bool inRows = y >= region.ScanY && lastY < region.ScanY + region.Extent.ScanY;
        bool inColumns = region.Extent.ScanX == _cube.Shape.ScanX
            || (y == lastY && x >= region.ScanX && lastX < region.ScanX + region.Extent.ScanX);
        if (!inRows || !inColumns) return [];
        long at = (y - region.ScanY) * region.Extent.ScanX + (x - region.ScanX);
        return target.Slice(checked((int)(at * _cube.PatternBytes)), (int)_samples.Length);
    }

    // First position and number of positions of a chunk, if they follow one another in the scan and none is beyond its edge.
    private (long First, long Count)? Run(long[] chunk)
    {
        long first = 0, count = 1;
        for (int axis = 0; axis < _scanRank; axis++)
        {
            long extent = _dataset.Chunk[axis], length = _dataset.Extents[axis];
            if ((count > 1 && extent != length) || (chunk[axis] + 1) * extent > length) return null;
            first = first * length + chunk[axis] * extent;
            count *= extent;
        }
        return (first, count);
    }

    // By its extents: along an unlimited axis a chunk may be longer than the dataset, and hold as many samples all the same.
    private bool IsWholePattern()
    {
        for (int axis = _scanRank; axis < _dataset.Extents.Length; axis++)
            if (_dataset.Chunk[axis] != _dataset.Extents[axis]) return false;
        return true;
    }

    // The samples are those of patterns of the chunk, one after the other, from the given one on.
    private void Scatter(
        long[] chunk, int firstPattern, ReadOnlySpan<byte> samples, in CubeRegion region, Span<byte> target, PatternVisitor? visit, Func<int, int, bool>? isWanted)
    {
        Span<long> within = stackalloc long[_scanRank];
        Within(firstPattern, within);
        for (int from = 0; from < samples.Length; from += _patternBytes, Advance(within))
        {
            if (Place(chunk, within) is not { } source) continue;
            CubeRegion box = BoxCopy.Intersection(source, region);
            if (box.Extent.Samples == 0) continue;
            if (visit is null) BoxCopy.Copy(box, source, samples.Slice(from, _patternBytes), region, target, _elementBytes);
            else if (isWanted is null || isWanted(source.ScanY, source.ScanX)) visit(source.ScanY, source.ScanX, samples.Slice(from, _patternBytes));
        }
    }

    // Whether any of some patterns of a chunk is wanted.
    private bool Holds(long[] chunk, int firstPattern, int patterns, in CubeRegion region, Func<int, int, bool>? isWanted)
    {
        Span<long> within = stackalloc long[_scanRank];
        Within(firstPattern, within);
        for (int i = 0; i < patterns; i++, Advance(within))
            if (Place(chunk, within) is { } source && BoxCopy.Intersection(source, region).Extent.Samples > 0
                && (isWanted is null || isWanted(source.ScanY, source.ScanX))) return true;
        return false;
    }

    // Where a pattern of a chunk lies in the cube; null beyond the dataset's edge.
    private CubeRegion? Place(long[] chunk, ReadOnlySpan<long> within)
    {
        if (Flat(chunk, within) is not { } flat) return null;
        (long y, long x) = Math.DivRem(flat, _cube.Shape.ScanX);
        int detectorY = _cube.DetectorAxes.Length == 2 ? (int)(chunk[_scanRank] * _pattern.DetectorY) : 0;
        return new CubeRegion((int)y, (int)x, detectorY, checked((int)(chunk[^1] * _pattern.DetectorX)), _pattern);
    }

    private void Within(int pattern, Span<long> within)
    {
        for (int axis = _scanRank - 1; axis >= 0; axis--) (pattern, within[axis]) = Math.DivRem(pattern, _dataset.Chunk[axis]);
    }

    private long? Flat(long[] chunk, ReadOnlySpan<long> within)
    {
        long flat = 0;
        for (int axis = 0; axis < within.Length; axis++)
        {
            long at = chunk[axis] * _dataset.Chunk[axis] + within[axis];
            if (at >= _dataset.Extents[axis]) return null;
            flat = flat * _dataset.Extents[axis] + at;
        }
        return flat;
    }

    private void Advance(Span<long> within)
    {
        for (int axis = within.Length - 1; axis >= 0 && ++within[axis] == _dataset.Chunk[axis]; axis--) within[axis] = 0;
    }
}
