using System.Collections.Concurrent;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>Holds the chunks of a dataset against their checksums, on all threads.</summary>
internal sealed class StoredChunks : IDisposable
{
    // Beyond this, asking the library for the addresses takes longer than reading through it.
    private const int MaxAddresses = 1 << 16;

    private readonly Hdf5Dataset _dataset;
    private readonly Hdf5ChunkStore _chunks;
    private readonly int _detectorRank;

    /// <param name="detectorRank">How many of the last axes are the detector's; 0 where there is no scan.</param>
    public StoredChunks(Hdf5File file, string path, int detectorRank)
    {
        _detectorRank = detectorRank;
        _dataset = new Hdf5Dataset(file, path);
        try
        {
            if (_dataset.Chunk.IsEmpty) throw new CubeFileException(file.Path, $"{path} is not chunked");
            _chunks = new Hdf5ChunkStore(_dataset, MaxAddresses);
        }
        catch
        {
            _dataset.Dispose();
            throw;
        }
    }

    /// <summary>Number of chunks.</summary>
    public int Count => checked((int)_chunks.Count);

    /// <summary>Where the chunks lie; null where that is not known.</summary>
    public IEnumerable<(long Address, long Bytes)>? Places => _chunks.Places;

    /// <summary>Whether our own decoders know all its filters.</summary>
    public bool IsDecodable => Hdf5CubeReader.CanDecode(_dataset);

    /// <summary>Checks every chunk and returns what is wrong, one sentence each, in the order of the chunks.</summary>
    /// <param name="decode">Whether the samples are checked too, or the stored bytes only.</param>
    /// <param name="checkedBytes">Called with the bytes of samples of each chunk.</param>
    public IReadOnlyList<string> Check(ChunkChecksum[] table, bool decode, int threads, Action<long> checkedBytes, CancellationToken cancellation)
    {
        if (table.Length != Count) return [$"{_dataset.Path} has {Count:N0} chunks, its table of checksums {table.Length:N0} rows"];
        ConcurrentDictionary<int, string> problems = [];
        Visit(decode, threads, (i, found) =>
        {
            if (Problem(found, table[i]) is { } problem) problems[i] = $"{Describe(i)}: {problem}";
            checkedBytes(_dataset.ChunkBytes());
        }, cancellation);
        return [.. problems.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
    }

    /// <summary>Takes the checksums of all chunks.</summary>
    /// <exception cref="CubeFileException">A chunk cannot be read.</exception>
    public ChunkChecksum[] Measure(int threads, CancellationToken cancellation)
    {
        ChunkChecksum[] table = new ChunkChecksum[Count];
        Visit(IsDecodable, threads, (i, found) => table[i] = found.Problem is null
            ? found.Checksum : throw new CubeFileException(_dataset.FilePath, $"{Describe(i)}: {found.Problem}"), cancellation);
        return table;
    }

    public void Dispose()
    {
        _chunks.Dispose();
        _dataset.Dispose();
    }

    private readonly record struct Found(ChunkChecksum Checksum, bool IsDecoded, string? Problem);

    private static string? Problem(Found found, ChunkChecksum expected)
    {
        bool isStored = found.Checksum.Stored == expected.Stored;
        if (found.Problem is not null) return found.Problem;
        if (!isStored) return "its stored bytes, or their checksum, are not those that were written";
        return found.IsDecoded && found.Checksum.Samples != expected.Samples ? "its samples, or their checksum, are not those that were packed" : null;
    }

    private void Visit(bool decode, int threads, Action<int, Found> visit, CancellationToken cancellation) =>
        OrderedWork.RunUnordered(Count, threads, () => new Slot(_dataset, _chunks, decode), (i, slot) => visit(i, slot.Read(i)), cancellation);

    private string Describe(int index)
    {
        long[] at = _chunks.At(index);
        string place = $"chunk ({string.Join(", ", at)}) of {_dataset.Path}";
        int scanRank = _dataset.Extents.Length - _detectorRank;
        if (_detectorRank == 0) return $"{place}, bytes {Range(0)}";
        string[] names = scanRank == 2 ? ["scan rows", "scan columns"] : [.. Enumerable.Range(0, scanRank).Select(i => scanRank == 1 ? "positions" : $"axis {i}")];
        return $"{place}, {string.Join(", ", names.Select((name, i) => $"{name} {Range(i)}"))}";
        string Range(int axis) =>
            $"{at[axis] * _dataset.Chunk[axis]}-{Math.Min((at[axis] + 1) * _dataset.Chunk[axis], _dataset.Extents[axis]) - 1}";
    }

    /// <summary>What one thread needs: a pipeline, and room for a chunk before and after it.</summary>
    private sealed class Slot(Hdf5Dataset dataset, Hdf5ChunkStore chunks, bool decode) : IDisposable
    {
        private readonly FilterPipeline? _pipeline =
            decode ? new FilterPipeline(dataset.Filters, new ChunkSpec(dataset.Element, dataset.Order, dataset.Chunk)) : null;

        private readonly SampleBuffer _samples = new(decode ? dataset.ChunkBytes() : 0);
        private byte[] _stored = [];

        public Found Read(int index)
        {
            try
            {
                long[] at = chunks.At(index);
                int length = chunks.LengthOf(at, 2L * dataset.ChunkBytes() + (1 << 20));
                // Never written: there is nothing that could change, and the fill value is part of the structure.
                if (length == 0) return new Found(default, false, null);
                if (_stored.Length < length) _stored = GC.AllocateUninitializedArray<byte>((int)Math.Min(length + length / 4L, Array.MaxLength));
                Span<byte> stored = _stored.AsSpan(0, length);
                chunks.Read(at, stored, out uint mask);
                uint crc = Crc32C.Of(stored);
                if (_pipeline is null) return new Found(new ChunkChecksum(crc, 0), false, null);
                _pipeline.Decode(stored, dataset.LeavesEdgesUnfiltered && ReachesBeyond(at) ? uint.MaxValue : mask, _samples.Span());
                return new Found(new ChunkChecksum(crc, Crc32C.Of(_samples.Span())), true, null);
            }
            catch (InvalidDataException e)
            {
                return new Found(default, false, $"it cannot be decoded ({e.Message})");
            }
            catch (CubeFileException e)
            {
                return new Found(default, false, e.Problem);
            }
        }

        public void Dispose() => _samples.Dispose();

        private bool ReachesBeyond(long[] at)
        {
            for (int axis = 0; axis < at.Length; axis++)
                if ((at[axis] + 1) * dataset.Chunk[axis] > dataset.Extents[axis]) return true;
            return false;
        }
    }
}
