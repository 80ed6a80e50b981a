using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Suffice.Codecs.Tally;

namespace Suffice.Hdf5Plugin;

/// <summary>What the HDF5 library asks a plugin for: <c>H5PLextern.h</c>.</summary>
internal static unsafe class PluginExports
{
    private const int FilterPlugin = 0;

    // The library keeps the pointer for as long as it runs.
    private static readonly FilterClass* Class = MakeClass();

    [UnmanagedCallersOnly(EntryPoint = "H5PLget_plugin_type", CallConvs = [typeof(CallConvCdecl)])]
    public static int PluginType() => FilterPlugin;

    [UnmanagedCallersOnly(EntryPoint = "H5PLget_plugin_info", CallConvs = [typeof(CallConvCdecl)])]
    public static void* PluginInfo() => Class;

    private static FilterClass* MakeClass()
    {
        ReadOnlySpan<byte> name = "tally\0"u8;
        byte* text = (byte*)NativeMemory.Alloc((nuint)name.Length);
        name.CopyTo(new Span<byte>(text, name.Length));
        FilterClass* made = (FilterClass*)NativeMemory.AllocZeroed((nuint)sizeof(FilterClass));
        *made = new FilterClass
        {
            Version = 1,
            Id = TallyFilter.Id,
            HasEncoder = 1,
            HasDecoder = 1,
            Name = text,
            SetLocal = &DatasetParameters.Complete,
            Filter = &ChunkFilter.Run,
        };
        return made;
    }

    /// <summary><c>H5Z_class2_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FilterClass
    {
        public int Version;
        public int Id;
        public uint HasEncoder;
        public uint HasDecoder;
        public byte* Name;
        public void* CanApply;
        public delegate* unmanaged[Cdecl]<long, long, long, int> SetLocal;
        public delegate* unmanaged[Cdecl]<uint, nuint, uint*, nuint, nuint*, void**, nuint> Filter;
    }
}
