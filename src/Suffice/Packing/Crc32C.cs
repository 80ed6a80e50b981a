using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Suffice.Packing;

/// <summary>CRC-32C (Castagnoli; RFC 3720, appendix B.4): finds every change of up to 32 bits in a row, whatever the length.</summary>
/// <remarks>The processor has an instruction for it: some 8 GB/s, a tenth of the time that decoding takes.</remarks>
public static class Crc32C
{
    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of the bytes that <paramref name="crc"/> stands for, followed by these.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words) crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (byte last in bytes[(words.Length * sizeof(ulong))..]) crc = BitOperations.Crc32C(crc, last);
        return ~crc;
    }
}
