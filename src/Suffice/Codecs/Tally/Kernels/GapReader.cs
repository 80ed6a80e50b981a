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

    /// <summary>Reads the first event of a class.</summary>
    public void Prime(int c)
    {
        uint token = Take(_tables[c]);
        int bucket = (int)(token >> 1);
        Positions[c] = bucket < 8 ? (uint)bucket : GapToken.First(bucket, out int lowBits) + _raw.Get(lowBits);
        Values[c] = (token & 1) == 0 ? 1 : Value();
    }

    /// <summary>Hands out the events of one class up to the end of a group of patterns.</summary>
    /// <param name="firstFrame">The first pattern of the group within the segment.</param>
    /// <param name="endFrame">The first one behind it.</param>
    public void Read<TSink>(int c, ReadOnlySpan<int> pixels, int firstFrame, int endFrame, TSink sink)
        where TSink : struct, IEventSink, allows ref struct
    {
        uint n = (uint)pixels.Length, end = (uint)endFrame * n, start = (uint)firstFrame * n, position = Positions[c], value = Values[c];
        int frame = firstFrame, number = _token;
        BitReader raw = _raw;
        fixed (int* pixel = pixels)
        fixed (ulong* bucket = GapToken.Buckets)
        fixed (byte* bytes = _bytes)
        fixed (uint* slots = _tables[c].Slots, states = _states)
        {
            ushort* word = (ushort*)(bytes + _word), last = (ushort*)(bytes + _end);
            if (position < end) sink.Begin(frame);
            while (position < end)
            {
                if (position - start >= n)
                {
                    while (position - start >= n) (start, frame) = (start + n, frame + 1);
                    sink.Begin(frame);
                }
                sink.Put(pixel[position - start], value);
                // Behind the end there is slack for one word after the other only as long as nobody goes on.
                if (word > last) throw new InvalidDataException("Tally: the gaps end early.");
                uint token = Rans.TakeOften(ref states[number++ & (GapCoder.Lanes - 1)], ref word, slots);
                ulong gap = bucket[token >> 1];
                uint next = position + 1 + (uint)gap + raw.Get((int)(gap >> 32));
                position = next <= position ? uint.MaxValue : next;
                value = 1;
                if ((token & 1) == 0) continue;
                (_word, _token, _raw) = ((int)((byte*)word - bytes), number, raw);
                value = Value();
                word = (ushort*)(bytes + _word);
                (number, raw) = (_token, _raw);
            }
            sink.End();
            (_word, _token, _raw) = ((int)((byte*)word - bytes), number, raw);
        }
        (Positions[c], Values[c]) = (position, value);
    }

    private uint Value()
    {
        uint value = Take(_tables[ValueTable]);
        if (value == GapToken.ValueEscape) value += _raw.GetNumber();
        return value + 2;
    }

    private uint Take(RansTable table)
    {
        if (_word > _end) throw new InvalidDataException("Tally: the gaps end early.");
        return GapCoder.TakeOne(table.Slots, ref _states[_token++ & (GapCoder.Lanes - 1)], _bytes, ref _word);
    }
}
