using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>
/// Predicts the rates of a row of pixels from the two rows above, a decaying sum down the columns, and a decaying sum over the
/// patterns before. A chain of Gamma-Poisson estimates: near neighbours are drawn to the columns, patterns to both.
/// </summary>
/// <remarks>Single precision in the order written, without fused operations: part of the format.</remarks>
internal sealed class RowRates
{
    public const int Pad = 16;

    private readonly ushort[][] _rows = [[], [], []];
    private ushort[] _sums = [];
    private float[] _columns = [];
    private float[] _patterns = [];
    private RowParameters _parameters;
    private bool _hasPatterns;
    private float _columnWeight, _patternWeight;
    private int _width, _padded, _y;

    /// <summary>Pixels of a row, rounded up to whole vectors.</summary>
    public int PaddedWidth => _padded;

    /// <summary>The row that is being coded, counts cut off at 65535; zeros from the width on.</summary>
    public Span<ushort> Row => _rows[_y % 3].AsSpan(Pad, _padded);

    public void Begin(RowParameters parameters, int width, int pixels)
    {
        (_parameters, _width, _padded) = (parameters, width, (width + 15) & ~15);
        _hasPatterns = parameters.Pattern < RowParameters.NoPattern;
        for (int i = 0; i < 3; i++) Scratch.Of(ref _rows[i], _padded + 2 * Pad);
        Scratch.Zeroed(ref _sums, _padded + 2 * Pad);
        Scratch.Of(ref _columns, _padded);
        if (_hasPatterns) Scratch.Zeroed(ref _patterns, pixels + Pad);
        _patternWeight = 0;
    }

    public void BeginPattern()
    {
        foreach (ushort[] row in _rows) row.AsSpan(0, _padded + 2 * Pad).Clear();
        _columns.AsSpan(0, _padded).Clear();
        (_columnWeight, _y) = (0, 0);
    }

    public void EndPattern() => _patternWeight = _patternWeight * RowParameters.PatternDecayValues[_parameters.PatternDecay] + 1;

