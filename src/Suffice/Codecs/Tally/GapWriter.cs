namespace Suffice.Codecs.Tally;

/// <summary>Turns the events of a segment into tokens and raw bits, in the order in which a decoder needs them.</summary>
internal sealed class GapWriter
{
    private readonly uint[] _histograms = new uint[RateClasses.FirstDirect * Kernels.EventCollector.HistogramBins];
    private readonly int[] _next = new int[RateClasses.FirstDirect];
    private readonly uint[] _from = new uint[RateClasses.FirstDirect];
    private readonly ulong[] _pending = new ulong[RateClasses.FirstDirect];
    private ushort[] _tokens = [];
    private int _count;

    /// <summary>Tokens of all segments so far.</summary>
    public int Count => _count;

    public ReadOnlySpan<ushort> Tokens(int from, int to) => _tokens.AsSpan(from, to - from);

    /// <summary>How often each token of a table occurs.</summary>
    public ReadOnlySpan<uint> Histogram(int table) =>
        _histograms.AsSpan(table * Kernels.EventCollector.HistogramBins, Kernels.EventCollector.HistogramBins);

    public void Begin()
    {
        Array.Clear(_histograms);
        _count = 0;
    }

    /// <summary>Adds a segment.</summary>
    /// <param name="events">Of all classes; the sentinel of a class, its last event, is made here.</param>
    /// <param name="starts">Where in <paramref name="events"/> those of each class begin; <paramref name="ends"/>: where they end.</param>
    public void AddSegment(
        ReadOnlySpan<ulong> events, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, ReadOnlySpan<int> pixels, int frames, int groupFrames, BitWriter raw)
    {
        for (int c = 1; c < RateClasses.FirstDirect; c++)
        {
            (_next[c], _from[c]) = (starts[c], 0);
            if (pixels[c] > 0) Emit(c, events, ends, (uint)frames * (uint)pixels[c], raw);
        }
        for (int first = 0; first < frames; first += groupFrames)
        {
            int end = Math.Min(first + groupFrames, frames);
            for (int c = 1; c < RateClasses.FirstDirect; c++)
            {
                uint groupEnd = (uint)end * (uint)pixels[c], all = (uint)frames * (uint)pixels[c];
                while ((uint)_pending[c] < groupEnd && pixels[c] > 0) Emit(c, events, ends, all, raw);
            }
        }
    }

    private void Emit(int c, ReadOnlySpan<ulong> events, ReadOnlySpan<int> ends, uint end, BitWriter raw)
    {
        ulong next = _next[c] < ends[c] ? events[_next[c]++] : end | 1ul << 32;
        _pending[c] = next;
        uint position = (uint)next, value = (uint)(next >> 32), gap = position - _from[c];
        _from[c] = position + 1;
        int token = 2 * GapToken.Bucket(gap, out int lowBits) + (value > 1 ? 1 : 0);
        Add(c, token);
        if (lowBits > 0) raw.Put(gap & ((1u << lowBits) - 1), lowBits);
        if (value == 1) return;
        uint above = Math.Min(value - 2, GapToken.ValueEscape);
        Add(Kernels.GapReader.ValueTable, (int)above);
        if (above == GapToken.ValueEscape) raw.PutNumber(value - 2 - GapToken.ValueEscape);
    }

    private void Add(int table, int symbol)
    {
        int token = table << 8 | symbol;
        _histograms[token]++;
        if (_count == _tokens.Length) Array.Resize(ref _tokens, Math.Max(1024, checked(2 * _count)));
        _tokens[_count++] = (ushort)token;
    }
}
