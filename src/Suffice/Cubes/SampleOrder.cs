using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Suffice.Cubes;

/// <summary>Turns samples from one byte order into the other.</summary>
public static class SampleOrder
{
    /// <summary>The byte order of this machine.</summary>
    public static ByteOrder Native => BitConverter.IsLittleEndian ? ByteOrder.LittleEndian : ByteOrder.BigEndian;

    /// <summary>Reverses the bytes of every sample, in place.</summary>
    public static void Reverse(ElementType element, Span<byte> samples)
    {
        switch (element.Bytes())
        {
            case 2:
                Span<ushort> shorts = MemoryMarshal.Cast<byte, ushort>(samples);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                Span<uint> words = MemoryMarshal.Cast<byte, uint>(samples);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 8:
                Span<ulong> longs = MemoryMarshal.Cast<byte, ulong>(samples);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }

    /// <summary>Makes samples of the given order those of this machine, or the other way round.</summary>
    public static void ToNative(ElementType element, ByteOrder order, Span<byte> samples)
    {
        if (order != Native) Reverse(element, samples);
    }
}
