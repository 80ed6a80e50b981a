using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>Takes one list of a ragged dataset.</summary>
internal delegate void RaggedSink(long index, ReadOnlySpan<uint> values);

/// <summary>A one-dimensional dataset whose elements are lists of unsigned 32-bit integers of any length.</summary>
internal sealed unsafe class Hdf5RaggedDataset : IDisposable
{
    private const int VariableLength = 9, Integer = 0;

    // So many lists are in memory at once, as the library hands them out.
    private const int AtOnce = 1024;

    private readonly string _file, _path;
    private readonly long _id;

    /// <summary>Opens a dataset.</summary>
    /// <exception cref="CubeFileException">There is none at that path, or it holds something else.</exception>
    public Hdf5RaggedDataset(Hdf5File file, string path)
    {
        (_file, _path) = (file.Path, path);
        Hdf5Node node = file.Describe(path);
        if (node is not { Kind: Hdf5NodeKind.Dataset, Extents.Length: 1 }) throw new CubeFileException(file.Path, $"has no list of events at {path}");
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        _id = file.OpenObject(path);
        using Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Dget_type(_id));
        using Hdf5Id element = Hdf5Id.Type(Hdf5Native.H5Tget_class(type) == VariableLength ? Hdf5Native.H5Tget_super(type) : -1);
        Count = node.Extents[0];
        if (element.IsValid && Hdf5Native.H5Tget_class(element) == Integer) return;
        Dispose();
        throw new CubeFileException(file.Path, $"{path} holds {node.TypeName}, not lists of integers");
    }

    /// <summary>Number of lists.</summary>
    public long Count { get; }

    /// <summary>Hands out lists that follow each other.</summary>
    public void Read(long first, long count, RaggedSink sink)
    {
        for (long next = first; next < first + count; next += AtOnce) ReadBlock(next, (int)Math.Min(AtOnce, first + count - next), sink);
    }

    public void Dispose()
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        _ = Hdf5Native.H5Oclose(_id);
    }

    private void ReadBlock(long first, int count, RaggedSink sink)
    {
        RaggedList* lists = stackalloc RaggedList[count];
        for (int i = 0; i < count; i++) lists[i] = new RaggedList { Length = 0, Values = null };
        ulong start = (ulong)first, length = (ulong)count;
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Tvlen_create(Hdf5Types.Standard(ElementType.UInt32, SampleOrder.Native)));
        using Hdf5Id space = Hdf5Id.Space(Hdf5Native.H5Dget_space(_id)), memory = Hdf5Id.Space(Hdf5Native.H5Screate_simple(1, &length, null));
        _ = Hdf5Native.H5Sselect_hyperslab(space, 0, &start, null, &length, null);
        try
        {
            if (Hdf5Native.H5Dread(_id, type, memory, space, 0, lists) < 0)
                throw new CubeFileException(_file, $"{_path} cannot be read from element {first:N0} on: {Hdf5Library.LastError()}");
            for (int i = 0; i < count; i++) sink(first + i, new ReadOnlySpan<uint>(lists[i].Values, checked((int)lists[i].Length)));
        }
        finally
        {
            _ = Hdf5Native.H5Dvlen_reclaim(type, memory, 0, lists);
        }
    }
}
