using System.Runtime.InteropServices;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>Writes a one-dimensional dataset whose elements are lists of unsigned 32-bit integers of any length, some at a time.</summary>
internal sealed unsafe class Hdf5RaggedWriter : IDisposable
{
    // So many lists, or numbers in them, are held before they are written.
    private const int MostLists = 1024, MostValues = 1 << 20;

    private readonly Hdf5File _file;
    private readonly string _path;
    private readonly long _count;
    private readonly int[] _lengths = new int[MostLists];
    private readonly List<uint> _values = [];
    private long _id, _written;
    private int _lists;

    /// <param name="count">Number of lists.</param>
    public Hdf5RaggedWriter(Hdf5File file, string path, long count)
    {
        (_file, _path, _count) = (file, path, count);
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        ulong extent = (ulong)count;
        using Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Tvlen_create(Hdf5Types.Standard(ElementType.UInt32, ByteOrder.LittleEndian)));
        using Hdf5Id space = Hdf5Id.Space(Hdf5Native.H5Screate_simple(1, &extent, null));
        using Hdf5Id list = Hdf5Id.List(Hdf5Native.H5Pcreate(Hdf5Library.Predefined("H5P_CLS_DATASET_CREATE_ID_g")));
        // Times of modification would make two runs differ.
        _ = Hdf5Native.H5Pset_obj_track_times(list, false);
        _id = Hdf5Native.H5Dcreate2(file.Id, path, type, space, 0, list, 0);
        if (_id < 0) throw Failed();
    }

    /// <summary>Adds the next list.</summary>
    public void Add(ReadOnlySpan<uint> values)
    {
        _lengths[_lists++] = values.Length;
        CollectionsMarshal.SetCount(_values, _values.Count + values.Length);
        values.CopyTo(CollectionsMarshal.AsSpan(_values)[^values.Length..]);
        if (_lists == MostLists || _values.Count >= MostValues) Flush();
    }

    /// <summary>Writes what is left.</summary>
    /// <exception cref="CubeFileException">It cannot be written, because the disk is full, for instance.</exception>
    public void Close()
    {
        Flush();
        if (_written != _count) throw new InvalidOperationException($"{_written} of {_count} lists were written");
        Dispose();
    }

    public void Dispose()
    {
        if (_id < 0) return;
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        _ = Hdf5Native.H5Dclose(_id);
        _id = -1;
    }

    private void Flush()
    {
        if (_lists == 0) return;
        RaggedList* lists = stackalloc RaggedList[_lists];
        ulong start = (ulong)_written, length = (ulong)_lists;
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Tvlen_create(Hdf5Types.Standard(ElementType.UInt32, SampleOrder.Native)));
        using Hdf5Id space = Hdf5Id.Space(Hdf5Native.H5Dget_space(_id)), memory = Hdf5Id.Space(Hdf5Native.H5Screate_simple(1, &length, null));
        _ = Hdf5Native.H5Sselect_hyperslab(space, 0, &start, null, &length, null);
        fixed (uint* values = CollectionsMarshal.AsSpan(_values))
        {
            long at = 0;
            for (int i = 0; i < _lists; at += _lengths[i++]) lists[i] = new RaggedList { Length = (nuint)_lengths[i], Values = values + at };
            if (Hdf5Native.H5Dwrite(_id, type, memory, space, 0, lists) < 0) throw Failed();
        }
        (_written, _lists) = (_written + _lists, 0);
        _values.Clear();
    }

    private CubeFileException Failed() => new(_file.Path, $"HDF5 cannot write {_path} ({Hdf5Library.LastError()}); is the disk full?");
}
