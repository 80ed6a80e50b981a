namespace Suffice.Codecs.Tally;

/// <summary>The other half of <see cref="RangeEncoder"/>. Behind its end there are zeros.</summary>
internal sealed class RangeDecoder
{
    private byte[] _bytes = [];
    private int _at, _end;
    private uint _code, _range;

    public void Start(byte[] bytes, int start, int length)
    {
        if (length < 5) throw new InvalidDataException($"Tally: {length} bytes are no range-coded section.");
        (_bytes, _at, _end) = (bytes, start + 1, start + length);
        (_code, _range) = (0, uint.MaxValue);
        for (int i = 0; i < 4; i++) _code = _code << 8 | _bytes[_at++];
    }

    public int Get(ref ushort model, int shift)
    {
        uint bound = (_range >> 12) * (uint)(model >> 4);
        int bit;
        if (_code < bound)
        {
            _range = bound;
            bit = 0;
        }
        else
        {
            _code -= bound;
            _range -= bound;
            bit = 1;
        }
        model = RangeModel.After(model, bit, shift);
        for (; _range < 1u << 24; _range <<= 8) _code = _code << 8 | Next();
        return bit;
    }

    public uint GetRaw(int count)
    {
        uint value = 0;
        while (count-- > 0)
        {
            ushort even = RangeModel.Even;
            value = value << 1 | (uint)Get(ref even, 5);
        }
        return value;
    }

    private uint Next() => _at < _end ? _bytes[_at++] : 0u;
}
