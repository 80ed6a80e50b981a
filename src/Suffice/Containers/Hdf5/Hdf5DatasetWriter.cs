using System.Collections.Immutable;
using Suffice.Codecs;
using Suffice.Codecs.Bitshuffle;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>A new chunked dataset that takes encoded chunks. Chunks are placed in the file in the order of the calls.</summary>
public sealed unsafe class Hdf5DatasetWriter : IDisposable
{
    private const uint Optional = 1;
    private const int MaxRank = 32;

    private readonly Hdf5File _file;
    private readonly string _path;
    private long _id;

    private Hdf5DatasetWriter(Hdf5File file, string path, long id) => (_file, _path, _id) = (file, path, id);

    /// <summary>Creates a dataset, and the groups above it where they do not exist.</summary>
    /// <exception cref="CubeFileException">The library refuses it.</exception>
    public static Hdf5DatasetWriter Create(Hdf5File file, string path, Hdf5Layout layout)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        // A plugin that the library loads here would complete the parameters and put its name into the file: the same
        // cube must give the same file on every machine.
        _ = Hdf5Native.H5PLget_loading_state(out uint plugins);
        _ = Hdf5Native.H5PLset_loading_state(0);
        try
        {
            Forget(file, layout.Filters);
            return Create(file, path, layout, Requested);
        }
        finally
        {
            _ = Hdf5Native.H5PLset_loading_state(plugins);
        }
    }

    /// <summary>Creates a dataset whose chunks the library encodes itself, with its own filters and plugins.</summary>
    /// <param name="layout">Filters with the parameters that a user gives them: the plugin completes them.</param>
    public static Hdf5DatasetWriter CreateStock(Hdf5File file, string path, Hdf5Layout layout) =>
        Create(file, path, layout, static filter => filter.Parameters.AsSpan());

    /// <summary>Stores one encoded chunk.</summary>
    /// <param name="offset">Index of the chunk's first sample along each axis.</param>
    /// <param name="filterMask">Bit i set: filter i was left out for this chunk.</param>
    /// <exception cref="CubeFileException">It could not be written; the disk may be full.</exception>
    public void WriteChunk(ReadOnlySpan<long> offset, uint filterMask, ReadOnlySpan<byte> chunk)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        fixed (long* first = offset)
        fixed (byte* bytes = chunk)
        {
            if (Hdf5Native.H5Dwrite_chunk(_id, 0, filterMask, (ulong*)first, (nuint)chunk.Length, bytes) < 0)
                throw new CubeFileException(_file.Path, $"HDF5 cannot write a chunk of {_path} ({Hdf5Library.LastError()}); is the disk full?");
        }
    }

    /// <summary>Writes a box of samples through the library, which encodes the chunks.</summary>
    /// <param name="samples">In this machine's byte order.</param>
    public void WriteBox(ReadOnlySpan<long> start, ReadOnlySpan<long> count, SampleBuffer samples)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id fileSpace = Hdf5Id.Space(Hdf5Native.H5Dget_space(_id));
        fixed (long* first = start, extents = count)
        fixed (byte* buffer = samples.Span(0, 1))
        {
            using Hdf5Id memory = Hdf5Id.Space(Hdf5Native.H5Screate_simple(count.Length, (ulong*)extents, null));
            using Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Dget_type(_id));
            _ = Hdf5Native.H5Sselect_hyperslab(fileSpace, 0, (ulong*)first, null, (ulong*)extents, null);
            if (Hdf5Native.H5Dwrite(_id, type, memory, fileSpace, 0, buffer) < 0)
                throw new CubeFileException(_file.Path, $"HDF5 cannot write {_path} ({Hdf5Library.LastError()}); is the disk full?");
        }
    }

    public void Dispose()
    {
        if (_id < 0) return;
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        _ = Hdf5Native.H5Dclose(_id);
        _id = -1;
    }

    // A plugin that was loaded before, to read some other file, would have its say all the same; the library loads it again
    // when it is needed.
    private static void Forget(Hdf5File file, ImmutableArray<FilterSpec> filters)
    {
        const int firstPlugin = 256;
        // Forgetting flushes every file, after which the next parts lie elsewhere in it: with or without, this one is flushed.
        _ = Hdf5Native.H5Fflush(file.Id, 0);
        foreach (FilterSpec filter in filters)
            if (filter.Id >= firstPlugin && Hdf5Library.HasFilter(filter.Id)) _ = Hdf5Native.H5Zunregister(filter.Id);
    }

    // A plugin in use by an open dataset stays and completes the parameters. Bitshuffle's puts three before those that it
    // is given; the others write theirs over the same places.
    private static ReadOnlySpan<uint> Requested(FilterSpec filter) =>
        filter.Id == BitshuffleFilter.Id && Hdf5Library.HasFilter(filter.Id) ? filter.Parameters.AsSpan()[3..] : filter.Parameters.AsSpan();

    private delegate ReadOnlySpan<uint> ParametersOf(FilterSpec filter);

    private static Hdf5DatasetWriter Create(Hdf5File file, string path, Hdf5Layout layout, ParametersOf parametersOf)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layout.Extents.Length, MaxRank);
        ArgumentOutOfRangeException.ThrowIfNotEqual(layout.Chunk.Length, layout.Extents.Length);
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        if (path.LastIndexOf('/') is int slash and > 0) file.CreateGroup(path[..slash]);
        using Hdf5Id space = Space(layout);
        using Hdf5Id list = CreationList(layout, parametersOf);
        long type = Hdf5Types.Standard(layout.Element, layout.Order);
        long id = Hdf5Native.H5Dcreate2(file.Id, path, type, space, 0, list, 0);
        if (id >= 0) return new Hdf5DatasetWriter(file, path, id);
        throw new CubeFileException(file.Path, $"HDF5 cannot create the dataset {path} ({Hdf5Library.LastError()})");
    }

    private static Hdf5Id Space(Hdf5Layout layout)
    {
        ulong* extents = stackalloc ulong[MaxRank];
        ulong* maximum = stackalloc ulong[MaxRank];
        for (int i = 0; i < layout.Extents.Length; i++)
        {
            extents[i] = (ulong)layout.Extents[i];
            maximum[i] = layout.Maximum.IsEmpty ? extents[i] : (ulong)layout.Maximum[i];
        }
        return Hdf5Id.Space(Hdf5Native.H5Screate_simple(layout.Extents.Length, extents, maximum));
    }

    private static Hdf5Id CreationList(Hdf5Layout layout, ParametersOf parametersOf)
    {
        Hdf5Id list = Hdf5Id.List(Hdf5Native.H5Pcreate(Hdf5Library.Predefined("H5P_CLS_DATASET_CREATE_ID_g")));
        ulong* chunk = stackalloc ulong[MaxRank];
        for (int i = 0; i < layout.Chunk.Length; i++) chunk[i] = (ulong)layout.Chunk[i];
        _ = Hdf5Native.H5Pset_chunk(list, layout.Chunk.Length, chunk);
        // Times of modification would make two runs differ.
        _ = Hdf5Native.H5Pset_obj_track_times(list, false);
        foreach (FilterSpec filter in layout.Filters)
        {
            ReadOnlySpan<uint> parameters = parametersOf(filter);
            // Optional: a mandatory filter would need a plugin on this machine, although we never call it.
            fixed (uint* values = parameters)
                _ = Hdf5Native.H5Pset_filter(list, filter.Id, Optional, (nuint)parameters.Length, values);
        }
        if (!layout.Fill.IsEmpty)
            fixed (byte* fill = layout.Fill.AsSpan())
                _ = Hdf5Native.H5Pset_fill_value(list, Hdf5Types.Standard(layout.Element, layout.Order), fill);
        return list;
    }
}
