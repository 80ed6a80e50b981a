using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Suffice.Codecs.Tally;
using Suffice.Cubes;

namespace Suffice.Hdf5Plugin;

/// <summary>
/// The HDF5 library that called, 1.10 or later. It is looked up among the files of the process and not linked: Python's wheels,
/// MATLAB and Julia bring their own under names of their own, and one process may have several.
/// </summary>
internal sealed unsafe class HostLibrary(nint handle)
{
    private const int Datatype = 3;
    private const int IntegerClass = 0, FloatClass = 1, BigEndianOrder = 1, TwosComplement = 1;
    private const int MostParameters = 7, MostDimensions = 32;

    private static HostLibrary? s_last;

    /// <summary>The library that these identifiers are of; null where none is found.</summary>
    public static HostLibrary? Find(long properties, long type)
    {
        // Identifiers are numbers, which another library may use too: only the right one finds our filter in the list.
        bool Owns(HostLibrary library) => library.IdentifierType(properties) > 0 && library.IdentifierType(type) == Datatype && library.FilterOf(properties) is not null;
        if (s_last is { } last && Owns(last)) return last;
        HostLibrary? found = Libraries().FirstOrDefault(Owns);
        if (found is not null) s_last = found;
        return found;
    }

    /// <summary>Puts a message on the library's error stack, where programs show it; nothing where no library is found.</summary>
    public static void Report(string message)
    {
        try
        {
            (s_last ?? Libraries().FirstOrDefault())?.Push(message);
        }
        catch (Exception)
        {
            // The failure itself is returned in any case, and nothing may be thrown into C.
        }
    }

    /// <summary>The flags and parameters of our filter in a property list; null where it is not there.</summary>
    public (uint Flags, ImmutableArray<uint> Parameters)? FilterOf(long properties)
    {
        uint* values = stackalloc uint[MostParameters];
        uint flags = 0, configuration = 0;
        nuint count = MostParameters;
        void* printer = null, printerData = null;
        // Asked of the wrong library it would print its errors.
        _ = ((delegate* unmanaged[Cdecl]<long, void**, void**, int>)Export("H5Eget_auto2"))(0, &printer, &printerData);
        var setPrinter = (delegate* unmanaged[Cdecl]<long, void*, void*, int>)Export("H5Eset_auto2");
        _ = setPrinter(0, null, null);
        int status = ((delegate* unmanaged[Cdecl]<long, int, uint*, nuint*, uint*, nuint, byte*, uint*, int>)Export("H5Pget_filter_by_id2"))(
            properties, TallyFilter.Id, &flags, &count, values, 0, null, &configuration);
        _ = setPrinter(0, printer, printerData);
        return status < 0 ? null : (flags, [.. new ReadOnlySpan<uint>(values, Math.Min((int)count, MostParameters))]);
    }

    public bool SetFilter(long properties, uint flags, ReadOnlySpan<uint> parameters)
    {
        fixed (uint* values = parameters)
            return ((delegate* unmanaged[Cdecl]<long, int, uint, nuint, uint*, int>)Export("H5Pmodify_filter"))(
                properties, TallyFilter.Id, flags, (nuint)parameters.Length, values) >= 0;
    }

    /// <summary>The extents of chunks.</summary>
    /// <exception cref="OverflowException">One is too long.</exception>
    public int[] ChunkExtents(long properties)
    {
        ulong* extents = stackalloc ulong[MostDimensions];
        int dimensions = ((delegate* unmanaged[Cdecl]<long, int, ulong*, int>)Export("H5Pget_chunk"))(properties, MostDimensions, extents);
        int[] chunk = new int[Math.Max(0, dimensions)];
        for (int i = 0; i < chunk.Length; i++) chunk[i] = checked((int)extents[i]);
        return chunk;
    }

    /// <summary>The element type, its byte order, and how many of them make one element of the dataset, where that is of another kind.</summary>
    public (ElementType Element, ByteOrder Order, int Parts) ElementOf(long type)
    {
        int size = checked((int)SizeOf("H5Tget_size", type)), kind = NumberOf("H5Tget_class", type);
        bool isWhole = kind is IntegerClass or FloatClass && SizeOf("H5Tget_precision", type) == (nuint)(8 * size);
        if (isWhole && ElementTypes.Find(size, kind == FloatClass, kind == FloatClass || NumberOf("H5Tget_sign", type) == TwosComplement) is { } element)
            return (element, NumberOf("H5Tget_order", type) == BigEndianOrder ? ByteOrder.BigEndian : ByteOrder.LittleEndian, 1);
        int part = size % 8 == 0 ? 8 : size % 4 == 0 ? 4 : size % 2 == 0 ? 2 : 1;
        return (ElementTypes.Find(part, isFloat: false, isSigned: false)!.Value, ByteOrder.LittleEndian, size / part);
    }

    private static IEnumerable<HostLibrary> Libraries()
    {
        using Process process = Process.GetCurrentProcess();
        IEnumerable<string> files = process.Modules.Cast<ProcessModule>().Select(module => module.FileName).Distinct()
            .OrderByDescending(file => Path.GetFileName(file).Contains("hdf5", StringComparison.OrdinalIgnoreCase));
        nint program = NativeLibrary.GetMainProgramHandle();
        if (HasFunctions(program)) yield return new HostLibrary(program);
        foreach (string file in files)
        {
            // What is there already is not loaded again.
            if (!NativeLibrary.TryLoad(file, out nint handle)) continue;
            if (HasFunctions(handle)) yield return new HostLibrary(handle);
            else NativeLibrary.Free(handle);
        }
    }

    private static bool HasFunctions(nint handle) => NativeLibrary.TryGetExport(handle, "H5Pmodify_filter", out _);

    private nint Export(string name) => NativeLibrary.GetExport(handle, name);

    private int IdentifierType(long identifier) => NumberOf("H5Iget_type", identifier);

    private int NumberOf(string function, long identifier) => ((delegate* unmanaged[Cdecl]<long, int>)Export(function))(identifier);

    private nuint SizeOf(string function, long identifier) => ((delegate* unmanaged[Cdecl]<long, nuint>)Export(function))(identifier);

    private void Push(string message)
    {
        // The text is a format of printf.
        byte[] text = Encoding.UTF8.GetBytes(message.Replace("%", "%%", StringComparison.Ordinal) + '\0'), place = [.. "libh5tally\0"u8];
        fixed (byte* format = text, name = place)
            _ = ((delegate* unmanaged[Cdecl]<long, byte*, byte*, uint, long, long, long, byte*, int>)Export("H5Epush2"))(
                0, name, name, 0, *(long*)Export("H5E_ERR_CLS_g"), *(long*)Export("H5E_PLINE_g"), *(long*)Export("H5E_CANTFILTER_g"), format);
    }
}
