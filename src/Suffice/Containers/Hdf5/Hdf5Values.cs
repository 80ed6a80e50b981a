using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>Writes what stands beside the samples: small datasets, links, and attributes of more kinds than text and integers.</summary>
internal static unsafe class Hdf5Values
{
    /// <summary>Writes a dataset in one piece, in this machine's byte order; the groups above it are made.</summary>
    /// <param name="extents">Empty for a scalar.</param>
    public static void WriteDataset(Hdf5File file, string path, ElementType element, ReadOnlySpan<long> extents, ReadOnlySpan<byte> values)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        if (path.LastIndexOf('/') is int slash and > 0) file.CreateGroup(path[..slash]);
        using Hdf5Id space = Space(extents);
        using Hdf5Id list = Hdf5Id.List(Hdf5Native.H5Pcreate(Hdf5Library.Predefined("H5P_CLS_DATASET_CREATE_ID_g")));
        _ = Hdf5Native.H5Pset_obj_track_times(list, false);
        long type = Hdf5Types.Standard(element, SampleOrder.Native);
        using Hdf5Id dataset = Hdf5Id.Object(Hdf5Native.H5Dcreate2(file.Id, path, type, space, 0, list, 0));
        fixed (byte* first = values)
            if (!dataset.IsValid || (values.Length > 0 && Hdf5Native.H5Dwrite(dataset, type, 0, 0, 0, first) < 0)) throw Failed(file, path);
    }

    /// <summary>How far each axis of a dataset may grow; -1 for without limit.</summary>
    public static ImmutableArray<long> MaximumOf(Hdf5Dataset dataset)
    {
        const int maxRank = 32;
        long* maximum = stackalloc long[maxRank];
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id space = Hdf5Id.Space(Hdf5Native.H5Dget_space(dataset.Id));
        int rank = Hdf5Native.H5Sget_simple_extent_dims(space, null, (ulong*)maximum);
        return [.. new ReadOnlySpan<long>(maximum, Math.Max(0, rank))];
    }

    /// <summary>Reads a small dataset whole, in this machine's byte order; null where there is none of that type.</summary>
    public static byte[]? ReadDataset(Hdf5File file, string path, ElementType element)
    {
        if (file.Describe(path) is not { Kind: Hdf5NodeKind.Dataset, Element: { } found } node || found != element) return null;
        using Hdf5Dataset dataset = new(file, path);
        // A size from a damaged file must not become memory.
        double bytes = node.Samples * element.Bytes();
        if (bytes > Math.Min(Array.MaxLength, new FileInfo(file.Path).Length)) return null;
        byte[] values = new byte[(int)bytes];
        if (values.Length > 0) dataset.Read(new long[node.Extents.Length], node.Extents.AsSpan(), values);
        return values;
    }

    /// <summary>Where a dataset that lies in one piece begins in the file.</summary>
    public static long AddressOf(Hdf5File file, string path)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id dataset = file.OpenObject(path);
        ulong address = dataset.IsValid ? Hdf5Native.H5Dget_offset(dataset) : ulong.MaxValue;
        return address == ulong.MaxValue ? throw new CubeFileException(file.Path, $"{path} has no place in the file") : (long)address;
    }

    /// <summary>Gives an object a second name.</summary>
    public static void Link(Hdf5File file, string path, string newPath)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        if (newPath.LastIndexOf('/') is int slash and > 0) file.CreateGroup(newPath[..slash]);
        if (Hdf5Native.H5Lcreate_hard(file.Id, path, file.Id, newPath, 0, 0) < 0) throw Failed(file, newPath);
    }

    /// <summary>Copies an object of another file, with all below it, to the same path; the groups above it are made.</summary>
    public static void Copy(Hdf5File source, string path, Hdf5File target)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        if (path.LastIndexOf('/') is int slash and > 0) target.CreateGroup(path[..slash]);
        if (Hdf5Native.H5Ocopy(source.Id, path, target.Id, path, 0, 0) < 0) throw Failed(target, path);
    }

    /// <summary>Whether the object has an attribute of that name.</summary>
    public static bool HasAttribute(Hdf5File file, string path, string name)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id owner = file.OpenObject(path);
        return owner.IsValid && Hdf5Native.H5Aexists(owner, name) > 0;
    }

    /// <summary>Writes numbers as an attribute, in this machine's byte order; a scalar where there is one.</summary>
    public static void WriteAttribute(Hdf5File file, string path, string name, ElementType element, ReadOnlySpan<byte> values)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        long count = values.Length / element.Bytes();
        using Hdf5Id space = Space(count == 1 ? [] : [count]);
        fixed (byte* first = values) Write(file, path, name, Hdf5Types.Standard(element, SampleOrder.Native), space, first);
    }

    /// <summary>Writes texts of any length as an attribute of one dimension, as h5py writes a list of strings.</summary>
    public static void WriteTexts(Hdf5File file, string path, string name, IReadOnlyList<string> values)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id type = Hdf5Types.VariableText();
        using Hdf5Id space = Space([values.Count]);
        nint[] texts = [.. values.Select(value => Marshal.StringToCoTaskMemUTF8(value))];
        try
        {
            fixed (nint* first = texts) Write(file, path, name, type, space, first);
        }
        finally
        {
            foreach (nint text in texts) Marshal.FreeCoTaskMem(text);
        }
    }

    /// <summary>Writes a boolean as an attribute, as h5py does: an enumeration of FALSE and TRUE over one byte.</summary>
    public static void WriteFlag(Hdf5File file, string path, string name, bool value)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Tenum_create(Hdf5Library.Predefined("H5T_STD_I8LE_g")));
        byte no = 0, yes = 1, flag = value ? yes : no;
        _ = Hdf5Native.H5Tenum_insert(type, "FALSE", &no);
        _ = Hdf5Native.H5Tenum_insert(type, "TRUE", &yes);
        using Hdf5Id space = Space([]);
        Write(file, path, name, type, space, &flag);
    }

    private static void Write(Hdf5File file, string path, string name, long type, long space, void* value)
    {
        using Hdf5Id owner = file.OpenObject(path);
        using Hdf5Id attribute = Hdf5Id.Attribute(Hdf5Native.H5Acreate2(owner, name, type, space, 0, 0));
        if (!attribute.IsValid || Hdf5Native.H5Awrite(attribute, type, value) < 0) throw Failed(file, $"{path}@{name}");
    }

    private static Hdf5Id Space(ReadOnlySpan<long> extents)
    {
        fixed (long* first = extents)
            return Hdf5Id.Space(extents.IsEmpty ? Hdf5Native.H5Screate(0) : Hdf5Native.H5Screate_simple(extents.Length, (ulong*)first, null));
    }

    private static CubeFileException Failed(Hdf5File file, string what) =>
        new(file.Path, $"HDF5 cannot write {what} ({Hdf5Library.LastError()}); is the disk full?");
}
