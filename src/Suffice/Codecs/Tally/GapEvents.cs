using Suffice.Codecs.Tally.Kernels;

namespace Suffice.Codecs.Tally;

/// <summary>The events of one gap class of a chunk with predicted rates: gap in the low half, count in the high half.</summary>
internal sealed class GapEvents
{
    private ulong[] _events = new ulong[256];
    private int _count;
    private long _next, _from;

    public int Count => _count;

    public void Clear() => (_count, _next, _from) = (0, 0, 0);

    /// <summary>Adds the counts above zero among the next 64 pixels.</summary>
    /// <param name="own">Pixels of this class.</param>
    /// <param name="counts">Those of them above zero.</param>
    public void Add<T>(ulong own, ulong counts, ReadOnlySpan<T> row)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        for (; counts != 0; counts &= counts - 1)
        {
            ulong bit = counts & (0 - counts);
            long position = _next + (long)ulong.PopCount(own & (bit - 1));
            Put(position - _from, uint.CreateTruncating(row[(int)ulong.TrailingZeroCount(bit)]));
            _from = position + 1;
        }
        _next += (long)ulong.PopCount(own);
    }

    /// <summary>Closes the class: the last event lies behind the last pixel.</summary>
    public void Close()
    {
        if (_count > 0) Put(_next - _from, 1);
    }

    public void CountTokens(Span<uint> tokens, Span<uint> values)
    {
        foreach (ulong e in _events.AsSpan(0, _count))
        {
            tokens[Token(e, out _)]++;
            uint value = (uint)(e >> 32);
            if (value > 1) values[(int)Math.Min(value - 2, GapToken.ValueEscape)]++;
        }
    }

    /// <summary>Appends the sub-stream: lengths, state, words, raw bits.</summary>
    public void Write(ReadOnlySpan<RansSymbol> tokens, ReadOnlySpan<RansSymbol> values, BitWriter raw, ref ushort[] words, ByteSink sink)
    {
        int most = 2 * _count, at = most;
        Scratch.Of(ref words, most);
        uint state = Rans.Lowest;
        for (int i = _count - 1; i >= 0; i--)
        {
            uint value = (uint)(_events[i] >> 32);
            if (value > 1) GapCoder.PutOne(values[(int)Math.Min(value - 2, GapToken.ValueEscape)], ref state, words, ref at);
            GapCoder.PutOne(tokens[Token(_events[i], out _)], ref state, words, ref at);
        }
        raw.Clear();
        foreach (ulong e in _events.AsSpan(0, _count))
        {
            _ = Token(e, out int lowBits);
            if (lowBits > 0) raw.Put((uint)e & ((1u << lowBits) - 1), lowBits);
            uint value = (uint)(e >> 32);
            if (value >= 2 + GapToken.ValueEscape) raw.PutNumber(value - 2 - GapToken.ValueEscape);
        }
        ReadOnlySpan<byte> bits = raw.Finish();
        sink.PutVarint((uint)(most - at));
        sink.PutVarint((uint)bits.Length);
        sink.PutUInt32(state);
        for (; at < most; at++)
        {
            sink.Put((byte)words[at]);
            sink.Put((byte)(words[at] >> 8));
        }
        sink.Put(bits);
    }

    private static int Token(ulong e, out int lowBits) => 2 * GapToken.Bucket((uint)e, out lowBits) + (e >> 32 > 1 ? 1 : 0);

    private void Put(long gap, uint value)
    {
        if (_count == _events.Length) Array.Resize(ref _events, 2 * _count);
        _events[_count++] = (ulong)gap | (ulong)value << 32;
    }
}
