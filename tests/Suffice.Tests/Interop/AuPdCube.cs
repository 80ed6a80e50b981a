using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Suffice.Cubes;

namespace Suffice.Tests.Interop;

/// <summary>The real AuPd scan: 16 x 16 positions of 256 x 256 counts, each behind a header of 384 bytes.</summary>
internal static class AuPdCube
{
    public static readonly CubeShape Shape = new(16, 16, 256, 256);

    public static MemoryCube Load(string mib)
    {
        byte[] file = File.ReadAllBytes(mib);
        byte[] samples = new byte[Shape.Samples * 2];
        int pattern = (int)Shape.PatternSamples * 2;
        for (int i = 0; i < Shape.Patterns; i++)
            file.AsSpan(i * (pattern + 384) + 384, pattern).CopyTo(samples.AsSpan(i * pattern));
        Span<ushort> values = MemoryMarshal.Cast<byte, ushort>(samples.AsSpan());
        BinaryPrimitives.ReverseEndianness(values, values);
        return new(ElementType.UInt16, Shape, samples);
    }
}
