using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>Codes the counts of a chunk by predicted rates, wherever these come from. An instance serves one thread.</summary>
internal sealed class PredictedEncoder<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private const int Bins = FrequencyTable.MaxSymbols;
    private const int ManyDense = 1 << 18;

    private readonly GapEvents[] _gaps = new GapEvents[RateLadder.FirstDense];
    private readonly uint[] _histograms = new uint[RateLadder.Count * Bins];
    private readonly uint[] _gapHistograms = new uint[RateLadder.FirstDense * Bins], _values = new uint[Bins];
    private readonly RansSymbol[] _symbols = new RansSymbol[RateLadder.Count * Bins], _valueSymbols = new RansSymbol[Bins];
    private readonly int[] _escapes = new int[RateLadder.Count];
    private readonly PredictedTables _tables = new();
    private readonly RangeEncoder _tableBytes = new();
    private readonly ByteSink _gapBytes = new();
    private readonly BitWriter _raw = new(), _gapRaw = new();
    private readonly uint[] _states = new uint[DenseDecoders.ManyLanes];
    private float[] _rates = [];
    private byte[] _classes = [], _denseClasses = [];
    private uint[] _denseValues = [];
    private int[] _rowCounts = [];
    private ushort[] _words = [];
    private int _dense;

    public PredictedEncoder()
    {
        for (int c = 0; c < _gaps.Length; c++) _gaps[c] = new GapEvents();
    }

    /// <summary>Predicts and counts everything; <see cref="Write"/> then writes it.</summary>
    /// <returns>The number of states that the dense stream uses.</returns>
    public int Collect(ReadOnlySpan<T> samples, CubeShape shape, RateSource<T> source)
    {
        int width = shape.DetectorX, padded = (width + 63) & ~63, frames = shape.ScanY * shape.ScanX;
        Scratch.Of(ref _rates, padded);
        Scratch.Of(ref _classes, padded).AsSpan().Fill(RateLadder.None);
        Scratch.Of(ref _rowCounts, frames * shape.DetectorY);
        Array.Clear(_histograms);
        foreach (GapEvents gap in _gaps) gap.Clear();
        _dense = 0;
        int row = 0;
        for (int frame = 0; frame < frames; frame++)
        {
            source.BeginPattern(samples, frame);
            for (int y = 0; y < shape.DetectorY; y++, row++)
            {
                ReadOnlySpan<T> counts = samples.Slice(row * width, width);
                source.NextRow(_rates, _classes);
                int before = _dense;
                CollectRow(counts);
                _rowCounts[row] = _dense - before;
                source.EndRow(counts);
            }
            source.EndPattern();
        }
        return _dense < ManyDense ? DenseDecoders.FewLanes : DenseDecoders.ManyLanes;
    }

    /// <summary>Appends tables, gaps, dense stream and raw bits.</summary>
    public void Write(int lanes, int rows, ByteSink payload)
    {
        WriteTables();
        WriteRaw();
        ReadOnlySpan<byte> tables = _tableBytes.Finish(), raw = _raw.Finish();
        int most = _dense, at = PutDense(lanes, rows);
        payload.PutVarint((uint)tables.Length);
        payload.PutVarint((uint)_gapBytes.Length);
        payload.PutVarint(_dense == 0 ? 0 : (uint)(most - at) + 1);
        payload.PutVarint((uint)raw.Length);
        payload.Put(tables);
        payload.Put(_gapBytes.Written);
        if (_dense > 0)
        {
            foreach (uint state in _states.AsSpan(0, lanes)) payload.PutUInt32(state);
            payload.Put(MemoryMarshal.AsBytes(_words.AsSpan(at, most - at)));
        }
        payload.Put(raw);
    }

    private void CollectRow(ReadOnlySpan<T> counts)
    {
        MakeRoom(_dense + counts.Length);
        for (int x = 0; x < counts.Length; x += 64)
        {
            ulong dense = RowMasks.Dense(_classes, x), nonZero = RowMasks.NonZero(counts[x..]);
            for (ulong rest = dense; rest != 0; rest &= rest - 1) AddDense(counts, x + BitOperations.TrailingZeroCount(rest));
            if (dense == ulong.MaxValue) continue;
            for (int c = 0; c < _gaps.Length; c++)
            {
                ulong own = RowMasks.Of(_classes, x, (byte)c);
                if (own != 0) _gaps[c].Add(own, own & nonZero, counts[x..]);
            }
        }
    }

    // Grows with what there is: a sparse chunk has few dense pixels.
    private void MakeRoom(int length)
    {
        if (length <= _denseClasses.Length) return;
        int room = (int)Math.Min(Array.MaxLength, Math.Max(length, 2L * _denseClasses.Length));
        Array.Resize(ref _denseClasses, room);
        Array.Resize(ref _denseValues, room);
    }

    private void AddDense(ReadOnlySpan<T> counts, int x)
    {
        int c = _classes[x], shift = 0;
        uint value = uint.CreateTruncating(counts[x]);
        if (c >= RateLadder.FirstResidual)
        {
            value = Residual.Fold(value, RateLadder.Mean(_rates[x]));
            shift = RateLadder.Shift(c);
        }
        _histograms[c * Bins + (int)Math.Min(value >> shift, Bins - 1)]++;
        _denseClasses[_dense] = (byte)c;
        _denseValues[_dense++] = value;
    }

    private void WriteTables()
    {
        _tableBytes.Clear();
        _tables.Clear();
        for (int c = RateLadder.FirstDense; c < RateLadder.Count; c++)
        {
            if (_tables.WriteDense(_tableBytes, c, _histograms.AsSpan(c * Bins, Bins)) is not { } table) continue;
            RansSymbol.Fill(table, _symbols.AsSpan(c * Bins));
            _escapes[c] = table.Count - 1;
        }
        Array.Clear(_gapHistograms);
        Array.Clear(_values);
        for (int c = 0; c < _gaps.Length; c++)
        {
            _gaps[c].Close();
            _gaps[c].CountTokens(_gapHistograms.AsSpan(c * Bins, Bins), _values);
        }
        for (int c = 0; c < _gaps.Length; c++)
            if (_tables.WriteGaps(_tableBytes, c, _gapHistograms.AsSpan(c * Bins, Bins)) is { } table) RansSymbol.Fill(table, _symbols.AsSpan(c * Bins));
        if (_tables.WriteValues(_tableBytes, _values) is { } values) RansSymbol.Fill(values, _valueSymbols);
        _gapBytes.Clear();
        for (int c = 0; c < _gaps.Length; c++)
            if (_gaps[c].Count > 0) _gaps[c].Write(_symbols.AsSpan(c * Bins, Bins), _valueSymbols, _gapRaw, ref _words, _gapBytes);
    }

    private void WriteRaw()
    {
        _raw.Clear();
        for (int i = 0; i < _dense; i++)
        {
            int c = _denseClasses[i], shift = RateLadder.Shift(c);
            uint value = _denseValues[i], symbol = value >> shift, escape = (uint)_escapes[c];
            if (symbol >= escape) _raw.PutNumber(symbol - escape);
            if (shift > 0) _raw.Put(value & ((1u << shift) - 1), shift);
        }
    }

    private int PutDense(int lanes, int rows)
    {
        Scratch.Of(ref _words, _dense);
        Array.Fill(_states, Rans.Lowest);
        int i = _dense, at = _dense;
        for (int row = rows - 1; row >= 0; row--)
        {
            int n = _rowCounts[row];
            i -= n;
            at = DenseEncoder.Put(_denseClasses.AsSpan(i, n), _denseValues.AsSpan(i, n), _symbols, _escapes, lanes, _states, _words, at);
        }
        return at;
    }
}
