using System.Numerics;
using Suffice.Codecs.Tally.Kernels;

namespace Suffice.Codecs.Tally;

/// <summary>The events of one gap class, as they are decoded.</summary>
internal sealed class GapStream
{
    private byte[] _bytes = [];
    private uint[] _tokens = [], _values = [];
    private uint _state, _gap, _value;
    private int _word, _end;
    private BitReader _raw;

    /// <summary>The class has events.</summary>
    public bool IsActive { get; private set; }

    public bool IsOverrun => IsActive && (_word > _end || _raw.IsOverrun);

    public void Stop() => IsActive = false;

    public void Start() => IsActive = true;

    public void Begin(ByteSource source, RansTable tokens, RansTable values)
    {
        (_bytes, _tokens, _values, IsActive) = (source.Bytes, tokens.Slots, values.Slots, true);
        int words = source.GetVarint(), rawBytes = source.GetVarint();
        _state = source.GetUInt32();
        _word = source.Skip(2L * words);
        _end = _word + 2 * words;
        int raw = source.Skip(rawBytes);
        _raw = new BitReader(_bytes, raw, raw + rawBytes);
        Next();
    }

    /// <summary>Writes the events among the next 64 pixels of a row, which holds zeros there.</summary>
    /// <param name="own">Pixels of this class.</param>
    public void Scatter<T>(ulong own, Span<T> row)
        where T : unmanaged, IBinaryInteger<T>
    {
        uint n = (uint)ulong.PopCount(own);
        while (_gap < n)
        {
            row[RowMasks.Select(own, (int)_gap)] = T.CreateTruncating(_value);
            uint before = _gap + 1;
            Next();
            _gap = uint.MaxValue - _gap < before ? uint.MaxValue : _gap + before;
        }
        _gap -= n;
    }

    private void Next()
    {
        if (_word > _end) throw new InvalidDataException("Tally: the gaps end early.");
        uint token = GapCoder.TakeOne(_tokens, ref _state, _bytes, ref _word);
        int bucket = (int)(token >> 1);
        _gap = bucket < 8 ? (uint)bucket : GapToken.First(bucket, out int lowBits) + _raw.Get(lowBits);
        _value = 1;
        if ((token & 1) == 0) return;
        if (_values.Length == 0) throw new InvalidDataException("Tally: a count above one where the chunk has none.");
        uint value = GapCoder.TakeOne(_values, ref _state, _bytes, ref _word);
        if (value == GapToken.ValueEscape) value += _raw.GetNumber();
        _value = value + 2;
    }
}
