using Microsoft.Win32.SafeHandles;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>
/// The stored bytes of a dataset's chunks. Where the addresses can be had cheaply, threads read the file themselves;
/// else the library reads, one thread at a time, which for compressed bytes is fast enough.
/// </summary>
internal sealed unsafe class Hdf5ChunkStore : IDisposable
{
    // Asking for an address walks the index from its start (1.10, 1.12): 84 ms for 4,096 chunks, 20 s for 65,536.
    private const int MaxAddresses = 4096;

    private readonly Hdf5Dataset _dataset;
    private readonly long[] _counts;
    private readonly (long Address, uint Bytes, uint Mask)[]? _index;
    private readonly SafeFileHandle? _file;
    private readonly long _fileBytes;

    /// <param name="maxAddresses">With more chunks than this the library reads, and nobody knows their addresses.</param>
    public Hdf5ChunkStore(Hdf5Dataset dataset, int maxAddresses = MaxAddresses)
    {
        _dataset = dataset;
        _counts = [.. dataset.Extents.Select((extent, i) => (extent + dataset.Chunk[i] - 1) / dataset.Chunk[i])];
        double count = _counts.Aggregate(1.0, (product, n) => product * n);
        if (count == 0 || count > maxAddresses || DataFile() is not { } path) return;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        _fileBytes = RandomAccess.GetLength(_file);
        _index = ReadIndex((int)count);
    }

    /// <summary>Number of chunks along each axis.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>Number of chunks.</summary>
    public long Count => _counts.Aggregate(1L, (product, n) => checked(product * n));

    /// <summary>Whether a part of a chunk can be read.</summary>
    public bool ReadsParts => _index is not null;

    /// <summary>Where the written chunks lie in the file, in row-major order; null where that is not known.</summary>
    public IEnumerable<(long Address, long Bytes)>? Places =>
        _index?.Where(chunk => chunk.Address >= 0).Select(chunk => (chunk.Address, (long)chunk.Bytes));

    /// <summary>Coordinates of chunk <paramref name="flat"/> in row-major order.</summary>
    public long[] At(long flat) => ChunkMap.Unflatten(flat, _counts);

    /// <summary>Stored length of the chunk at these chunk coordinates; 0 if it was never written.</summary>
    /// <param name="limit">A longer chunk cannot be right.</param>
    public int LengthOf(ReadOnlySpan<long> chunk, long limit)
    {
        if (_index is null) return LengthByLibrary(chunk, limit);
        (long address, uint bytes, _) = _index[Flat(chunk)];
        if (address < 0 || bytes == 0) return 0;
        if (bytes > limit || address > _fileBytes - bytes) throw Damaged(chunk, $"claims {bytes} bytes at {address}");
        return (int)bytes;
    }

    /// <summary>Reads the chunk's bytes.</summary>
    /// <param name="target">As long as <see cref="LengthOf"/> says; shorter, for the chunk's beginning, where <see cref="ReadsParts"/>.</param>
    /// <param name="mask">Bit i set: filter i was left out for this chunk.</param>
    public void Read(ReadOnlySpan<long> chunk, Span<byte> target, out uint mask)
    {
        if (_index is null)
        {
            ReadByLibrary(chunk, target, out mask);
            return;
        }
        (long address, _, mask) = _index[Flat(chunk)];
        for (int done = 0; done < target.Length;)
        {
            int read = RandomAccess.Read(_file!, target[done..], address + done);
            if (read == 0) throw Damaged(chunk, "ends before its length");
            done += read;
        }
    }

    /// <summary>The error for a chunk that cannot be read.</summary>
    public CubeFileException Damaged(ReadOnlySpan<long> chunk, string problem, Exception? cause = null) =>
        new(_dataset.FilePath, $"{_dataset.Path}, chunk ({string.Join(", ", chunk.ToArray())}): {problem}", cause);

    public void Dispose() => _file?.Dispose();

    private int LengthByLibrary(ReadOnlySpan<long> chunk, long limit)
    {
        ulong* offset = stackalloc ulong[chunk.Length];
        for (int i = 0; i < chunk.Length; i++) offset[i] = (ulong)(chunk[i] * _dataset.Chunk[i]);
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        // The library reports a chunk that was never written as an error, or as one without bytes.
        if (Hdf5Native.H5Dget_chunk_storage_size(_dataset.Id, offset, out ulong bytes) < 0 || bytes == 0) return 0;
        return bytes <= (ulong)limit ? (int)bytes : throw Damaged(chunk, $"claims {bytes} bytes");
    }

    private void ReadByLibrary(ReadOnlySpan<long> chunk, Span<byte> target, out uint mask)
    {
        ulong* offset = stackalloc ulong[chunk.Length];
        for (int i = 0; i < chunk.Length; i++) offset[i] = (ulong)(chunk[i] * _dataset.Chunk[i]);
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        fixed (byte* first = target)
            if (Hdf5Native.H5Dread_chunk(_dataset.Id, 0, offset, out mask, first) < 0)
                throw Damaged(chunk, $"HDF5 cannot read it ({Hdf5Library.LastError()})");
    }

    private (long, uint, uint)[] ReadIndex(int count)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        ulong* offset = stackalloc ulong[_counts.Length];
        (long, uint, uint)[] index = new (long, uint, uint)[count];
        for (int flat = 0; flat < count; flat++)
        {
            long rest = flat;
            for (int axis = _counts.Length - 1; axis >= 0; axis--)
            {
                (rest, long at) = Math.DivRem(rest, _counts[axis]);
                offset[axis] = (ulong)(at * _dataset.Chunk[axis]);
            }
            int code = Hdf5Native.H5Dget_chunk_info_by_coord(_dataset.Id, offset, out uint mask, out ulong address, out ulong bytes);
            bool written = code >= 0 && bytes > 0 && address != ulong.MaxValue;
            index[flat] = written ? ((long)address, (uint)Math.Min(bytes, uint.MaxValue), mask) : (-1, 0, 0);
        }
        return index;
    }

    private int Flat(ReadOnlySpan<long> chunk)
    {
        long flat = 0;
        for (int axis = 0; axis < chunk.Length; axis++) flat = flat * _counts[axis] + chunk[axis];
        return (int)flat;
    }

    // The file that holds the chunks may be another than the one opened. With a user block, addresses start behind it
    // in some versions and include it in others: then the library reads.
    private string? DataFile()
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        long file = Hdf5Native.H5Iget_file_id(_dataset.Id);
        if (file < 0) return null;
        using Hdf5Id list = Hdf5Id.List(Hdf5Native.H5Fget_create_plist(file));
        bool plain = Hdf5Native.H5Pget_userblock(list, out ulong userBlock) >= 0 && userBlock == 0;
        _ = Hdf5Native.H5Fclose(file);
        return plain && File.Exists(_dataset.StoredIn) ? _dataset.StoredIn : null;
    }
}
