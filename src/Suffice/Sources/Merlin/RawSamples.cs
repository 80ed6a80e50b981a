using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Suffice.Cubes;

namespace Suffice.Sources.Merlin;

/// <summary>
/// The detector's own packing of samples: big-endian words of 64 bits whose least significant end is the first sample. A word
/// holds 64 samples of 1 bit, 8 of 6 bits (one byte each) or 4 of 12 bits (two bytes each).
/// </summary>
internal static class RawSamples
{
    private const int WordBytes = 8, LowBits = 12;

    // The eight bits of a byte, each as a byte, the least significant one first.
    private static readonly ulong[] Spread = [.. Enumerable.Range(0, 256).Select(SpreadBits)];

    /// <summary>One byte for each bit.</summary>
    /// <param name="packed">Whole words.</param>
    /// <param name="samples">Eight times as many bytes.</param>
    public static void Unpack1(ReadOnlySpan<byte> packed, Span<byte> samples)
    {
        Span<ulong> eights = MemoryMarshal.Cast<byte, ulong>(samples);
        ulong[] spread = Spread;
        for (int word = 0; word + WordBytes <= packed.Length; word += WordBytes)
        {
            ReadOnlySpan<byte> bytes = packed.Slice(word, WordBytes);
            Span<ulong> target = eights.Slice(word, WordBytes);
            for (int i = 0; i < WordBytes; i++) target[i] = spread[bytes[WordBytes - 1 - i]];
        }
    }

    /// <summary>Samples of one byte (6 bit) or two (12 bit); as long as the packed ones.</summary>
    public static void Unpack6Or12(ElementType element, ReadOnlySpan<byte> packed, Span<byte> samples)
    {
        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ulong>(packed), MemoryMarshal.Cast<byte, ulong>(samples));
        SampleOrder.ToNative(element, ByteOrder.LittleEndian, samples);
    }

    /// <summary>Samples of 24 bits, the more significant 12 of which are packed apart from the others.</summary>
    public static void Unpack24(ReadOnlySpan<byte> high, ReadOnlySpan<byte> low, Span<byte> samples)
    {
        Span<uint> counts = MemoryMarshal.Cast<byte, uint>(samples);
        ReadOnlySpan<ulong> highWords = MemoryMarshal.Cast<byte, ulong>(high), lowWords = MemoryMarshal.Cast<byte, ulong>(low);
        for (int word = 0; word < highWords.Length; word++)
        {
            (ulong h, ulong l) = (BigEndian(highWords[word]), BigEndian(lowWords[word]));
            Span<uint> target = counts.Slice(4 * word, 4);
            target[0] = ((uint)(ushort)h << LowBits) + (ushort)l;
            target[1] = ((uint)(ushort)(h >> 16) << LowBits) + (ushort)(l >> 16);
            target[2] = ((uint)(ushort)(h >> 32) << LowBits) + (ushort)(l >> 32);
            target[3] = ((uint)(h >> 48) << LowBits) + (uint)(l >> 48);
        }
    }

    /// <summary>Turns the order of samples round, in place.</summary>
    public static void Mirror(ElementType element, Span<byte> samples)
    {
        switch (element.Bytes())
        {
            case 1: samples.Reverse(); break;
            case 2: MemoryMarshal.Cast<byte, ushort>(samples).Reverse(); break;
            default: MemoryMarshal.Cast<byte, uint>(samples).Reverse(); break;
        }
    }

    private static ulong BigEndian(ulong stored) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(stored) : stored;

    private static ulong SpreadBits(int value)
    {
        byte[] bits = [.. Enumerable.Range(0, 8).Select(bit => (byte)(value >> bit & 1))];
        return BitConverter.ToUInt64(bits);
    }
}
