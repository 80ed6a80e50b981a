using System.Buffers.Binary;

namespace Suffice.Codecs.Blosc;

/// <summary>
/// The 16 bytes before every Blosc 1 frame (README_HEADER.rst of c-blosc):
/// <code>
/// 0 format (2) | 1 codec format (1) | 2 flags | 3 element bytes | 4 u32 bytes | 8 u32 block bytes | 12 u32 frame bytes
/// flags: 0x01 byte shuffle, 0x02 stored without compression, 0x04 bit shuffle, 0x10 blocks not split, 0xE0 codec
/// </code>
/// </summary>
internal readonly record struct BloscHeader(byte Flags, int ElementBytes, int Bytes, int BlockBytes, int FrameBytes)
{
    public const int Length = 16;
    public const byte ByteShuffled = 0x01;
    public const byte Stored = 0x02;
    public const byte BitShuffled = 0x04;
    public const byte Reserved = 0x08;
    public const byte NotSplit = 0x10;
    private const byte FormatVersion = 2;

    /// <summary>The codec's number in frames, where LZ4 and LZ4HC are one: 0 BloscLZ, 1 LZ4, 2 Snappy, 3 zlib, 4 Zstandard.</summary>
    public int Format => Flags >> 5;

    public int Blocks => Bytes == 0 ? 0 : (Bytes - 1) / BlockBytes + 1;

    /// <summary>Reads and checks a header against the frame around it and the room for the result.</summary>
    /// <exception cref="InvalidDataException">A field cannot be true.</exception>
    public static BloscHeader Read(ReadOnlySpan<byte> frame, int room)
    {
        if (frame.Length < Length) throw new InvalidDataException($"Blosc frame of {frame.Length} bytes is shorter than its header.");
        if (frame[0] is 0 or > FormatVersion)
            throw new InvalidDataException($"Blosc frame has format version {frame[0]}, expected {FormatVersion}.");
        if (frame[1] != 1) throw new InvalidDataException($"Blosc frame has codec format version {frame[1]}, expected 1.");
        BloscHeader header = new(frame[2], frame[3], ReadSize(frame, 4), ReadSize(frame, 8), ReadSize(frame, 12));
        header.Check(frame.Length, room);
        return header;
    }

    public void Write(Span<byte> frame)
    {
        frame[0] = FormatVersion;
        frame[1] = 1;
        frame[2] = Flags;
        frame[3] = (byte)ElementBytes;
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], Bytes);
        BinaryPrimitives.WriteInt32LittleEndian(frame[8..], BlockBytes);
        BinaryPrimitives.WriteInt32LittleEndian(frame[12..], FrameBytes);
    }

    private void Check(int frameLength, int room)
    {
        if ((Flags & Reserved) != 0) throw new InvalidDataException($"Blosc frame has unknown flags 0x{Flags:x2}.");
        if (ElementBytes == 0) throw new InvalidDataException("Blosc frame has an element size of 0.");
        if (Bytes < 0 || Bytes > room) throw new InvalidDataException($"Blosc frame says {(uint)Bytes} bytes, the chunk has {room}.");
        if (FrameBytes < Length || FrameBytes > frameLength)
            throw new InvalidDataException($"Blosc frame says it has {(uint)FrameBytes} bytes, there are {frameLength}.");
        if (Bytes > 0 && (BlockBytes <= 0 || BlockBytes > Bytes))
            throw new InvalidDataException($"Blosc frame of {Bytes} bytes says its blocks have {(uint)BlockBytes}.");
        if ((Flags & Stored) != 0 ? FrameBytes != Bytes + (long)Length : FrameBytes < Length + 4L * Blocks)
            throw new InvalidDataException($"Blosc frame of {FrameBytes} bytes cannot hold {Bytes} bytes in {Blocks} blocks.");
    }

    private static int ReadSize(ReadOnlySpan<byte> frame, int offset) => BinaryPrimitives.ReadInt32LittleEndian(frame[offset..]);
}
