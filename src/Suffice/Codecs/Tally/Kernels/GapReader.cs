using System.Runtime.CompilerServices;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>Reads the gap tokens of a segment: for each class the event that comes next.</summary>
internal sealed unsafe class GapReader
{
    /// <summary>The table of counts above one, among those of the classes.</summary>
    public const int ValueTable = 0;

    private readonly uint[] _states = new uint[GapCoder.Lanes];
    private readonly RansTable[] _tables;
    private byte[] _bytes = [];
    private int _word, _end;
    private int _token;
    private BitReader _raw;

    /// <param name="tables">The table of values, and those of the classes from 1 on.</param>
    public GapReader(RansTable[] tables)
    {
        _tables = tables;
    }

    /// <summary>Position of each class's next event within the segment; at or beyond its end there is none.</summary>
    public uint[] Positions { get; } = new uint[RateClasses.FirstDirect];

    /// <summary>Its count.</summary>
    public uint[] Values { get; } = new uint[RateClasses.FirstDirect];

    /// <summary>More was read than there is.</summary>
    public bool IsOverrun => _word > _end || _raw.IsOverrun;

    /// <param name="states">Where the states are, before the words.</param>
    public void Begin(ByteSource source, int states, int words, int raw, int rawBytes)
    {
        _bytes = source.Bytes;
        for (int i = 0; i < _states.Length; i++) _states[i] = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(states + 4 * i));
        _word = states + 4 * GapCoder.Lanes;
        _end = _word + 2 * words;
        _raw = new BitReader(_bytes, raw, raw + rawBytes);
        _token = 0;
    }

    /// <summary>Reads the next event of a class, whose first possible position is <paramref name="from"/>, and gives its position.</summary>
    public uint Next(int c, uint from)
    {
        uint token = Take(_tables[c]);
        int bucket = (int)(token >> 1);
        uint gap = (uint)bucket;
        if (bucket >= 8) gap = GapToken.First(bucket, out int lowBits) + _raw.Get(lowBits);
        uint value = 1;
        if ((token & 1) != 0)
        {
            value = Take(_tables[ValueTable]);
            if (value == GapToken.ValueEscape) value += _raw.GetNumber();
            value += 2;
        }
        Values[c] = value;
        uint position = from + gap;
        return position < from ? uint.MaxValue : position;
    }

    private uint Take(RansTable table)
    {
        // Behind the end there is slack for one word at a time only as long as nobody goes on.
        if (_word > _end) throw new InvalidDataException("Tally: the gaps end early.");
        fixed (byte* bytes = _bytes)
        fixed (uint* slots = table.Slots)
        {
            ushort* at = (ushort*)(bytes + _word);
            uint symbol = Rans.Take(ref _states[_token++ & (GapCoder.Lanes - 1)], ref at, slots);
            _word = (int)((byte*)at - bytes);
            return symbol;
        }
    }
}
