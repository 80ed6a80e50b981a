using System.Runtime.CompilerServices;

namespace Suffice.Codecs.Tally;

/// <summary>The other half of <see cref="RangeEncoder"/>. Behind its end there are zeros.</summary>
internal sealed class RangeDecoder
{
    private State _state;

    /// <summary>Begins a section.</summary>
    public void Start(byte[] bytes, int start, int length)
    {
        if (length < 5) throw new InvalidDataException($"Tally: {length} bytes are no range-coded section.");
        _state = new State(bytes, start, length);
    }

    public int Get(ref ushort model, int shift) => _state.Get(ref model, shift);

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

    /// <summary>What a loop of its own works on, in registers; <see cref="Resume"/> puts it back.</summary>
    public State Copy() => _state;

    public void Resume(in State state) => _state = state;

    /// <summary>The decoder itself.</summary>
    internal struct State(byte[] bytes, int start, int length)
    {
        private readonly byte[] _bytes = bytes;
        private readonly int _end = start + length;
        private int _at = start + 5;
        private uint _code = (uint)bytes[start + 1] << 24 | (uint)bytes[start + 2] << 16 | (uint)bytes[start + 3] << 8 | bytes[start + 4];
        private uint _range = uint.MaxValue;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
            for (; _range < 1u << 24; _range <<= 8) _code = _code << 8 | (_at < _end ? _bytes[_at++] : 0u);
            return bit;
        }
    }
}
