using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Suffice.Containers.Hdf5;

/// <summary>
/// The HDF5 C library of this machine: found, opened once, and entered by one thread at a time, because builds without
/// thread safety exist.
/// </summary>
public static unsafe class Hdf5Library
{
    private const string Variable = "SUFFICE_HDF5_LIBRARY";

    // Debian's name first, then what conda, other distributions, macOS and Windows call it.
    private static readonly string[] Names =
    [
        "libhdf5_serial.so.103", "libhdf5.so.103", "libhdf5_serial.so.310", "libhdf5.so.310", "libhdf5_serial.so.200",
        "libhdf5.so.200", "libhdf5.so.320", "libhdf5.so", "libhdf5.dylib", "hdf5.dll", "libhdf5-0.dll",
    ];

    private static readonly Lock Gate = new();
    private static readonly Lazy<nint> Handle = new(Open);

    [ThreadStatic] private static bool t_quiet;
    [ThreadStatic] private static int t_depth;

    static Hdf5Library() => NativeLibrary.SetDllImportResolver(typeof(Hdf5Library).Assembly, Resolve);

    /// <summary>The library's version, such as 1.10.8.</summary>
    /// <exception cref="DllNotFoundException">No HDF5 library was found; the message says how to install one.</exception>
    public static Version Version
    {
        get
        {
            using Scope scope = Enter();
            _ = Hdf5Native.H5get_libversion(out uint major, out uint minor, out uint release);
            return new Version((int)major, (int)minor, (int)release);
        }
    }

    /// <summary>Whether the library itself can read this filter: built in, or a plugin that it finds.</summary>
    public static bool HasFilter(int id)
    {
        using Scope scope = Enter();
        return Hdf5Native.H5Zfilter_avail(id) > 0;
    }

    /// <summary>Enters the library: no other thread is in it until the result is disposed.</summary>
    internal static Scope Enter()
    {
        // Before the lock: where there is no library this throws, and nobody would leave.
        _ = Handle.Value;
        FloatingPointMode mode = FloatingPointMode.Current();
        Lock.Scope gate = Gate.EnterScope();
        if (!t_quiet)
        {
            // Errors become exceptions; without this every failed probe prints its stack on the user's terminal.
            _ = Hdf5Native.H5Eset_auto2(0, null, null);
            t_quiet = true;
        }
        t_depth++;
        return new Scope(gate, mode);
    }

    /// <summary>A predefined type or property-list class, such as <c>H5T_STD_U16LE_g</c>.</summary>
    internal static long Predefined(string symbol) => *(long*)NativeLibrary.GetExport(Handle.Value, symbol);

    /// <summary>The first of these functions that the library exports; 0 where it has none of them.</summary>
    internal static nint Export(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            if (NativeLibrary.TryGetExport(Handle.Value, name, out nint function)) return function;
        return 0;
    }

    /// <summary>What the library says of its last failure: the innermost description.</summary>
    internal static string LastError()
    {
        byte* found = null;
        _ = Hdf5Native.H5Ewalk2(0, 0, &TakeInnermost, &found);
        string text = found == null ? "no further description" : Marshal.PtrToStringUTF8((nint)found) ?? "";
        // Failed reads and writes come with times, addresses and counts; what the user needs is the system's sentence.
        const string mark = "error message = '";
        int start = text.IndexOf(mark, StringComparison.Ordinal);
        if (start < 0) return text;
        start += mark.Length;
        int end = text.IndexOf('\'', start);
        return end < 0 ? text : text[start..end];
    }

    [UnmanagedCallersOnly]
    private static int TakeInnermost(uint depth, Hdf5ErrorEntry* entry, void* data)
    {
        if (depth == 0) *(byte**)data = entry->Description;
        return 0;
    }

    private static nint Open()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        foreach (string name in named is { Length: > 0 } ? [named] : Names)
        {
            if (!NativeLibrary.TryLoad(name, out nint handle)) continue;
            // What could not be written to a full disk stays in the library's cache; its own clean-up at the end of the
            // process tries again and crashes.
            ((delegate* unmanaged<int>)NativeLibrary.GetExport(handle, "H5dont_atexit"))();
            ((delegate* unmanaged<int>)NativeLibrary.GetExport(handle, "H5open"))();
            return handle;
        }
        StringBuilder message = new("the HDF5 library was not found; install it (Debian and Ubuntu: apt install libhdf5-103-1 or libhdf5-dev)");
        message.Append(named is { Length: > 0 } ? $"; {Variable}={named} cannot be loaded" : $", or set {Variable} to its file");
        throw new DllNotFoundException(message.ToString());
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == Hdf5Native.Library ? Handle.Value : 0;

    internal ref struct Scope(Lock.Scope gate, FloatingPointMode mode)
    {
        private readonly FloatingPointMode _mode = mode;
        private Lock.Scope _gate = gate;

        public void Dispose()
        {
            // Errors that stay on a thread's stack hold the library open when the process ends: it then complains of an
            // infinite loop.
            if (--t_depth == 0) _ = Hdf5Native.H5Eclear2(0);
            _mode.Apply();
            _gate.Dispose();
        }
    }
}
