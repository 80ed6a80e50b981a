namespace Suffice.Codecs.Tally;

/// <summary>
/// The tables of a chunk with predicted rates: of each dense class that occurs and each gap class with events, by a law's two
/// numbers or in full, whichever is shorter; and of counts above one.
/// </summary>
internal sealed class PredictedTables
{
    public const int MaxSymbols = FrequencyTable.MaxSymbols;

    private const int Shift = 4;
    private const int UnaryModels = 64;
    private const int MostUnary = 400;
    private const int FewSymbols = 60;

    private static readonly double[] Log2OfParts = [.. Enumerable.Range(0, FrequencyTable.Total + 1).Select(n => n == 0 ? 0 : FrequencyTable.Bits - Math.Log2(n))];

    private readonly TableModels _models = new();
    private readonly ushort[] _flags = new ushort[8];
    private readonly ushort[] _steps = new ushort[8 * UnaryModels];
    private readonly FrequencyTable _law = new(), _full = new();
    private readonly uint[] _cut = new uint[MaxSymbols];

    // Deviations of the class before, from which the next one's are counted.
    private int _mean, _shape, _gap, _value;

    private enum Flag { Dense, DenseInFull, Gaps, GapsInFull, Values }

    private enum Step { Mean, Shape, ResidualMean, Gap, Value }

    public void Clear()
    {
        _models.Clear();
        Array.Fill(_flags, RangeModel.Even);
        Array.Fill(_steps, RangeModel.Even);
        (_mean, _shape, _gap, _value) = (0, 12, 0, 10);
    }

    /// <summary>Chooses and writes the table of a dense class; null where the class does not occur.</summary>
    public FrequencyTable? WriteDense(RangeEncoder coder, int c, ReadOnlySpan<uint> histogram)
    {
        double total = 0, sum = 0, squares = 0;
        int last = histogram.LastIndexOfAnyExcept(0u);
        for (int i = 0; i <= last; i++)
        {
            total += histogram[i];
            sum += (double)i * histogram[i];
            squares += (double)i * i * histogram[i];
        }
        Put(coder, Flag.Dense, total > 0);
        if (total == 0) return null;
        (int mean, int shape, double lawBits) = FitDense(histogram[..(last + 1)], c, sum / total, squares / total);
        bool inFull = total > FewSymbols && InFull(histogram, last, total) is var bits && bits < lawBits;
        Put(coder, Flag.DenseInFull, inFull);
        if (inFull)
        {
            _full.Write(coder, _models);
            return _full;
        }
        int centre = RateLadder.CentreEighths(c);
        bool isResidual = c >= RateLadder.FirstResidual;
        Put(coder, isResidual ? Step.ResidualMean : Step.Mean, mean - centre - (isResidual ? 0 : _mean));
        Put(coder, Step.Shape, shape - _shape);
        if (!isResidual) _mean = mean - centre;
        _shape = shape;
        LawTables.Counts(mean, shape, _law);
        return _law;
    }

    /// <inheritdoc cref="WriteDense"/>
    public FrequencyTable? ReadDense(RangeDecoder coder, int c)
    {
        if (!Get(coder, Flag.Dense)) return null;
        if (Get(coder, Flag.DenseInFull))
        {
            _full.Read(coder, _models);
            return _full;
        }
        bool isResidual = c >= RateLadder.FirstResidual;
        int centre = RateLadder.CentreEighths(c);
        int mean = Get(coder, isResidual ? Step.ResidualMean : Step.Mean) + centre + (isResidual ? 0 : _mean), shape = Get(coder, Step.Shape) + _shape;
        if (mean is < LawTables.LeastMean or > LawTables.MostMean || shape is < 0 or > LawTables.MostShape)
            throw new InvalidDataException($"Tally: a law with mean {mean} and shape {shape}.");
        if (!isResidual) _mean = mean - centre;
        _shape = shape;
        LawTables.Counts(mean, shape, _law);
        return _law;
    }

    /// <summary>Chooses and writes the table of a gap class; null where the class has no events.</summary>
    public FrequencyTable? WriteGaps(RangeEncoder coder, int c, ReadOnlySpan<uint> histogram)
    {
        int last = histogram.LastIndexOfAnyExcept(0u), symbols = Math.Max(3, last + 1);
        Put(coder, Flag.Gaps, last >= 0);
        if (last < 0) return null;
        coder.PutRaw((uint)symbols, 8);
        double total = 0, aboveOne = 0;
        for (int i = 0; i <= last; i++)
        {
            total += histogram[i];
            if ((i & 1) != 0) aboveOne += histogram[i];
        }
        (int gap, int value, double lawBits) = FitGaps(histogram[..(last + 1)], c, symbols, (int)Math.Round(-2 * Math.Log2((aboveOne + 0.3) / (total + 1))) - 1);
        double fullBits = double.MaxValue;
        if (total > FewSymbols)
        {
            _full.Normalise(histogram);
            fullBits = Bits(histogram[..(last + 1)], _full.Parts) + _full.StoredBits();
        }
        Put(coder, Flag.GapsInFull, fullBits < lawBits);
        if (fullBits < lawBits)
        {
            _full.Write(coder, _models);
            return _full;
        }
        Put(coder, Step.Gap, gap - CentreGap(c) - _gap);
        Put(coder, Step.Value, value - _value);
        (_gap, _value) = (gap - CentreGap(c), value);
        LawTables.Gaps(gap, value, symbols, _law);
        return _law;
    }

