using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Suffice.Codecs.Tally.Kernels;

namespace Suffice.Codecs.Tally;

/// <summary>Where the rates of a chunk come from, row by row, for encoder and decoder alike.</summary>
internal abstract class RateSource<T>
    where T : unmanaged, IBinaryInteger<T>
{
    /// <summary>Begins a pattern; of <paramref name="samples"/>, those before it are known.</summary>
    public abstract void BeginPattern(ReadOnlySpan<T> samples, int frame);

    /// <summary>Rates and classes of the next row; true where a class may code distances.</summary>
    public abstract bool NextRow(Span<float> rates, Span<byte> classes);

    /// <summary>Takes the row's counts.</summary>
    public abstract void EndRow(ReadOnlySpan<T> row);

    public abstract void EndPattern();
}

/// <summary>Rates from the rows above and the patterns before.</summary>
internal sealed class RowRateSource<T> : RateSource<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly RowRates _rates = new();

    public void Begin(RowParameters parameters, int width, int pixels) => _rates.Begin(parameters, width, pixels);

    public override void BeginPattern(ReadOnlySpan<T> samples, int frame) => _rates.BeginPattern();

    public override bool NextRow(Span<float> rates, Span<byte> classes) => _rates.Predict(rates, classes);

    public override void EndRow(ReadOnlySpan<T> row)
    {
        Span<ushort> to = _rates.Row;
        if (typeof(T) == typeof(ushort)) MemoryMarshal.Cast<T, ushort>(row).CopyTo(to);
        else for (int x = 0; x < row.Length; x++) to[x] = ushort.CreateSaturating(row[x]);
        _rates.EndRow();
    }

    public override void EndPattern() => _rates.EndPattern();
}

/// <summary>Rates from each pixel's mean, the scan positions before, and the rows above.</summary>
internal sealed class ScanRateSource<T> : RateSource<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly RowCorrection _correction = new();
    private int _width, _y;

    public ScanRates<T> Rates { get; } = new();

    public void Begin(int width) => _width = width;

    public override void BeginPattern(ReadOnlySpan<T> samples, int frame)
    {
        Rates.Predict(samples, frame);
        _correction.BeginPattern(_width, Rates.Parameters.Rows);
        _y = 0;
    }

    public override bool NextRow(Span<float> rates, Span<byte> classes)
    {
        int start = _y++ * _width;
        _correction.Correct(Rates.Rates.Slice(start, _width), rates);
        rates[_width..((_width + 15) & ~15)].Clear();
        bool any = false;
        for (int x = 0; x < _width; x += 16)
        {
            Vector256<float> a = Vector256.Create(rates.Slice(x, 8)), b = Vector256.Create(rates.Slice(x + 8, 8));
            any |= Vector256.GreaterThanOrEqualAny(Vector256.Max(a, b), Vector256.Create(RateLadder.FirstResidualRate));
            LadderKernel.Classes(a, b).CopyTo(classes[x..]);
        }
        ReadOnlySpan<float> means = Rates.Means.Slice(start, _width);
        for (int x = 0; x < _width; x++) if (means[x] == 0) classes[x] = RateLadder.None;
        classes[_width..((_width + 15) & ~15)].Fill(RateLadder.None);
        return any;
    }

    public override void EndRow(ReadOnlySpan<T> row) => _correction.EndRow(row);

    public override void EndPattern()
    {
    }
}
