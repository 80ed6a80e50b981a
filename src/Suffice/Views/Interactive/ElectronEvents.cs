using System.Buffers;
using System.Runtime.InteropServices;
using Suffice.Chunks;
using Suffice.Cubes;
using Suffice.Views.Interactive.Kernels;

namespace Suffice.Views.Interactive;

/// <summary>
/// The non-zero samples of unsigned counts in memory, four bytes each: an image then costs per electron and not per pixel, and a scan
/// that is mostly zeros takes a tenth of its size or less.
/// </summary>
/// <remarks>
/// An event is 32 bits: the pixel's index in as many as the detector needs, the count in the others; a larger count takes several events.
/// Events lie in blocks, each position's in one piece.
/// </remarks>
public sealed class ElectronEvents : IResidentPatterns
{
    // Place of a position's events in one number, so that it is written at once: block + 1, first event, number of events.
    private const int PlaceBits = 22, MostBlockEvents = (1 << PlaceBits) - 1;

    private readonly CubeShape _shape;
    private readonly int _countBits;
    private readonly SampleBuffer?[] _blocks;
    private readonly long[] _places;
    private readonly Lock _gate = new();
    private readonly int _blockEvents;
    private int _blocksUsed;
    private int _used;
    private volatile bool _overflown;

    /// <param name="maxBytes">Memory for the events; when more are needed, <see cref="Fits"/> turns false.</param>
    public ElectronEvents(CubeShape shape, long maxBytes)
    {
        _shape = shape;
        int pixelBits = 1;
        while (1L << pixelBits < shape.PatternSamples) pixelBits++;
        _countBits = 32 - pixelBits;
        _places = new long[checked((int)shape.Patterns)];
        _blockEvents = (int)Math.Clamp(maxBytes / 4 / 16, 1024, MostBlockEvents);
        _blocks = new SampleBuffer?[maxBytes / 4 / _blockEvents];
    }

    /// <summary>Whether a cube's samples can be events: unsigned, with room for a count beside the pixel's index.</summary>
    public static bool CanHold(Cube cube) =>
        !cube.Element.IsFloat() && !cube.Element.IsSigned() && cube.Element.Bytes() <= 4 && cube.Shape.PatternSamples <= 1 << 26 && cube.Shape.Patterns <= 1 << 26;

    public long Bytes => _blocksUsed * 4L * _blockEvents + 8L * _places.Length;

    public bool Fits => !_overflown;

    public PositionView Filler => new View(this);

    public bool Has(int position) => Volatile.Read(ref _places[position]) != 0;

    public double[][] Image(VirtualDetector detector, int threads, CancellationToken cancellation)
    {
        sbyte[] mask = new sbyte[_shape.PatternSamples];
        foreach (PixelRun run in detector.Mask.Runs) mask.AsSpan(run.Row * _shape.DetectorX + run.Column, run.Length).Fill(-1);
        int positions = _places.Length;
        double[][] planes = detector.IsCentreOfMass ? [new double[positions], new double[positions]] : [new double[positions]];
        const int together = 256;
        OrderedWork.RunUnordered<object>((positions + together - 1) / together, threads, () => mask, (group, _) =>
        {
            for (int at = group * together; at < Math.Min(positions, (group + 1) * together); at++) Measure(detector, mask, at, planes);
        }, cancellation);
        return planes;
    }

    public void AddTo(Span<double> sum, int position) => EventKernels.Scatter(Of(position), _countBits, sum);

    public void Dispose()
    {
        lock (_gate)
        {
            _overflown = true;
            Array.Clear(_places);
            foreach (SampleBuffer? block in _blocks) block?.Dispose();
        }
    }

    private void Measure(VirtualDetector detector, sbyte[] mask, int at, double[][] planes)
    {
        if (!Has(at))
        {
            foreach (double[] plane in planes) plane[at] = double.NaN;
            return;
        }
        ReadOnlySpan<uint> events = Of(at);
        switch (detector.Response)
        {
            case ImageResponse.Sum:
                planes[0][at] = EventKernels.Sum(events, mask, _countBits);
                break;
            case ImageResponse.Maximum:
                planes[0][at] = EventKernels.Maximum(events, mask, _countBits);
                break;
            default:
                (ulong sum, ulong rows, ulong columns) = EventKernels.Moments(events, mask, _countBits, _shape.DetectorX);
                (planes[0][at], planes[1][at]) = ((double)rows / sum, (double)columns / sum);
                break;
        }
    }

    private ReadOnlySpan<uint> Of(int position)
    {
        long place = Volatile.Read(ref _places[position]);
        if (place == 0) return [];
        int block = (int)(place >> (2 * PlaceBits)) - 1, start = (int)(place >> PlaceBits) & MostBlockEvents, count = (int)place & MostBlockEvents;
        return MemoryMarshal.Cast<byte, uint>(_blocks[block]!.Span(4L * start, 4 * count));
    }

    private void Add<T>(int position, ReadOnlySpan<T> pattern) where T : unmanaged
    {
        // Room for an event of every sample; for more, only where counts are large enough to be split.
        if (_overflown || TryAdd(position, pattern, Math.Min(_blockEvents, pattern.Length)) || TryAdd(position, pattern, _blockEvents)) return;
        _overflown = true;
    }

    private void Add(int position, SparsePattern pattern)
    {
        if (_overflown || TryAdd(position, pattern, Math.Min(_blockEvents, pattern.Counts.Length)) || TryAdd(position, pattern, _blockEvents)) return;
        _overflown = true;
    }

    private bool TryAdd<T>(int position, ReadOnlySpan<T> pattern, int mostEvents) where T : unmanaged
    {
        uint[] events = ArrayPool<uint>.Shared.Rent(mostEvents);
        return TryKeep(position, events, EventKernels.Extract(pattern, _countBits, events.AsSpan(0, mostEvents)));
    }

    private bool TryAdd(int position, SparsePattern pattern, int mostEvents)
    {
        uint[] events = ArrayPool<uint>.Shared.Rent(mostEvents);
        return TryKeep(position, events, EventKernels.Extract(pattern.Counts, _countBits, events.AsSpan(0, mostEvents)));
    }

    // Gives the events back to the pool.
    private bool TryKeep(int position, uint[] events, int count)
    {
        bool isKept = Reserve(count, out int block, out int start);
        if (isKept)
        {
            MemoryMarshal.AsBytes(events.AsSpan(0, count)).CopyTo(_blocks[block]!.Span(4L * start, 4 * count));
            Volatile.Write(ref _places[position], (block + 1L) << (2 * PlaceBits) | (long)start << PlaceBits | (uint)count);
        }
        ArrayPool<uint>.Shared.Return(events);
        return isKept;
    }

    private bool Reserve(int count, out int block, out int start)
    {
        lock (_gate)
        {
            (block, start) = (_blocksUsed - 1, _used);
            if (_overflown || count < 0) return false;
            if (block < 0 || start + count > _blockEvents)
            {
                if (_blocksUsed == _blocks.Length) return false;
                _blocks[_blocksUsed] = new SampleBuffer(4L * _blockEvents);
                (block, start) = (_blocksUsed++, 0);
            }
            _used = start + count;
            return true;
        }
    }

    private sealed class View(ElectronEvents events) : PositionView, ISparsePositionView
    {
        // The unit of unsigned counts is 1.
        public void Measure(int scanY, int scanX, SparsePattern pattern) => events.Add(scanY * events._shape.ScanX + scanX, pattern);

        public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern) => events.Add(scanY * events._shape.ScanX + scanX, pattern);
    }
}
