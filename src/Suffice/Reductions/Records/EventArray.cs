using System.Runtime.InteropServices;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Packing;

namespace Suffice.Reductions.Records;

/// <summary>The array of all electrons' pixels, written in the order of the scan.</summary>
internal sealed class EventArray : IDisposable
{
    private const int ChunkEvents = 1 << 20;

    private readonly CheckedDataset _dataset;
    private readonly SampleBuffer _buffer;
    private readonly ElementType _element;
    private readonly int _chunk;
    private long _written;
    private int _pending;

    /// <param name="events">How many will come.</param>
    public EventArray(Hdf5File file, string path, ElementType element, long events)
    {
        (_element, Path, _chunk) = (element, path, (int)Math.Clamp(events, 1, ChunkEvents));
        Hdf5Layout layout = new(element, ByteOrder.LittleEndian, [Math.Max(1, events)], [_chunk], []);
        layout = layout with { Filters = RecordCodec.ForMaps(layout.Spec) };
        _dataset = new CheckedDataset(file, path, layout, new CubeShape(1, 1, 1, _chunk), region => [region.DetectorX], threads: 1);
        _buffer = new SampleBuffer((long)_chunk * element.Bytes());
    }

    public string Path { get; }

    public long StoredBytes => _dataset.StoredBytes;

    /// <summary>Adds the electrons of the next position.</summary>
    public void Add(ReadOnlySpan<uint> events)
    {
        while (events.Length > 0)
        {
            int room = Math.Min(events.Length, _chunk - _pending);
            if (_element == ElementType.UInt16)
            {
                Span<ushort> target = MemoryMarshal.Cast<byte, ushort>(_buffer.Span())[_pending..];
                for (int i = 0; i < room; i++) target[i] = (ushort)events[i];
            }
            else
            {
                events[..room].CopyTo(MemoryMarshal.Cast<byte, uint>(_buffer.Span())[_pending..]);
            }
            events = events[room..];
            if ((_pending += room) == _chunk) Flush();
        }
    }

    /// <summary>Closes the array and writes its checksums.</summary>
    public void Close(string table)
    {
        if (_written + _pending == 0)
        {
            // A scan without an electron: an array cannot be empty.
            _buffer.Span().Clear();
            _pending = 1;
        }
        if (_pending > 0) Flush();
        _dataset.Close(table);
    }

    public void Dispose()
    {
        _dataset.Dispose();
        _buffer.Dispose();
    }

    private void Flush()
    {
        _dataset.Write(new CubeRegion(0, 0, 0, checked((int)_written), new CubeShape(1, 1, 1, _pending)), _buffer, _ => { }, CancellationToken.None);
        _written += _pending;
        _pending = 0;
    }
}
