using System.Runtime.InteropServices;

namespace Suffice.Containers.Hdf5;

/// <summary>
/// The thread's floating-point mode, kept over calls into foreign code: a library that was built for fast mathematics, as Debian's
/// bitshuffle and LZF plugins are, makes subnormal numbers count as zero on the thread that loads it, and on all that this thread starts.
/// </summary>
internal unsafe struct FloatingPointMode
{
    // fenv_t has 32 bytes on x64 and 8 on arm64.
    private const int Room = 64;

    private static readonly delegate* unmanaged<byte*, int> Get, Set;

    private fixed byte _environment[Room];

    static FloatingPointMode()
    {
        if (!NativeLibrary.TryLoad(OperatingSystem.IsMacOS() ? "libSystem.dylib" : "libm.so.6", out nint library)) return;
        if (!NativeLibrary.TryGetExport(library, "fegetenv", out nint get) || !NativeLibrary.TryGetExport(library, "fesetenv", out nint set)) return;
        Get = (delegate* unmanaged<byte*, int>)get;
        Set = (delegate* unmanaged<byte*, int>)set;
    }

    /// <summary>Whether this system has the functions.</summary>
    public static bool IsKept => Get != null;

    /// <summary>The mode that this thread is in.</summary>
    public static FloatingPointMode Current()
    {
        FloatingPointMode mode = default;
        if (IsKept) _ = Get(mode._environment);
        return mode;
    }

    /// <summary>Puts this thread into the mode that every program begins with.</summary>
    public static void ApplyDefault()
    {
        // FE_DFL_ENV is the address -1, on macOS that of a variable.
        if (IsKept && !OperatingSystem.IsMacOS()) _ = Set((byte*)-1);
    }

    /// <summary>Puts this thread into the mode.</summary>
    public void Apply()
    {
        if (!IsKept) return;
        fixed (byte* environment = _environment) _ = Set(environment);
    }
}
