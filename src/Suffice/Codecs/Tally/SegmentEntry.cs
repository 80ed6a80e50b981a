using System.Buffers.Binary;
using Suffice.Codecs.Tally.Kernels;

namespace Suffice.Codecs.Tally;

/// <summary>A segment's lengths, in words of 16 bits and in bytes, and the checksum of its samples.</summary>
internal readonly record struct SegmentEntry(int Words, int GapWords, int GapRawBytes, int RawBytes, uint Crc)
{
    /// <summary>Bytes of the segment.</summary>
    public long Bytes(TileMap map) => (map.HasDirect ? 4 * RunDecoders.Lanes + 2L * Words : 0) + (map.HasGaps ? 4 * GapCoder.Lanes + 2L * GapWords : 0) + GapRawBytes + RawBytes;
}

/// <summary>Reads the directory of the segments.</summary>
internal struct DirectoryReader(byte[] bytes, int start, int end)
{
    private int _at = start;

    public SegmentEntry Next()
    {
        int words = Varint(), gapWords = Varint(), gapRaw = Varint(), raw = Varint();
        if (end - _at < 4) throw Early();
        _at += 4;
        return new(words, gapWords, gapRaw, raw, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(_at - 4)));
    }

    private int Varint()
    {
        uint value = 0;
        for (int shift = 0; shift < 32; shift += 7)
        {
            if (_at >= end) throw Early();
            byte part = bytes[_at++];
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80 && value <= int.MaxValue) return (int)value;
        }
        throw Early();
    }

    private static InvalidDataException Early() => new("Tally: the directory of segments ends early.");
}
