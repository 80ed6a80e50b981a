using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Suffice.Containers.Hdf5;

/// <summary>Reads and writes the small values that describe a dataset: attributes, and datasets of a few numbers.</summary>
internal static unsafe class Hdf5Attributes
{
    private const int StringClass = 3, MaxStringBytes = 1 << 16, MaxStrings = 256, MaxNumbers = 1 << 20;

    /// <summary>A string attribute of the object at <paramref name="path"/>, or null where there is none.</summary>
    public static string? Text(Hdf5File file, string path, string name) =>
        Read(file, path, name, static (attribute, type, space) => ReadText(type, space, buffer => Hdf5Native.H5Aread(attribute, type, buffer)));

    /// <summary>The strings of an attribute that holds one or several; empty where there is none.</summary>
    public static ImmutableArray<string> Texts(Hdf5File file, string path, string name) =>
        [.. Read(file, path, name, static (attribute, type, space) =>
            ReadTexts(type, space, buffer => Hdf5Native.H5Aread(attribute, type, buffer))) ?? []];

    /// <summary>A numeric attribute's first value, or null where there is none.</summary>
    public static double? Number(Hdf5File file, string path, string name) =>
        Read(file, path, name, static (attribute, type, space) =>
            ReadNumbers(type, space, (native, buffer) => Hdf5Native.H5Aread(attribute, native, buffer))) is { Length: > 0 } values ? values[0] : null;

    /// <summary>A string dataset's value, or null where it is none.</summary>
    public static string? DatasetText(Hdf5File file, string path) =>
        ReadDataset(file, path, static (dataset, type, space) =>
            ReadText(type, space, buffer => Hdf5Native.H5Dread(dataset, type, 0, 0, 0, buffer)));

    /// <summary>The values of a small numeric dataset, or null where it is none.</summary>
    public static double[]? DatasetNumbers(Hdf5File file, string path) =>
        ReadDataset(file, path, static (dataset, type, space) =>
            ReadNumbers(type, space, (native, buffer) => Hdf5Native.H5Dread(dataset, native, 0, 0, 0, buffer)));

    /// <summary>Writes a UTF-8 string attribute of variable length: h5py gives those, and not fixed ones, as text.</summary>
    public static void WriteText(Hdf5File file, string path, string name, string value)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id type = Hdf5Types.VariableText();
        byte[] bytes = Encoding.UTF8.GetBytes(value + '\0');
        fixed (byte* text = bytes)
        {
            byte* pointer = text;
            Write(file, path, name, type, &pointer);
        }
    }

    /// <summary>Writes a 64-bit integer attribute.</summary>
    public static void WriteInteger(Hdf5File file, string path, string name, long value)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        Write(file, path, name, Hdf5Library.Predefined("H5T_NATIVE_INT64_g"), &value);
    }

    /// <summary>Writes a float64 attribute.</summary>
    public static void WriteNumber(Hdf5File file, string path, string name, double value)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        Write(file, path, name, Hdf5Library.Predefined("H5T_NATIVE_DOUBLE_g"), &value);
    }

    private delegate int ReadInto(void* buffer);

    private delegate int ReadAs(long type, void* buffer);

    private static void Write(Hdf5File file, string path, string name, long type, void* value)
    {
        using Hdf5Id space = Hdf5Id.Space(Hdf5Native.H5Screate(0));
        using Hdf5Id target = file.OpenObject(path);
        using Hdf5Id attribute = Hdf5Id.Attribute(Hdf5Native.H5Acreate2(target, name, type, space, 0, 0));
        if (!attribute.IsValid || Hdf5Native.H5Awrite(attribute, type, value) < 0)
            throw new Cubes.CubeFileException(file.Path, $"HDF5 cannot write the attribute {path}@{name} ({Hdf5Library.LastError()})");
    }

    private static T? Read<T>(Hdf5File file, string path, string name, Func<long, long, long, T?> read)
        where T : class
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id owner = file.OpenObject(path);
        if (!owner.IsValid || Hdf5Native.H5Aexists(owner, name) <= 0) return null;
        using Hdf5Id attribute = Hdf5Id.Attribute(Hdf5Native.H5Aopen(owner, name, 0));
        if (!attribute.IsValid) return null;
        using Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Aget_type(attribute));
        using Hdf5Id space = Hdf5Id.Space(Hdf5Native.H5Aget_space(attribute));
        return read(attribute, type, space);
    }

    private static T? ReadDataset<T>(Hdf5File file, string path, Func<long, long, long, T?> read)
        where T : class
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id dataset = file.OpenObject(path);
        if (!dataset.IsValid || Hdf5File.Describe(path, dataset).Kind != Hdf5NodeKind.Dataset) return null;
        using Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Dget_type(dataset));
        using Hdf5Id space = Hdf5Id.Space(Hdf5Native.H5Dget_space(dataset));
        return read(dataset, type, space);
    }

    private static string? ReadText(long type, long space, ReadInto read) => ReadTexts(type, space, read) is [string only] ? only : null;

    private static string[]? ReadTexts(long type, long space, ReadInto read)
    {
        long count = Count(space);
        if (Hdf5Native.H5Tget_class(type) != StringClass || count is < 1 or > MaxStrings) return null;
        if (Hdf5Native.H5Tis_variable_str(type) > 0)
        {
            nint[] texts = new nint[count];
            fixed (nint* first = texts)
                if (read(first) < 0) return null;
            return Array.ConvertAll(texts, static text =>
            {
                string result = Marshal.PtrToStringUTF8(text) ?? "";
                _ = Hdf5Native.H5free_memory((void*)text);
                return result;
            });
        }
        int bytes = (int)Math.Min(Hdf5Native.H5Tget_size(type), MaxStringBytes + 1);
        if (bytes is 0 or > MaxStringBytes) return null;
        byte[] fixedTexts = new byte[bytes * count];
        fixed (byte* first = fixedTexts)
            if (read(first) < 0) return null;
        return [.. fixedTexts.Chunk(bytes).Select(text => Encoding.UTF8.GetString(text.AsSpan()[..End(text)]).TrimEnd())];
    }

    private static int End(byte[] text) => Array.IndexOf(text, (byte)0) is var end && end < 0 ? text.Length : end;

    private static double[]? ReadNumbers(long type, long space, ReadAs read)
    {
        const int integer = 0, real = 1, enumeration = 8;
        int kind = Hdf5Native.H5Tget_class(type);
        long count = Count(space);
        if (count is < 1 or > MaxNumbers) return null;
        if (kind == enumeration && Hdf5Native.H5Tget_size(type) == 1)
        {
            // Booleans of h5py: an enumeration over one byte, which the library does not convert to numbers.
            byte[] flags = new byte[count];
            fixed (byte* first = flags) return read(type, first) < 0 ? null : Array.ConvertAll(flags, flag => (double)flag);
        }
        if (kind is not (integer or real)) return null;
        double[] values = new double[count];
        fixed (double* first = values)
            return read(Hdf5Library.Predefined("H5T_NATIVE_DOUBLE_g"), first) < 0 ? null : values;
    }

    private static long Count(long space)
    {
        int rank = Hdf5Native.H5Sget_simple_extent_ndims(space);
        if (rank < 0) return 0;
        // A null dataspace has rank 0 as well, and no value.
        if (rank == 0) return Hdf5Native.H5Sget_simple_extent_npoints(space);
        double count = Hdf5File.Extents(space).Aggregate(1.0, (product, extent) => product * extent);
        return count > MaxNumbers ? MaxNumbers + 1 : (long)count;
    }
}
