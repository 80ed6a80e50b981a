using System.Buffers.Binary;

namespace Suffice.Codecs.Tally;

/// <summary>Bits out of bytes, the lowest bit first. What is behind the end is undefined, and <see cref="IsOverrun"/> tells.</summary>
/// <param name="bytes">Goes on for <see cref="ByteSource.Slack"/> behind <paramref name="end"/>.</param>
internal struct BitReader(byte[] bytes, int start, int end)
{
    private int _at = start;
    private ulong _pending;
    private int _bits;

    /// <summary>More bits were taken than there are.</summary>
    public readonly bool IsOverrun => 8L * _at - _bits > 8L * end;

    /// <summary>The next <paramref name="count"/> bits, at most 32.</summary>
    public uint Get(int count)
    {
        if (_bits < count) Refill();
        uint value = (uint)(_pending & ((1ul << count) - 1));
        _pending >>= count;
        _bits -= count;
        return value;
    }

    /// <inheritdoc cref="BitWriter.PutNumber"/>
    public uint GetNumber()
    {
        int length = (int)Get(6);
        if (length <= 1) return (uint)length;
        if (length > 32) throw new InvalidDataException($"Tally: a number of {length} bits.");
        return 1u << (length - 1) | Get(length - 1);
    }

    private void Refill()
    {
        if (_at > end) throw new InvalidDataException("Tally: the raw bits end early.");
        _pending |= (ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(_at)) << _bits;
        _at += 4;
        _bits += 32;
    }
}
