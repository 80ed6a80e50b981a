using Suffice.Chunks;
using Suffice.Cubes;
using Suffice.Sources.Numpy;
using Suffice.Tests.Interop;

namespace Suffice.Tests.Commands;

/// <summary>A scan of 16 x 16 positions and 48 x 48 detector pixels with sparse counts, as .npy.</summary>
internal static class SmallScan
{
    public static void Write(string path)
    {
        ChunkSpec cube = new(ElementType.UInt16, ByteOrder.LittleEndian, [16, 16, 48, 48]);
        using FileStream file = File.Create(path);
        file.Write(NpyHeader.Encode([16, 16, 48, 48], ElementType.UInt16, ByteOrder.LittleEndian));
        file.Write(SampleData.Make(cube, "sparse"));
    }
}
