using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Sources.Numpy;

namespace Suffice.Views.Files;

/// <summary>.npy files of float64 arrays, in the shape of the result.</summary>
public static class NpyFile
{
    /// <summary>The file's content.</summary>
    public static byte[] Encode(ViewResult result) =>
    [
        .. NpyHeader.Encode([.. result.Extents.Select(extent => (long)extent)], ElementType.Float64, ByteOrder.LittleEndian),
        .. MemoryMarshal.AsBytes<double>(result.Values),
    ];
}
