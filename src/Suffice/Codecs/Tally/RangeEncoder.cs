namespace Suffice.Codecs.Tally;

/// <summary>
/// An adaptive binary range coder with carries, after the one of LZMA (I. Pavlov): a model is the probability of a 0 in 16
/// bits, begins at one half and moves by a fraction of its distance.
/// </summary>
internal sealed class RangeEncoder
{
    private readonly ByteSink _sink = new();
    private ulong _low;
    private uint _range;
    private byte _cache;
    private int _pendingBytes;

    public RangeEncoder()
    {
        Clear();
    }

    public void Clear()
    {
        _sink.Clear();
        (_low, _range, _cache, _pendingBytes) = (0, uint.MaxValue, 0, 1);
    }

    /// <summary>One bit; <paramref name="shift"/> is how slowly the model learns.</summary>
    public void Put(ref ushort model, int bit, int shift)
    {
        uint bound = (_range >> 12) * (uint)(model >> 4);
        if (bit == 0)
        {
            _range = bound;
        }
        else
        {
            _low += bound;
            _range -= bound;
        }
        model = RangeModel.After(model, bit, shift);
        for (; _range < 1u << 24; _range <<= 8) ShiftLow();
    }

    /// <summary>Bits that nothing is known of, the highest first.</summary>
    public void PutRaw(uint value, int count)
    {
        while (count-- > 0)
        {
            ushort even = RangeModel.Even;
            Put(ref even, (int)(value >> count & 1), 5);
        }
    }

    public ReadOnlySpan<byte> Finish()
    {
        for (int i = 0; i < 5; i++) ShiftLow();
        return _sink.Written;
    }

    private void ShiftLow()
    {
        if (_low < 0xFF000000 || _low > uint.MaxValue)
        {
            byte carry = (byte)(_low >> 32);
            for (; _pendingBytes > 0; _pendingBytes--)
            {
                _sink.Put((byte)(_cache + carry));
                _cache = 0xFF;
            }
            _cache = (byte)(_low >> 24);
        }
        _pendingBytes++;
        _low = (_low & 0x00FFFFFF) << 8;
    }
}
