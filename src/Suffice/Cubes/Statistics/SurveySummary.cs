using System.Numerics;

namespace Suffice.Cubes.Statistics;

/// <summary>Turns what was counted into figures and images.</summary>
internal sealed class SurveySummary<T>(Cube cube) where T : unmanaged
{
    private readonly CubeShape _shape = cube.Shape;
    private readonly double[] _meanPattern = new double[cube.Shape.PatternSamples];
    private readonly double[] _maximumPattern = new double[cube.Shape.PatternSamples];
    private readonly double[] _sumImage = new double[cube.Shape.Patterns];
    private readonly Moments _moments = new();
    private long _nonZeroBits;
    private long _entropyPixels;
    private double _weightedEntropy;
    private bool _entropyFits = true;

    /// <summary>Takes over a tile whose pixels were seen at every scan position.</summary>
    public void Add(Tile tile, int panelY, int panelX, int panelWidth)
    {
        for (int i = 0; i < tile.Pixels; i++)
        {
            int pixel = tile.Start + i;
            int at = (panelY + pixel / panelWidth) * _shape.DetectorX + panelX + pixel % panelWidth;
            long finite = _shape.Patterns - (tile.NonFinite?[i] ?? 0);
            double maximum = tile.NonZero[i] < _shape.Patterns ? Math.Max(tile.Maxima[i], 0) : tile.Maxima[i];
            _meanPattern[at] = finite == 0 ? double.NaN : tile.Sums[i] / finite;
            _maximumPattern[at] = finite == 0 ? double.NaN : maximum;
            _nonZeroBits += tile.NonZero[i];
        }
        _moments.Merge(tile.Moments);
        AddEntropy(tile);
    }

    /// <summary>Adds sums [tile, pattern] over the tiles of a region, in the order of tiles.</summary>
    public void AddSums(ReadOnlySpan<double> runSums, CubeRegion region)
    {
        int patterns = (int)region.Extent.Patterns;
        for (int start = 0; start < runSums.Length; start += patterns)
            for (int row = 0, i = start; row < region.Extent.ScanY; row++)
            {
                int at = (region.ScanY + row) * _shape.ScanX + region.ScanX;
                for (int column = 0; column < region.Extent.ScanX; column++) _sumImage[at + column] += runSums[i++];
            }
    }

    public CubeStatistics Complete(TallyWorker<T>[] workers, ValueTally? wideValues)
    {
        long zeroBits = _shape.Samples - _nonZeroBits;
        long[] counts = Counts(workers, zeroBits);
        CompleteMoments(counts, wideValues is null);
        return new CubeStatistics
        {
            Element = cube.Element,
            Shape = _shape,
            Zeros = zeroBits + _moments.NegativeZeros,
            NotNumbers = _moments.NotNumbers,
            Infinities = _moments.Infinities,
            Minimum = _moments.Minimum,
            Maximum = _moments.Maximum,
            Mean = _moments.Mean<T>(),
            StandardDeviation = _moments.StandardDeviation<T>(),
            DistinctValues = wideValues is null ? counts.LongCount(c => c > 0) : wideValues.Distinct + (zeroBits > 0 ? 1 : 0),
            DistinctValuesAreExact = wideValues is null || wideValues.IsComplete,
            EffectiveBits = EffectiveBits(),
            ElectronsPerPattern = ElectronsPerPattern(),
            EntropyBits = wideValues is null
                ? Entropies.OfCounts(counts)
                : Entropies.FromWeighted(_shape.Samples, Entropies.Weighted(zeroBits) + wideValues.Weighted(_nonZeroBits)),
            PixelEntropy = _entropyFits
                ? new(_weightedEntropy / _shape.PatternSamples, (double)_entropyPixels / _shape.PatternSamples)
                : null,
            MeanPattern = _meanPattern,
            MaximumPattern = _maximumPattern,
            SumImage = _sumImage,
            Histogram = Histogram(counts, wideValues, zeroBits),
        };
    }

    /// <summary>The workers' histograms together, and the samples that they skipped.</summary>
    private static long[] Counts(TallyWorker<T>[] workers, long zeroBits)
    {
        long[] counts = new long[workers[0].Histogram.Length];
        foreach (TallyWorker<T> worker in workers)
            for (int i = 0; i < counts.Length; i++) counts[i] += worker.Histogram[i];
        counts[0] += zeroBits;
        return counts;
    }

    private void CompleteMoments(long[] counts, bool areOfBits)
    {
        if (!areOfBits)
        {
            if (_shape.Samples > _nonZeroBits) _moments.Add(default(T), _shape.Samples - _nonZeroBits);
            return;
        }
        for (int bits = 0; bits < counts.Length; bits++)
            if (counts[bits] > 0) _moments.Add(Samples.FromBits<T>((ulong)bits), counts[bits]);
    }

    /// <summary>Every tile stands for all its pixels, whatever share of them was kept.</summary>
    private void AddEntropy(Tile tile)
    {
        double? sum = tile.SumOfEntropies(_shape.Patterns);
        _entropyFits &= sum is not null;
        _entropyPixels += tile.Kept;
        _weightedEntropy += (sum ?? 0) / tile.Kept * tile.Pixels;
    }

    private int? EffectiveBits()
    {
        if (_moments.Maximum.Integer is not Int128 maximum || _moments.Minimum.Integer is not Int128 minimum) return null;
        return (int)((BigInteger)(Samples.IsSigned<T>() ? maximum - minimum : maximum)).GetBitLength();
    }

    private ElectronCounts? ElectronsPerPattern() => Samples.IsFloat<T>()
        ? null
        : new((double)_moments.ExactSum / _shape.Patterns, _sumImage.Min(), _sumImage.Max());

    private static ValueHistogram Histogram(long[] counts, ValueTally? wideValues, long zeroBits)
    {
        if (wideValues is null) return ValueHistogram.Exact(counts.Index().Where(c => c.Item > 0).Select(c => Bin((ulong)c.Index, c.Item)));
        if (!wideValues.IsComplete || wideValues.Distinct > ValueHistogram.MaxExactBins) return ValueHistogram.Octaves(counts);
        return ValueHistogram.Exact(wideValues.Entries().Select(e => Bin(e.Value, e.Count)).Append(Bin(0, zeroBits)));
    }

    private static HistogramBin Bin(ulong bits, long count)
    {
        double value = Samples.ToDouble(Samples.FromBits<T>(bits));
        return new(value, value, count);
    }
}
