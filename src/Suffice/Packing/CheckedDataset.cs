using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Suffice.Chunks;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>
/// Writes a chunked dataset of which every chunk is decoded again and compared before it goes into the file, and keeps the
/// checksums of all.
/// </summary>
internal sealed class CheckedDataset : IDisposable
{
    private readonly Hdf5File _file;
    private readonly Hdf5DatasetWriter _dataset;
    private readonly CubeShape _chunk;
    private readonly int _threads, _elementBytes;
    private readonly Func<CubeRegion, long[]> _offsetOf;
    private readonly SlotPool<Slot> _slots;
    private readonly List<ChunkChecksum> _checksums = [];

    /// <param name="layout">How the dataset is stored, in its own extents.</param>
    /// <param name="chunk">The extents of a chunk as those of a cube.</param>
    /// <param name="offsetOf">Where in the dataset a chunk of the cube begins.</param>
    public CheckedDataset(Hdf5File file, string path, Hdf5Layout layout, CubeShape chunk, Func<CubeRegion, long[]> offsetOf, int threads)
    {
        (_file, Path, _chunk, _offsetOf, _threads, _elementBytes) = (file, path, chunk, offsetOf, threads, layout.Element.Bytes());
        _dataset = Hdf5DatasetWriter.Create(file, path, layout);
        _slots = new SlotPool<Slot>(() => new Slot(layout, chunk));
    }

    public string Path { get; }

    /// <summary>Bytes of all chunks as they are stored.</summary>
    public long StoredBytes { get; private set; }

    /// <summary>A dataset of bytes, in one dimension.</summary>
    public static CheckedDataset OfBytes(Hdf5File file, string path, long length, PackCodec codec)
    {
        int chunkBytes = (int)Math.Min(length, RestBlock.MaxBytes);
        Hdf5Layout layout = new(ElementType.UInt8, ByteOrder.LittleEndian, [length], [chunkBytes], []);
        layout = layout with { Filters = codec.FiltersOf?.Invoke(layout.Spec) ?? [] };
        return new CheckedDataset(file, path, layout, new CubeShape(1, 1, 1, chunkBytes), region => [region.DetectorX], threads: 1);
    }

    /// <summary>Writes the chunks of a part of the cube.</summary>
    /// <param name="region">Begins at chunk boundaries, and ends at them or at the cube's edge; parts come in their order.</param>
    /// <param name="written">Called with the bytes of samples that each chunk holds.</param>
    /// <exception cref="InvalidDataException">A chunk does not decode to what was encoded.</exception>
    public void Write(CubeRegion region, SampleBuffer samples, Action<long> written, CancellationToken cancellation)
    {
        ChunkGrid grid = new(region.Extent, _chunk);
        OrderedWork.Run(grid.Count, _threads, _slots.Take, (i, lease) => lease.Value.Encode(grid, i, samples), (i, lease) =>
        {
            CubeRegion at = grid.Region(i);
            CubeRegion whole = new(at.ScanY + region.ScanY, at.ScanX + region.ScanX, at.DetectorY + region.DetectorY, at.DetectorX + region.DetectorX, at.Extent);
            Store(_offsetOf(whole), lease.Value);
            written(at.Extent.Samples * _elementBytes);
        }, cancellation);
    }

    /// <summary>Writes the next bytes of a dataset of bytes: a chunk, or the last part.</summary>
    public void WriteBytes(long at, ReadOnlySpan<byte> bytes)
    {
        using SampleBuffer samples = new(bytes.Length);
        bytes.CopyTo(samples.Span());
        using SlotPool<Slot>.Lease lease = _slots.Take();
        lease.Value.Encode(new ChunkGrid(new CubeShape(1, 1, 1, bytes.Length), _chunk), 0, samples);
        Store([at], lease.Value);
    }

    /// <summary>Closes the dataset and writes its table of checksums: one row for each chunk, in row-major order.</summary>
    public void Close(string tablePath)
    {
        Dispose();
        WriteTable(_file, tablePath, Path, CollectionsMarshal.AsSpan(_checksums));
    }

    /// <summary>Writes a table of checksums.</summary>
    public static void WriteTable(Hdf5File file, string tablePath, string datasetPath, ReadOnlySpan<ChunkChecksum> checksums)
    {
        Hdf5Values.WriteDataset(file, tablePath, ElementType.UInt32, [checksums.Length, 2], MemoryMarshal.AsBytes(checksums));
        Hdf5Attributes.WriteText(file, tablePath, "dataset", datasetPath);
        Hdf5Attributes.WriteText(file, tablePath, "columns", "CRC-32C of a chunk's stored bytes; CRC-32C of its samples. Chunks in row-major order");
    }

    public void Dispose()
    {
        _dataset.Dispose();
        _slots.Dispose();
    }

    private void Store(long[] offset, Slot slot)
    {
        _dataset.WriteChunk(offset, slot.Chunk.FilterMask, slot.Chunk.Encoded);
        _checksums.Add(slot.Checksum);
        StoredBytes += slot.Chunk.Encoded.Length;
    }

    private sealed class Slot(Hdf5Layout layout, CubeShape chunk) : IDisposable
    {
        public CheckedChunk Chunk { get; } = new(layout, chunk);

        public ChunkChecksum Checksum { get; private set; }

        public void Encode(ChunkGrid grid, int index, SampleBuffer samples)
        {
            Chunk.Encode(grid, index, samples);
            Checksum = Chunk.Check(index);
        }

        public void Dispose() => Chunk.Dispose();
    }
}
