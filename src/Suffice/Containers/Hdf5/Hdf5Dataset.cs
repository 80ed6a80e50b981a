using System.Collections.Immutable;
using System.Text;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>An open dataset: how it is stored, and its samples through the library.</summary>
public sealed unsafe class Hdf5Dataset : IDisposable
{
    private const int MaxRank = 32, Chunked = 2;
    private const uint DontFilterPartialChunks = 2;

    private long _id;

    /// <summary>Opens a dataset.</summary>
    /// <exception cref="CubeFileException">There is none at that path, or its type is not one that a cube can have.</exception>
    public Hdf5Dataset(Hdf5File file, string path)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        Hdf5Node node = file.Describe(path);
        (FilePath, Path) = (file.Path, path);
        if (node.Kind == Hdf5NodeKind.BrokenLink)
            throw new CubeFileException(FilePath, node.Problem.Length > 0 ? node.Problem : $"there is no object {path}");
        if (node.Kind != Hdf5NodeKind.Dataset) throw new CubeFileException(FilePath, $"{path} is a {node.TypeName}, not a dataset");
        _id = file.OpenObject(path);
        try
        {
            Extents = node.Extents;
            using Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Dget_type(_id));
            (ElementType? element, Order, IsExact, string name) = Hdf5Types.Describe(type);
            Element = element ?? throw new CubeFileException(
                FilePath, $"{path} holds {name}; a cube needs integers of 8 to 64 bits or floats of 32 or 64 bits");
            ReadCreationList();
        }
        catch
        {
            // The library keeps a file open as long as an object in it is.
            Dispose();
            throw;
        }
    }

    /// <summary>The file that was opened; a chunk may lie in another, through an external link.</summary>
    public string FilePath { get; }

    public string Path { get; }

    /// <summary>The file that holds the dataset: that which was opened, or an external link's target; null where its name is too long.</summary>
    public string? StoredIn
    {
        get
        {
            const int room = 4096;
            using Hdf5Library.Scope scope = Hdf5Library.Enter();
            byte* name = stackalloc byte[room];
            nint length = Hdf5Native.H5Fget_name(_id, name, room);
            return length is > 0 and < room ? Encoding.UTF8.GetString(name, (int)length) : null;
        }
    }

    public ImmutableArray<long> Extents { get; }

    public ElementType Element { get; }

    /// <summary>Byte order of the stored samples.</summary>
    public ByteOrder Order { get; }

    /// <summary>Whether the stored samples are the element's bits as they are, so that we may decode them ourselves.</summary>
    public bool IsExact { get; }

    /// <summary>Extents of a chunk; empty where the dataset is not chunked.</summary>
    public ImmutableArray<int> Chunk { get; private set; } = [];

    public ImmutableArray<FilterSpec> Filters { get; private set; } = [];

    /// <summary>Whether the chunks that reach beyond the extents are stored without any filter.</summary>
    public bool LeavesEdgesUnfiltered { get; private set; }

    /// <summary>The sample, in this machine's order, that stands for what was never written.</summary>
    public ImmutableArray<byte> Fill { get; private set; } = [];

    internal long Id => _id;

    /// <summary>Bytes of one chunk's samples.</summary>
    internal int ChunkBytes() => Chunk.Aggregate(Element.Bytes(), (bytes, extent) => checked(bytes * extent));

    /// <summary>Reads a box through the library, whatever the layout and filters, in this machine's byte order.</summary>
    /// <exception cref="CubeFileException">A filter has no plugin on this machine, or the file is damaged.</exception>
    public void Read(ReadOnlySpan<long> start, ReadOnlySpan<long> count, Span<byte> samples)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id fileSpace = Hdf5Id.Space(Hdf5Native.H5Dget_space(_id));
        fixed (long* first = start, extents = count)
        fixed (byte* buffer = samples)
        {
            using Hdf5Id memory = Hdf5Id.Space(Hdf5Native.H5Screate_simple(count.Length, (ulong*)extents, null));
            _ = Hdf5Native.H5Sselect_hyperslab(fileSpace, 0, (ulong*)first, null, (ulong*)extents, null);
            long native = Hdf5Types.Standard(Element, SampleOrder.Native);
            if (Hdf5Native.H5Dread(_id, native, memory, fileSpace, 0, buffer) < 0)
                throw new CubeFileException(FilePath, $"HDF5 cannot read {Path} ({Hdf5Library.LastError()}){FilterAdvice()}");
        }
    }

    public void Dispose()
    {
        if (_id < 0) return;
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        _ = Hdf5Native.H5Dclose(_id);
        _id = -1;
    }

    private string FilterAdvice()
    {
        int[] missing = [.. Filters.Select(f => f.Id).Where(id => !Hdf5Library.HasFilter(id))];
        return missing.Length == 0 ? "" : $"; filter {string.Join(", ", missing)} has no plugin here: install it and set HDF5_PLUGIN_PATH to its folder";
    }

    private void ReadCreationList()
    {
        using Hdf5Id list = Hdf5Id.List(Hdf5Native.H5Dget_create_plist(_id));
        byte[] fill = new byte[Element.Bytes()];
        fixed (byte* value = fill) _ = Hdf5Native.H5Pget_fill_value(list, Hdf5Types.Standard(Element, SampleOrder.Native), value);
        Fill = [.. fill];
        if (Hdf5Native.H5Pget_layout(list) != Chunked) return;
        ulong* chunk = stackalloc ulong[MaxRank];
        int rank = Hdf5Native.H5Pget_chunk(list, MaxRank, chunk);
        ImmutableArray<int>.Builder extents = ImmutableArray.CreateBuilder<int>();
        double bytes = Element.Bytes();
        for (int i = 0; i < rank; i++)
        {
            bytes *= chunk[i];
            extents.Add((int)Math.Min(chunk[i], int.MaxValue));
        }
        if (bytes > MaxChunkBytes)
            throw new CubeFileException(FilePath, $"{Path} has chunks of {bytes / (1 << 20):F0} MiB; at most {MaxChunkBytes >> 20} MiB are read");
        Chunk = extents.ToImmutable();
        LeavesEdgesUnfiltered = Hdf5Native.H5Pget_chunk_opts(list, out uint options) >= 0 && (options & DontFilterPartialChunks) != 0;
        Filters = ReadFilters(list);
    }

    /// <summary>Larger chunks are refused: every thread holds two of them.</summary>
    private const long MaxChunkBytes = 1L << 30;

    private static ImmutableArray<FilterSpec> ReadFilters(long list)
    {
        const int room = 64;
        uint* values = stackalloc uint[room];
        ImmutableArray<FilterSpec>.Builder filters = ImmutableArray.CreateBuilder<FilterSpec>();
        int count = Hdf5Native.H5Pget_nfilters(list);
        for (int i = 0; i < count; i++)
        {
            nuint length = room;
            int id = Hdf5Native.H5Pget_filter2(list, (uint)i, out _, ref length, values, 0, null, out _);
            filters.Add(new FilterSpec(id, [.. new ReadOnlySpan<uint>(values, (int)Math.Min(length, room))]));
        }
        return filters.ToImmutable();
    }
}
