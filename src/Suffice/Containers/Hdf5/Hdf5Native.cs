using System.Runtime.InteropServices;

namespace Suffice.Containers.Hdf5;

/// <summary>The functions of the HDF5 C library that we call, as hdf5.h declares them (1.10 to 2.0). Ids are 64-bit.</summary>
/// <remarks>Call them only inside <see cref="Hdf5Library.Enter"/>.</remarks>
internal static unsafe partial class Hdf5Native
{
    public const string Library = "hdf5";

    [LibraryImport(Library)] public static partial int H5open();
    [LibraryImport(Library)] public static partial int H5get_libversion(out uint major, out uint minor, out uint release);
    [LibraryImport(Library)] public static partial int H5free_memory(void* memory);
    [LibraryImport(Library)] public static partial int H5Eset_auto2(long stack, void* function, void* data);
    [LibraryImport(Library)] public static partial int H5Eclear2(long stack);
    [LibraryImport(Library)] public static partial int H5Ewalk2(long stack, int direction, delegate* unmanaged<uint, Hdf5ErrorEntry*, void*, int> visit, void* data);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial long H5Fopen(string name, uint flags, long access);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial long H5Fcreate(string name, uint flags, long create, long access);
    [LibraryImport(Library)] public static partial int H5Fclose(long file);
    [LibraryImport(Library)] public static partial int H5Fget_vfd_handle(long file, long access, out int* handle);
    [LibraryImport(Library)] public static partial int H5Fflush(long file, int scope);
    [LibraryImport(Library)] public static partial nint H5Fget_name(long id, byte* name, nuint size);
    [LibraryImport(Library)] public static partial long H5Fget_create_plist(long file);
    [LibraryImport(Library)] public static partial long H5Iget_file_id(long id);
    [LibraryImport(Library)] public static partial int H5Iget_type(long id);
    [LibraryImport(Library)] public static partial nint H5Iget_name(long id, byte* name, nuint size);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial long H5Oopen(long location, string name, long access);
    [LibraryImport(Library)] public static partial int H5Oclose(long id);
    [LibraryImport(Library)] public static partial int H5Gget_info(long group, out Hdf5GroupInfo info);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial long H5Gcreate2(long location, string name, long link, long create, long access);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint H5Lget_name_by_idx(long location, string group, int index, int order, ulong n, byte* name, nuint size, long access);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int H5Lget_val(long location, string name, byte* value, nuint size, long access);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int H5Lcreate_hard(long from, string name, long to, string newName, long link, long access);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int H5Lcreate_soft(string target, long location, string name, long link, long access);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int H5Lcreate_external(string file, string target, long location, string name, long link, long access);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int H5Ocopy(long from, string name, long to, string newName, long copy, long link);
    [LibraryImport(Library)] public static partial long H5Gget_create_plist(long group);
    [LibraryImport(Library)] public static partial int H5Pset_copy_object(long list, uint options);
    [LibraryImport(Library)] public static partial int H5Pget_link_creation_order(long list, out uint flags);
    [LibraryImport(Library)] public static partial int H5Aget_num_attrs(long id);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Aopen_by_idx(long id, string name, int index, int order, ulong n, long attribute, long link);
    [LibraryImport(Library)] public static partial nint H5Aget_name(long attribute, nuint size, byte* name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int H5Aexists(long id, string name);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial long H5Aopen(long id, string name, long access);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial long H5Acreate2(long id, string name, long type, long space, long create, long access);
    [LibraryImport(Library)] public static partial int H5Aread(long attribute, long type, void* value);
    [LibraryImport(Library)] public static partial int H5Awrite(long attribute, long type, void* value);
    [LibraryImport(Library)] public static partial long H5Aget_type(long attribute);
    [LibraryImport(Library)] public static partial long H5Aget_space(long attribute);
    [LibraryImport(Library)] public static partial int H5Aclose(long attribute);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Dcreate2(long location, string name, long type, long space, long link, long create, long access);
    [LibraryImport(Library)] public static partial int H5Dclose(long dataset);
    [LibraryImport(Library)] public static partial long H5Dget_space(long dataset);
    [LibraryImport(Library)] public static partial long H5Dget_type(long dataset);
    [LibraryImport(Library)] public static partial long H5Dget_create_plist(long dataset);
    [LibraryImport(Library)] public static partial ulong H5Dget_offset(long dataset);
    [LibraryImport(Library)] public static partial int H5Dread(long dataset, long type, long memorySpace, long fileSpace, long transfer, void* buffer);
    [LibraryImport(Library)] public static partial int H5Dwrite(long dataset, long type, long memorySpace, long fileSpace, long transfer, void* buffer);
    [LibraryImport(Library)] public static partial int H5Dget_chunk_storage_size(long dataset, ulong* offset, out ulong bytes);
    [LibraryImport(Library)]
    public static partial int H5Dget_chunk_info_by_coord(long dataset, ulong* offset, out uint mask, out ulong address, out ulong bytes);
    [LibraryImport(Library)] public static partial int H5Dread_chunk(long dataset, long transfer, ulong* offset, out uint mask, void* buffer);
    [LibraryImport(Library)] public static partial int H5Dwrite_chunk(long dataset, long transfer, uint mask, ulong* offset, nuint size, void* buffer);
    [LibraryImport(Library)] public static partial int H5Dvlen_reclaim(long type, long space, long transfer, void* buffer);
    [LibraryImport(Library)] public static partial int H5Rcreate(void* reference, long location, byte* name, int kind, long space);
    [LibraryImport(Library)] public static partial long H5Rdereference2(long location, long access, int kind, void* reference);
    [LibraryImport(Library)] public static partial int H5Dset_extent(long dataset, ulong* extents);

    [LibraryImport(Library)] public static partial long H5Screate(int kind);
    [LibraryImport(Library)] public static partial long H5Screate_simple(int rank, ulong* extents, ulong* maximum);
    [LibraryImport(Library)] public static partial int H5Sget_simple_extent_ndims(long space);
    [LibraryImport(Library)] public static partial long H5Sget_simple_extent_npoints(long space);
    [LibraryImport(Library)] public static partial int H5Sget_simple_extent_dims(long space, ulong* extents, ulong* maximum);
    [LibraryImport(Library)] public static partial int H5Sselect_hyperslab(long space, int operation, ulong* start, ulong* stride, ulong* count, ulong* block);
    [LibraryImport(Library)] public static partial int H5Sclose(long space);

    [LibraryImport(Library)] public static partial int H5Tget_class(long type);
    [LibraryImport(Library)] public static partial nuint H5Tget_size(long type);
    [LibraryImport(Library)] public static partial nuint H5Tget_precision(long type);
    [LibraryImport(Library)] public static partial int H5Tget_offset(long type);
    [LibraryImport(Library)] public static partial int H5Tget_sign(long type);
    [LibraryImport(Library)] public static partial int H5Tget_order(long type);
    [LibraryImport(Library)] public static partial int H5Tis_variable_str(long type);
    [LibraryImport(Library)] public static partial int H5Tdetect_class(long type, int kind);
    [LibraryImport(Library)] public static partial long H5Tget_super(long type);
    [LibraryImport(Library)] public static partial int H5Tget_nmembers(long type);
    [LibraryImport(Library)] public static partial nuint H5Tget_member_offset(long type, uint member);
    [LibraryImport(Library)] public static partial long H5Tget_member_type(long type, uint member);
    [LibraryImport(Library)] public static partial int H5Tequal(long a, long b);
    [LibraryImport(Library)] public static partial long H5Tcopy(long type);
    [LibraryImport(Library)] public static partial long H5Tvlen_create(long type);
    [LibraryImport(Library)] public static partial long H5Tenum_create(long type);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int H5Tenum_insert(long type, string name, void* value);
    [LibraryImport(Library)] public static partial int H5Tset_size(long type, nuint bytes);
    [LibraryImport(Library)] public static partial int H5Tset_cset(long type, int characters);
    [LibraryImport(Library)] public static partial int H5Tclose(long type);

    [LibraryImport(Library)] public static partial long H5Pcreate(long kind);
    [LibraryImport(Library)] public static partial int H5Pclose(long list);
    [LibraryImport(Library)] public static partial int H5Pget_layout(long list);
    [LibraryImport(Library)] public static partial int H5Pset_chunk(long list, int rank, ulong* extents);
    [LibraryImport(Library)] public static partial int H5Pget_chunk(long list, int rank, ulong* extents);
    [LibraryImport(Library)] public static partial int H5Pget_chunk_opts(long list, out uint options);
    [LibraryImport(Library)] public static partial int H5Pget_external_count(long list);
    [LibraryImport(Library)] public static partial int H5Pget_nfilters(long list);
    [LibraryImport(Library)]
    public static partial int H5Pget_filter2(long list, uint index, out uint flags, ref nuint count, uint* values, nuint nameSize, byte* name, out uint config);
    [LibraryImport(Library)] public static partial int H5Pset_filter(long list, int id, uint flags, nuint count, uint* values);
    [LibraryImport(Library)] public static partial int H5Pget_fill_value(long list, long type, void* value);
    [LibraryImport(Library)] public static partial int H5Pset_fill_value(long list, long type, void* value);
    [LibraryImport(Library)] public static partial int H5Pset_obj_track_times(long list, [MarshalAs(UnmanagedType.U1)] bool track);
    [LibraryImport(Library)] public static partial int H5Pset_libver_bounds(long list, int low, int high);
    [LibraryImport(Library)] public static partial int H5Pget_userblock(long list, out ulong bytes);
    [LibraryImport(Library)] public static partial int H5Zfilter_avail(int id);
    [LibraryImport("libc", EntryPoint = "fcntl")] public static partial int ControlFile(int descriptor, int command, int flags);
    [LibraryImport(Library)] public static partial int H5Zunregister(int id);
    [LibraryImport(Library)] public static partial int H5PLget_loading_state(out uint kinds);
    [LibraryImport(Library)] public static partial int H5PLset_loading_state(uint kinds);
}

/// <summary>H5G_info_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Hdf5GroupInfo
{
    public int Storage;
    public ulong Links;
    public long MaxCreationOrder;
    public byte Mounted;
}

/// <summary>H5E_error2_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Hdf5ErrorEntry
{
    public long Class;
    public long Major;
    public long Minor;
    public uint Line;
    public byte* Function;
    public byte* File;
    public byte* Description;
}