    /// <summary>Rates and classes of the next row; true where a rate is so high that distances are coded.</summary>
    /// <param name="rates">Room for <see cref="PaddedWidth"/>; so has <paramref name="classes"/>.</param>
    public bool Predict(Span<float> rates, Span<byte> classes)
    {
        Terms terms = MakeTerms();
        ref ushort r1 = ref _rows[(_y + 2) % 3][Pad], r2 = ref _rows[(_y + 1) % 3][Pad];
        ref float to = ref MemoryMarshal.GetReference(rates);
        Vector256<float> most = Vector256<float>.Zero;
        for (int x = 0; x < _padded; x += 16)
        {
            Vector256<ushort> s = Neighbours(ref r1, ref r2, x);
            (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(s);
            Vector256<float> a = Rates(terms, Vector256.ConvertToSingle(low.AsInt32()), x), b = Rates(terms, Vector256.ConvertToSingle(high.AsInt32()), x + 8);
            a.StoreUnsafe(ref to, (nuint)x);
            b.StoreUnsafe(ref to, (nuint)x + 8);
            most = Vector256.Max(most, Vector256.Max(a, b));
            LadderKernel.Classes(a, b).CopyTo(classes[x..]);
        }
        classes[_width.._padded].Fill(RateLadder.None);
        return Vector256.GreaterThanOrEqualAny(most, Vector256.Create(RateLadder.FirstResidualRate));
    }

    /// <summary>The definition of <see cref="Predict"/>: the rate of one pixel of the next row.</summary>
    internal float PredictScalar(int x)
    {
        ReadOnlySpan<ushort> r1 = _rows[(_y + 2) % 3].AsSpan(Pad + x - 2, 5), r2 = _rows[(_y + 1) % 3].AsSpan(Pad + x - 2, 5);
        Terms terms = MakeTerms();
        ushort twice = Add(r1[2], r1[2]);
        ushort s = Add(twice, Add(Add(r1[1], r1[3]), r2[2]));
        s = Add(Add(s, s), Add(Add(r2[1], r2[3]), Add(r1[0], r1[4])));
        float column = (_columns[x] + terms.ColumnPrior) * terms.ColumnInverse;
        float rate = column * (s + terms.Near), expected = terms.Weight * column + terms.Near;
        if (terms.Offset < 0) return rate / expected;
        float all = rate * (_patterns[terms.Offset + x] + terms.Pattern);
        return all / (terms.PatternWeight * rate + terms.Pattern * expected);
    }

    /// <summary>Takes the counts that are now in <see cref="Row"/> into the sums.</summary>
    public void EndRow()
    {
        ref ushort row = ref _rows[_y % 3][Pad], sum = ref _sums[Pad];
        ref float column = ref _columns[0];
        Vector256<float> decay = Vector256.Create(RowParameters.DecayValues[_parameters.Decay]);
        if (!Row.ContainsAnyExcept((ushort)0))
        {
            for (int x = 0; x < _padded; x += 8) (Vector256.LoadUnsafe(ref column, (nuint)x) * decay).StoreUnsafe(ref column, (nuint)x);
        }
        else
        {
            for (int x = 0; x < _padded; x += 16)
                Add(At(ref row, x), Add(At(ref row, x - 1), At(ref row, x + 1))).StoreUnsafe(ref Unsafe.Add(ref sum, x));
            for (int x = 0; x < _padded; x += 16)
            {
                (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Add(At(ref sum, x), Add(At(ref sum, x - 3), At(ref sum, x + 3))));
                (Vector256.LoadUnsafe(ref column, (nuint)x) * decay + Vector256.ConvertToSingle(low.AsInt32())).StoreUnsafe(ref column, (nuint)x);
                (Vector256.LoadUnsafe(ref column, (nuint)x + 8) * decay + Vector256.ConvertToSingle(high.AsInt32())).StoreUnsafe(ref column, (nuint)x + 8);
            }
        }
        _columnWeight = _columnWeight * RowParameters.DecayValues[_parameters.Decay] + 9;
        if (_hasPatterns) AddToPatterns(ref row);
        _y++;
        Row.Clear();
    }

    private void AddToPatterns(ref ushort row)
    {
        float decay = RowParameters.PatternDecayValues[_parameters.PatternDecay];
        Span<float> sums = _patterns.AsSpan(_y * _width, _width);
        ref float to = ref MemoryMarshal.GetReference(sums);
        Vector256<float> decays = Vector256.Create(decay);
        int x = 0;
        for (; x + 16 <= _width; x += 16)
        {
            (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(At(ref row, x));
            (Vector256.LoadUnsafe(ref to, (nuint)x) * decays + Vector256.ConvertToSingle(low.AsInt32())).StoreUnsafe(ref to, (nuint)x);
            (Vector256.LoadUnsafe(ref to, (nuint)x + 8) * decays + Vector256.ConvertToSingle(high.AsInt32())).StoreUnsafe(ref to, (nuint)x + 8);
        }
        for (; x < _width; x++) sums[x] = sums[x] * decay + Unsafe.Add(ref row, x);
    }

    private Terms MakeTerms()
    {
        float prior = RowParameters.ColumnValues[_parameters.Column];
        bool usesPatterns = _hasPatterns && _patternWeight > 0;
        return new(
            RowParameters.NearValues[_parameters.Near], _y == 0 ? 0 : _y == 1 ? 10 : 14, prior * _parameters.Mean, 1f / (_columnWeight + prior),
            RowParameters.PatternValues[_parameters.Pattern], _patternWeight, usesPatterns ? _y * _width : -1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Rates(in Terms terms, Vector256<float> s, int x)
    {
        Vector256<float> near = Vector256.Create(terms.Near);
        Vector256<float> column = (Vector256.LoadUnsafe(ref _columns[0], (nuint)x) + Vector256.Create(terms.ColumnPrior)) * Vector256.Create(terms.ColumnInverse);
        Vector256<float> rate = column * (s + near), expected = Vector256.Create(terms.Weight) * column + near;
        if (terms.Offset >= 0)
        {
            Vector256<float> all = rate * (Vector256.LoadUnsafe(ref _patterns[0], (nuint)(terms.Offset + x)) + Vector256.Create(terms.Pattern));
            expected = Vector256.Create(terms.PatternWeight) * rate + Vector256.Create(terms.Pattern) * expected;
            rate = all;
        }
        return rate / expected;
    }

    // 4 N + 2 (NW + NE + NN) + NNW + NNE + NWW + NEE.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Neighbours(ref ushort r1, ref ushort r2, int x)
    {
        Vector256<ushort> north = At(ref r1, x), near = Add(Add(At(ref r1, x - 1), At(ref r1, x + 1)), At(ref r2, x));
        Vector256<ushort> far = Add(Add(At(ref r2, x - 1), At(ref r2, x + 1)), Add(At(ref r1, x - 2), At(ref r1, x + 2)));
        Vector256<ushort> s = Add(Add(north, north), near);
        return Add(Add(s, s), far);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> At(ref ushort row, int x) => Vector256.LoadUnsafe(ref Unsafe.Add(ref row, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Add(Vector256<ushort> a, Vector256<ushort> b) => Vector256.AddSaturate(a, b);

    private static ushort Add(ushort a, ushort b) => (ushort)Math.Min(ushort.MaxValue, a + b);

    private readonly record struct Terms(
        float Near, float Weight, float ColumnPrior, float ColumnInverse, float Pattern, float PatternWeight, int Offset);
}
