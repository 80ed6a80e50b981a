using System.Collections.Immutable;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>Writes datasets that are stored in one piece: axes, single values, images.</summary>
internal static unsafe class Hdf5SmallDatasets
{
    /// <summary>Writes float64 values; no extents for a single one. The groups above must exist.</summary>
    public static void Write(Hdf5File file, string path, ImmutableArray<int> extents, ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(extents.Aggregate(1L, (product, extent) => product * extent), values.Length, nameof(values));
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        fixed (double* first = values)
            Write(file, path, extents, Hdf5Types.Standard(ElementType.Float64, ByteOrder.LittleEndian), Hdf5Library.Predefined("H5T_NATIVE_DOUBLE_g"), first);
    }

    /// <summary>Writes one text.</summary>
    public static void Write(Hdf5File file, string path, string text)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id type = Hdf5Types.VariableText();
        fixed (byte* bytes = Encoding.UTF8.GetBytes(text + '\0'))
        {
            byte* pointer = bytes;
            Write(file, path, [], type, type, &pointer);
        }
    }

    private static void Write(Hdf5File file, string path, ImmutableArray<int> extents, long stored, long native, void* values)
    {
        ulong[] size = [.. extents.Select(extent => (ulong)extent)];
        using Hdf5Id space = Space(size);
        using Hdf5Id list = Hdf5Id.List(Hdf5Native.H5Pcreate(Hdf5Library.Predefined("H5P_CLS_DATASET_CREATE_ID_g")));
        // Times of modification would make two runs differ.
        _ = Hdf5Native.H5Pset_obj_track_times(list, false);
        using Hdf5Id dataset = Hdf5Id.Object(Hdf5Native.H5Dcreate2(file.Id, path, stored, space, 0, list, 0));
        if (!dataset.IsValid || Hdf5Native.H5Dwrite(dataset, native, 0, 0, 0, values) < 0)
            throw new CubeFileException(file.Path, $"HDF5 cannot write {path} ({Hdf5Library.LastError()}); is the disk full?");
    }

    private static Hdf5Id Space(ulong[] size)
    {
        const int scalar = 0;
        if (size.Length == 0) return Hdf5Id.Space(Hdf5Native.H5Screate(scalar));
        fixed (ulong* first = size) return Hdf5Id.Space(Hdf5Native.H5Screate_simple(size.Length, first, null));
    }
}
