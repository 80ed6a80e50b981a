using System.Collections.Immutable;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Packing;

namespace Suffice.Reductions.Records;

/// <summary>
/// The array of what is kept of each pattern, written slab by slab as a scan goes by: one is compressed and stored while the next comes.
/// </summary>
internal sealed class KeptArray : IDisposable
{
    private readonly CheckedDataset _dataset;
    private readonly CubeShape _scan, _numbers;
    private readonly ElementType _element;
    private readonly int _factor, _patternBytes;
    private SampleBuffer? _buffer, _other;
    private Task _storing = Task.CompletedTask;
    private CubeRegion _slab;

    /// <param name="scan">The scan whose patterns come; of its detector extents nothing is used.</param>
    /// <param name="slab">The first slab, which the others equal but at the edges.</param>
    public KeptArray(Hdf5File file, string path, PatternRepresentation representation, CubeShape scan, CubeRegion slab, int threads)
    {
        (_scan, _element, _factor, Path) = (scan, representation.Element, representation.ScanFactor, path);
        _numbers = new CubeShape((scan.ScanY + _factor - 1) / _factor, (scan.ScanX + _factor - 1) / _factor, representation.Rows, representation.Columns);
        _patternBytes = checked((int)(_numbers.PatternSamples * _element.Bytes()));
        CubeShape chunk = ChunkOf(slab.Extent);
        Hdf5Layout layout = new(
            _element, ByteOrder.LittleEndian, [_numbers.ScanY, _numbers.ScanX, _numbers.DetectorY, _numbers.DetectorX],
            [chunk.ScanY, chunk.ScanX, chunk.DetectorY, chunk.DetectorX], []);
        layout = layout with { Filters = RecordCodec.ForPatterns(layout.Spec) };
        _dataset = new CheckedDataset(file, path, layout, chunk, region => [region.ScanY, region.ScanX, region.DetectorY, region.DetectorX], threads);
    }

    public string Path { get; }

    /// <summary>Extents of the array.</summary>
    public ImmutableArray<int> Extents => [_numbers.ScanY, _numbers.ScanX, _numbers.DetectorY, _numbers.DetectorX];

    public long StoredBytes => _dataset.StoredBytes;

    /// <summary>Makes ready for the patterns of a part of the scan.</summary>
    public void Begin(CubeRegion slab)
    {
        int rows = (slab.Extent.ScanY + _factor - 1) / _factor, columns = (slab.Extent.ScanX + _factor - 1) / _factor;
        _slab = new CubeRegion(slab.ScanY / _factor, slab.ScanX / _factor, 0, 0, _numbers with { ScanY = rows, ScanX = columns });
        long bytes = _slab.Extent.Patterns * _patternBytes;
        if (_buffer is not null && _buffer.Length >= bytes) return;
        _buffer?.Dispose();
        _buffer = new SampleBuffer(bytes);
    }

    /// <summary>Takes the numbers of one position of the kept scan; several threads at once.</summary>
    public void Take(int row, int column, ReadOnlySpan<double> stored) => StoredValues.Write(_element, stored, _buffer!.Span(
        ((long)(row - _slab.ScanY) * _slab.Extent.ScanX + column - _slab.ScanX) * _patternBytes, _patternBytes));

    /// <summary>Writes what came of the part, while the next one may come.</summary>
    /// <exception cref="InvalidDataException">An earlier part could not be written.</exception>
    public void End(CancellationToken cancellation)
    {
        _storing.GetAwaiter().GetResult();
        (SampleBuffer filled, CubeRegion slab) = (_buffer!, _slab);
        (_buffer, _other) = (_other, _buffer);
        _storing = Task.Run(() => _dataset.Write(slab, filled, _ => { }, cancellation), CancellationToken.None);
    }

    /// <summary>Writes samples that are kept as they are.</summary>
    public void Write(CubeRegion slab, SampleBuffer samples, CancellationToken cancellation) => _dataset.Write(slab, samples, _ => { }, cancellation);

    /// <summary>Closes the array and writes its checksums.</summary>
    public void Close(string table)
    {
        _storing.GetAwaiter().GetResult();
        _dataset.Close(table);
    }

    public void Dispose()
    {
        // What went wrong there was told, or something else went wrong first.
        Task.WhenAny(_storing).GetAwaiter().GetResult();
        _dataset.Dispose();
        _buffer?.Dispose();
        _other?.Dispose();
    }

    // Slabs begin and end at chunks, and chunks come in row-major order, as their table of checksums needs them: of a slab that does not
    // reach across the scan, a chunk takes all rows.
    private CubeShape ChunkOf(CubeShape slab)
    {
        int rows = Math.Min(_numbers.ScanY, (slab.ScanY + _factor - 1) / _factor), columns = Math.Min(_numbers.ScanX, (slab.ScanX + _factor - 1) / _factor);
        long most = Math.Max(1, RecordCodec.ChunkBytes / _patternBytes);
        if (columns == _numbers.ScanX) rows = Divisor(rows, most / columns);
        return _numbers with { ScanY = rows, ScanX = Divisor(columns, most / rows) };
    }

    private static int Divisor(int length, long most)
    {
        int divisor = (int)Math.Clamp(most, 1, length);
        while (length % divisor != 0) divisor--;
        return divisor;
    }
}
