using Suffice.Codecs.Tally.Kernels;

namespace Suffice.Codecs.Tally;

/// <summary>The tables of a chunk in tiles, as the encoder needs them: symbols of the direct classes, the gap classes and the values.</summary>
internal sealed class TileTables
{
    private readonly RansSymbol[] _direct = new RansSymbol[RateClasses.Count * FrequencyTable.MaxSymbols];
    private readonly RansSymbol[] _gaps = new RansSymbol[RateClasses.FirstDirect * FrequencyTable.MaxSymbols];
    private readonly FrequencyTable _table = new();
    private readonly TableModels _models = new();

    public ReadOnlySpan<RansSymbol> Gaps => _gaps;

    public ReadOnlySpan<RansSymbol> Direct(int c) => _direct.AsSpan(c * FrequencyTable.MaxSymbols, FrequencyTable.MaxSymbols);

    /// <summary>Makes and stores the tables: direct classes, then gap classes, of those that any tile has; then the values.</summary>
    public void Write(RangeEncoder coder, ReadOnlySpan<bool> present, ReadOnlySpan<uint> direct, GapWriter gaps)
    {
        _models.Clear();
        for (int c = RateClasses.FirstDirect; c < RateClasses.Count; c++)
            if (present[c])
                Write(coder, direct.Slice(c * EventCollector.HistogramBins, EventCollector.HistogramBins), _direct.AsSpan(c * FrequencyTable.MaxSymbols));
        bool anyGaps = false;
        for (int c = 1; c < RateClasses.FirstDirect; c++)
        {
            if (!present[c]) continue;
            Write(coder, gaps.Histogram(c), _gaps.AsSpan(c * FrequencyTable.MaxSymbols));
            anyGaps = true;
        }
        if (anyGaps) Write(coder, gaps.Histogram(GapReader.ValueTable), _gaps);
    }

    private void Write(RangeEncoder coder, ReadOnlySpan<uint> histogram, Span<RansSymbol> symbols)
    {
        _table.Normalise(histogram);
        _table.Write(coder, _models);
        RansSymbol.Fill(_table, symbols);
    }
}
