using System.Buffers.Binary;
using Suffice.Chunks;
using Suffice.Cubes;

namespace Suffice.Tests.Interop;

/// <summary>Bytes that look like the data of this field: sparse counts, dense counts, constants, noise.</summary>
internal static class SampleData
{
    public static readonly string[] Kinds = ["zeros", "sparse", "dense", "constant", "ramp", "noise"];

    /// <summary>Samples for one chunk, in its byte order; the same seed gives the same bytes.</summary>
    public static byte[] Make(ChunkSpec chunk, string kind, int seed = 1)
    {
        Random random = new(seed);
        byte[] bytes = new byte[chunk.Bytes];
        if (kind == "noise")
        {
            random.NextBytes(bytes);
            return bytes;
        }
        int size = chunk.Element.Bytes();
        for (int i = 0; i < chunk.Samples; i++)
        {
            long value = kind switch
            {
                "zeros" => 0,
                "sparse" => random.NextDouble() < 0.05 ? 1 + (long)(-2 * Math.Log(1 - random.NextDouble())) : 0,
                "dense" => 40 + random.Next(60),
                "constant" => 7,
                _ => i % 251,
            };
            Put(chunk, bytes.AsSpan(i * size, size), value);
        }
        return bytes;
    }

    private static void Put(ChunkSpec chunk, Span<byte> sample, long value)
    {
        ulong bits = chunk.Element switch
        {
            ElementType.Float32 => BitConverter.SingleToUInt32Bits(value),
            ElementType.Float64 => BitConverter.DoubleToUInt64Bits(value),
            _ => (ulong)value,
        };
        Span<byte> little = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(little, bits);
        little[..sample.Length].CopyTo(sample);
        if (chunk.Order == ByteOrder.BigEndian) sample.Reverse();
    }
}
