using System.Buffers;
using System.Globalization;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Cubes;

namespace Suffice.Sources.Zarr;

/// <summary>Reads a cube out of the chunks of a Zarr array: several are decoded at a time, and put in place one after the other.</summary>
internal sealed class ZarrCubeReader : ICubeReader
{
    private readonly string _path, _key;
    private readonly ZipStore _store;
    private readonly ZarrArray _array;
    private readonly int[] _axisOf;
    private readonly CubeShape _chunk;
    private readonly SlotPool<Slot> _slots;

    /// <param name="key">The array's place in the store.</param>
    /// <param name="axisOf">For each of the cube's four extents the array's axis, -1 where the cube's is 1.</param>
    public ZarrCubeReader(string path, ZipStore store, string key, ZarrArray array, Cube cube, int[] axisOf)
    {
        (_path, _store, _key, _array, _axisOf, Cube) = (path, store, key, array, axisOf, cube);
        int[] chunk = [.. axisOf.Select(axis => axis < 0 ? 1 : array.Chunk[axis])];
        _chunk = new CubeShape(chunk[0], chunk[1], chunk[2], chunk[3]);
        int chunkBytes = checked((int)(_chunk.Samples * array.Element.Bytes()));
        // Made once here, so that a codec that is not known is said at opening.
        _ = array.Decoder(path);
        _slots = new(() => new Slot(array.Decoder(path), chunkBytes));
    }

    public Cube Cube { get; }

    public CubeShape BlockShape => new(
        Math.Min(_chunk.ScanY, Cube.Shape.ScanY), Math.Min(_chunk.ScanX, Cube.Shape.ScanX), Cube.Shape.DetectorY, Cube.Shape.DetectorX);

    public void Read(in CubeRegion region, Span<byte> samples, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!region.IsWithin(Cube.Shape)) throw new ArgumentException($"The region does not lie within {Cube.Shape}.", nameof(region));
        if (samples.Length != (Int128)region.Extent.Samples * Cube.Element.Bytes())
            throw new ArgumentException("The span must be exactly as long as the region.", nameof(samples));
        CubeRegion[] chunks = [.. ChunksOf(region)];
        for (int first = 0; first < chunks.Length; first += threads)
        {
            CubeRegion[] batch = chunks[first..Math.Min(first + threads, chunks.Length)];
            SlotPool<Slot>.Lease[] leases = [.. batch.Select(_ => _slots.Take())];
            try
            {
                Decode(batch, leases, threads);
                for (int i = 0; i < batch.Length; i++)
                    BoxCopy.Copy(BoxCopy.Intersection(batch[i], region), batch[i], leases[i].Value.Samples, region, samples, Cube.Element.Bytes());
            }
            finally
            {
                foreach (IDisposable lease in leases) lease.Dispose();
            }
        }
    }

    public void Dispose()
    {
        _slots.Dispose();
        _store.Dispose();
    }

    private void Decode(CubeRegion[] batch, SlotPool<Slot>.Lease[] leases, int threads)
    {
        try
        {
            Parallel.For(0, batch.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => DecodeChunk(batch[i], leases[i].Value));
        }
        catch (AggregateException many)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(many.InnerExceptions[0]);
        }
    }

    private void DecodeChunk(CubeRegion chunk, Slot slot)
    {
        string key = KeyOf(chunk);
        byte[]? stored = _store.Read(key, 2L * slot.Samples.Length + (1 << 16));
        if (stored is null)
        {
            Fill(slot.Samples);
            return;
        }
        int length = -1;
        string why = $"{stored.Length:N0} bytes";
        try
        {
            if (slot.Decoder is not null) length = slot.Decoder.Decode(stored, slot.Samples);
            else if (stored.Length == slot.Samples.Length) (length, _) = (stored.Length, stored.AsSpan().TryCopyTo(slot.Samples));
        }
        catch (InvalidDataException e)
        {
            why = e.Message;
        }
        if (length != slot.Samples.Length) throw new CubeFileException(_path, $"chunk {key} is damaged: {why}");
        SampleOrder.ToNative(_array.Element, _array.Order, slot.Samples);
    }

    private void Fill(Span<byte> samples)
    {
        if (_array.Fill.IsEmpty) samples.Clear();
        else
            for (int at = 0; at < samples.Length; at += _array.Fill.Length) _array.Fill.AsSpan().CopyTo(samples[at..]);
    }

    private string KeyOf(CubeRegion chunk)
    {
        int[] at = [chunk.ScanY / _chunk.ScanY, chunk.ScanX / _chunk.ScanX, chunk.DetectorY / _chunk.DetectorY, chunk.DetectorX / _chunk.DetectorX];
        IEnumerable<string> numbers = Enumerable.Range(0, 4).Where(i => _axisOf[i] >= 0).OrderBy(i => _axisOf[i]).Select(i => at[i].ToString(CultureInfo.InvariantCulture));
        return $"{_key}/{string.Join(_array.Separator, numbers)}";
    }

    /// <summary>The chunks that share samples with a region, with their full extents.</summary>
    private IEnumerable<CubeRegion> ChunksOf(CubeRegion region)
    {
        static IEnumerable<int> Starts(int first, int count, int step)
        {
            for (int at = first / step * step; at < first + count; at += step) yield return at;
        }

        return from y in Starts(region.ScanY, region.Extent.ScanY, _chunk.ScanY)
               from x in Starts(region.ScanX, region.Extent.ScanX, _chunk.ScanX)
               from dy in Starts(region.DetectorY, region.Extent.DetectorY, _chunk.DetectorY)
               from dx in Starts(region.DetectorX, region.Extent.DetectorX, _chunk.DetectorX)
               select new CubeRegion(y, x, dy, dx, _chunk);
    }

    /// <summary>What one thread needs to decode a chunk.</summary>
    private sealed class Slot(IChunkFilter? decoder, int chunkBytes) : IDisposable
    {
        private readonly byte[] _rented = ArrayPool<byte>.Shared.Rent(chunkBytes);

        public IChunkFilter? Decoder => decoder;

        public Span<byte> Samples => _rented.AsSpan(0, chunkBytes);

        public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
    }
}
