using System.Numerics;

namespace Suffice.Codecs.Tally;

/// <summary>Bits into bytes, the lowest bit first.</summary>
internal sealed class BitWriter
{
    private readonly ByteSink _sink = new();
    private ulong _pending;
    private int _bits;

    public void Clear()
    {
        _sink.Clear();
        (_pending, _bits) = (0, 0);
    }

    /// <summary>The lowest <paramref name="count"/> bits, at most 32; those above them must be zero.</summary>
    public void Put(uint value, int count)
    {
        _pending |= (ulong)value << _bits;
        _bits += count;
        for (; _bits >= 8; _bits -= 8, _pending >>= 8) _sink.Put((byte)_pending);
    }

    /// <summary>A number of any size: its length in 6 bits, then the bits below its highest one.</summary>
    public void PutNumber(uint value)
    {
        int length = 32 - BitOperations.LeadingZeroCount(value);
        Put((uint)length, 6);
        if (length > 1) Put(value & ((1u << (length - 1)) - 1), length - 1);
    }

    /// <summary>Fills the last byte with zeros.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        if (_bits > 0) _sink.Put((byte)_pending);
        (_pending, _bits) = (0, 0);
        return _sink.Written;
    }
}