    /// <inheritdoc cref="WriteGaps"/>
    public FrequencyTable? ReadGaps(RangeDecoder coder, int c)
    {
        if (!Get(coder, Flag.Gaps)) return null;
        int symbols = (int)coder.GetRaw(8);
        if (symbols < 3) throw new InvalidDataException($"Tally: a table of {symbols} gaps.");
        if (Get(coder, Flag.GapsInFull))
        {
            _full.Read(coder, _models);
            return _full;
        }
        int gap = Get(coder, Step.Gap) + _gap + CentreGap(c), value = Get(coder, Step.Value) + _value;
        if (gap is < 0 or > LawTables.MostGap || value is < 0 or > LawTables.MostValue)
            throw new InvalidDataException($"Tally: a law with gap {gap} and value {value}.");
        (_gap, _value) = (gap - CentreGap(c), value);
        LawTables.Gaps(gap, value, symbols, _law);
        return _law;
    }

    /// <summary>The table of counts above one, of all gap classes; null where there are none.</summary>
    public FrequencyTable? WriteValues(RangeEncoder coder, ReadOnlySpan<uint> histogram)
    {
        bool any = histogram.ContainsAnyExcept(0u);
        Put(coder, Flag.Values, any);
        if (!any) return null;
        _full.Normalise(histogram);
        _full.Write(coder, _models);
        return _full;
    }

    /// <inheritdoc cref="WriteValues"/>
    public FrequencyTable? ReadValues(RangeDecoder coder)
    {
        if (!Get(coder, Flag.Values)) return null;
        _full.Read(coder, _models);
        return _full;
    }

    // Class 8 has rates about 2^-3.5.
    private static int CentreGap(int c) => 4 * (11 - c);

    private (int Mean, int Shape, double Bits) FitDense(ReadOnlySpan<uint> histogram, int c, double mu, double square)
    {
        double variance = square - mu * mu;
        mu = Math.Max(mu, 1e-3);
        double r = variance > mu * 1.001 ? mu * mu / (variance - mu) : 1e4;
        int mean = Math.Clamp((int)Math.Round(8 * Math.Log2(mu)), LawTables.LeastMean + 2, LawTables.MostMean - 2);
        int shape = Math.Clamp((int)Math.Round(2 * (Math.Log2(r) + 2)), 0, LawTables.MostShape), centre = RateLadder.CentreEighths(c);
        (int Mean, int Shape, double Bits) best = (mean, shape, double.MaxValue);
        for (int m = mean - 1; m <= mean + 1; m++)
        {
            for (int s = Math.Max(0, shape - 1); s <= Math.Min(LawTables.MostShape, shape + 1); s++)
            {
                LawTables.Counts(m, s, _law);
                double bits = Bits(histogram, _law.Parts) + 1 + 1.2 * Math.Abs(m - centre - _mean) + 1.2 * Math.Abs(s - _shape);
                if (bits < best.Bits) best = (m, s, bits);
            }
        }
        return best;
    }

    private (int Gap, int Value, double Bits) FitGaps(ReadOnlySpan<uint> histogram, int c, int symbols, int firstValue)
    {
        (int Gap, int Value, double Bits) best = (0, 0, double.MaxValue);
        int centre = CentreGap(c);
        for (int gap = Math.Max(0, centre - 10); gap <= centre + 14; gap++)
        {
            for (int value = Math.Clamp(firstValue - 1, 0, LawTables.MostValue); value <= Math.Clamp(firstValue + 1, 0, LawTables.MostValue); value++)
            {
                LawTables.Gaps(gap, value, symbols, _law);
                double bits = Bits(histogram, _law.Parts) + 1 + 1.2 * Math.Abs(gap - centre - _gap) + 1.2 * Math.Abs(value - _value);
                if (bits < best.Bits) best = (gap, value, bits);
            }
        }
        return best;
    }

    // All symbols from the escape on take its part, and a number.
    private double InFull(ReadOnlySpan<uint> histogram, int last, double total)
    {
        double tail = 0;
        int escape = Math.Min(254, last + 1);
        while (escape > 1 && (tail + histogram[escape - 1]) * 3000 < total) tail += histogram[--escape];
        Array.Clear(_cut);
        for (int i = 0; i <= last; i++) _cut[Math.Min(i, escape)] += histogram[i];
        _cut[escape] = Math.Max(1, _cut[escape]);
        _full.Normalise(_cut);
        return Bits(histogram[..(last + 1)], _full.Parts) + _full.StoredBits();
    }

    private static double Bits(ReadOnlySpan<uint> histogram, ReadOnlySpan<ushort> parts)
    {
        double bits = 0;
        int escape = parts.Length - 1;
        for (int i = 0; i < histogram.Length; i++)
        {
            if (histogram[i] == 0) continue;
            bits += i < escape ? histogram[i] * Log2OfParts[parts[i]] : histogram[i] * (Log2OfParts[parts[escape]] + 6 + Math.Log2(i - escape + 1));
        }
        return bits;
    }

    private void Put(RangeEncoder coder, Flag flag, bool value) => coder.Put(ref _flags[(int)flag], value ? 1 : 0, Shift);

    private bool Get(RangeDecoder coder, Flag flag) => coder.Get(ref _flags[(int)flag], Shift) != 0;

    private void Put(RangeEncoder coder, Step step, int difference)
    {
        int folded = difference > 0 ? 2 * difference - 1 : -2 * difference;
        for (int k = 0; k < folded; k++) coder.Put(ref Model(step, k), 1, Shift);
        coder.Put(ref Model(step, folded), 0, Shift);
    }

    private int Get(RangeDecoder coder, Step step)
    {
        int folded = 0;
        while (coder.Get(ref Model(step, folded), Shift) != 0)
            if (++folded > MostUnary) throw new InvalidDataException("Tally: a step without end.");
        return (folded & 1) != 0 ? (folded + 1) / 2 : -(folded / 2);
    }

    private ref ushort Model(Step step, int k) => ref _steps[(int)step * UnaryModels + Math.Min(k, UnaryModels - 1)];
}
