namespace Suffice.Codecs.Tally;

/// <summary>Bits out of bytes, the lowest bit first. Behind the end there are zeros, which <see cref="IsOverrun"/> tells.</summary>
internal struct BitReader(byte[] bytes, int start, int end)
{
    private int _at = start;
    private ulong _pending;
    private int _bits;

    /// <summary>More bits were taken than there are.</summary>
    public readonly bool IsOverrun => _at - _bits / 8 > end;

    /// <summary>The next <paramref name="count"/> bits, at most 32.</summary>
    public uint Get(int count)
    {
        for (; _bits < count; _bits += 8)
        {
            if (_at < end) _pending |= (ulong)bytes[_at] << _bits;
            _at++;
        }
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
}
