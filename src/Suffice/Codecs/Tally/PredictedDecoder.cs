using System.Buffers.Binary;
using System.Numerics;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>Decodes the counts of a chunk by predicted rates, wherever these come from. An instance serves one thread.</summary>
internal sealed class PredictedDecoder<T>(DenseDecoder kernel)
    where T : unmanaged, IBinaryInteger<T>
{
    private const int Lane = FrequencyTable.Total;

    private readonly PredictedTables _tables = new();
    private readonly RangeDecoder _coder = new();
    private readonly GapStream[] _gaps = [.. Enumerable.Range(0, RateLadder.FirstDense).Select(_ => new GapStream())];
    private readonly RansTable[] _gapTables = [.. Enumerable.Range(0, RateLadder.FirstDense).Select(_ => new RansTable())];
    private readonly RansTable _values = new();
    private uint[] _slots = [];
    private readonly int[] _escapes = new int[RateLadder.Count];
    private readonly uint[] _states = new uint[DenseDecoders.ManyLanes];
    private float[] _rates = [];
    private byte[] _classes = [], _symbols = [];
    private uint[] _list = [];
    private int _words, _end;
    private BitReader _raw;

    /// <summary>Decodes all patterns into <paramref name="samples"/>.</summary>
    public void Decode(ByteSource bytes, CubeShape shape, RateSource<T> source, int lanes, Span<T> samples)
    {
        int width = shape.DetectorX, padded = (width + 63) & ~63;
        ReadStreams(bytes, lanes);
        Scratch.Of(ref _rates, padded);
        Scratch.Of(ref _classes, padded).AsSpan().Fill(RateLadder.None);
        Scratch.Of(ref _list, padded + 8);
        Scratch.Of(ref _symbols, padded + 8);
        int row = 0;
        for (int frame = 0; frame < shape.ScanY * shape.ScanX; frame++)
        {
            source.BeginPattern(samples, frame);
            for (int y = 0; y < shape.DetectorY; y++, row++)
            {
                bool mayBeHigh = source.NextRow(_rates, _classes);
                Span<T> counts = samples.Slice(row * width, width);
                counts.Clear();
                int dense = ReadGaps(counts);
                if (dense > 0) ReadDense(bytes, counts, dense, lanes, mayBeHigh);
                source.EndRow(counts);
            }
            source.EndPattern();
        }
        if (_raw.IsOverrun || _words > _end || _gaps.Any(gap => gap.IsOverrun)) throw new InvalidDataException("Tally: the counts end early.");
    }

    private void ReadStreams(ByteSource bytes, int lanes)
    {
        int tableBytes = bytes.GetVarint(), gapBytes = bytes.GetVarint(), words = bytes.GetVarint() - 1, rawBytes = bytes.GetVarint();
        ReadTables(bytes, bytes.Skip(tableBytes), tableBytes);
        int gapEnd = bytes.At + gapBytes;
        foreach (GapStream gap in _gaps) if (gap.IsActive) gap.Begin(bytes, _gapTables[Array.IndexOf(_gaps, gap)], _values);
        if (bytes.At != gapEnd) throw new InvalidDataException("Tally: the gaps have another length than the chunk says.");
        _words = _end = 0;
        if (words >= 0)
        {
            int states = bytes.Skip(4 * lanes);
            for (int i = 0; i < lanes; i++) _states[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Bytes.AsSpan(states + 4 * i));
            _words = bytes.Skip(2L * words);
            _end = _words + 2 * words;
        }
        int raw = bytes.Skip(rawBytes);
        _raw = new BitReader(bytes.Bytes, raw, raw + rawBytes);
    }

    private void ReadTables(ByteSource bytes, int start, int length)
    {
        _coder.Start(bytes.Bytes, start, length);
        _tables.Clear();
        // Slots of classes without a table are only read where the chunk is damaged; whatever they hold leads nowhere else.
        if (_slots.Length == 0) _slots = new uint[(RateLadder.Count - RateLadder.FirstDense) * Lane];
        for (int c = RateLadder.FirstDense; c < RateLadder.Count; c++)
        {
            _escapes[c] = -1;
            if (_tables.ReadDense(_coder, c) is not { } table) continue;
            RansTable.FillSlots(table.Parts, _slots.AsSpan((c - RateLadder.FirstDense) * Lane, Lane));
            _escapes[c] = table.Count - 1;
            // The last symbol is the escape. It looks the same in all classes, so that a row without any is seen at once.
            foreach (ref uint slot in _slots.AsSpan((c - RateLadder.FirstDense) * Lane + Lane - table.Parts[^1], table.Parts[^1])) slot |= (uint)DenseList.Escape << 24;
        }
        for (int c = 0; c < _gaps.Length; c++)
        {
            _gaps[c].Stop();
            if (_tables.ReadGaps(_coder, c) is not { } table) continue;
            _gapTables[c].Fill(table);
            _gaps[c].Start();
        }
        if (_tables.ReadValues(_coder) is { } values) _values.Fill(values);
    }

    // Gives the number of dense pixels, which are then in the list.
    private int ReadGaps(Span<T> counts)
    {
        int dense = 0;
        for (int x = 0; x < counts.Length; x += 64)
        {
            ulong own = RowMasks.Dense(_classes, x);
            dense = DenseList.Add(_classes, x, own, _list, dense);
            if (own == ulong.MaxValue) continue;
            for (int c = 0; c < _gaps.Length; c++)
                if (_gaps[c].IsActive) _gaps[c].Scatter(RowMasks.Of(_classes, x, (byte)c), counts[x..]);
        }
        return dense;
    }

    private void ReadDense(ByteSource bytes, Span<T> counts, int dense, int lanes, bool mayBeHigh)
    {
        _words = DenseDecoders.Decode(kernel, bytes.Bytes, _words, _end, _states, lanes, _slots, _list, dense, _symbols);
        if (_words > _end) throw new InvalidDataException("Tally: the dense counts end early.");
        if (!mayBeHigh && DenseList.TryScatter(_list, _symbols, dense, counts)) return;
        for (int i = 0; i < dense; i++)
        {
            int x = (int)(_list[i] & 0xFFFF), c = (int)(_list[i] >> 16) + RateLadder.FirstDense;
            uint value = _symbols[i];
            if (value == DenseList.Escape) value = (uint)_escapes[c] + _raw.GetNumber();
            if (c >= RateLadder.FirstResidual)
            {
                int shift = RateLadder.Shift(c);
                if (shift > 0) value = value << shift | _raw.Get(shift);
                value = Residual.Unfold(value, RateLadder.Mean(_rates[x]));
            }
            counts[x] = T.CreateTruncating(value);
        }
    }
}
