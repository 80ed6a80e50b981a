using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>
/// Predicts the rates of a whole pattern: each pixel's rate over the scan, corrected by what patterns at earlier scan positions
/// had, in 9 x 9 pixels, then 3 x 3, then in the pixel itself. A chain of Gamma-Poisson estimates.
/// </summary>
/// <remarks>Single precision in the order written, without fused operations: part of the format.</remarks>
internal sealed class ScanRates<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private const int Far = 4, Near = 1;
    private const int Pad = 8;

    private int[] _counts = [], _boxFar = [], _boxNear = [], _columns = [], _pairs = [], _fours = [];
    private float[] _means = [], _meanFar = [], _meanNear = [], _rates = [];
    private ScanParameters _parameters = new();
    private CubeShape _shape = new(1, 1, 1, 1);
    private int _pixels;

    /// <summary>Rates of the pattern, and some room behind them.</summary>
    public ReadOnlySpan<float> Rates => _rates;

    /// <summary>Each pixel's rate over the scan; 0 where it never counts.</summary>
    public ReadOnlySpan<float> Means => _means;

    public ScanParameters Parameters => _parameters;

    public void Begin(ScanParameters parameters, CubeShape shape, TileMap map)
    {
        (_parameters, _shape, _pixels) = (parameters, shape, (int)shape.PatternSamples);
        int room = _pixels + 16, row = shape.DetectorX + 4 * Pad;
        Scratch.Of(ref _counts, room);
        Scratch.Of(ref _boxFar, room);
        Scratch.Of(ref _boxNear, room);
        Scratch.Zeroed(ref _columns, row);
        Scratch.Zeroed(ref _pairs, row);
        Scratch.Zeroed(ref _fours, row);
        Scratch.Zeroed(ref _rates, room);
        Scratch.Zeroed(ref _means, room);
        Scratch.Zeroed(ref _meanFar, room);
        Scratch.Zeroed(ref _meanNear, room);
        for (int i = 0; i < _pixels; i++)
        {
            int c = map.Classes[i];
            _means[i] = c >= RateClasses.FirstResidual ? map.Means[i] : (float)RateClasses.Rate(c);
        }
        BoxMeans(Far, _meanFar);
        BoxMeans(Near, _meanNear);
    }

    /// <summary>Rates of a pattern, of which those at earlier positions are known.</summary>
    public void Predict(ReadOnlySpan<T> samples, int frame)
    {
        int weight = AddReferences(samples, frame);
        if (weight == 0)
        {
            _means.AsSpan(0, _pixels).CopyTo(_rates);
            return;
        }
        Boxes(Far, _boxFar);
        Boxes(Near, _boxNear);
        Vector256<float> w = Vector256.Create((float)weight), far = Vector256.Create(_parameters.Far), near = Vector256.Create(_parameters.Near);
        Vector256<float> own = Vector256.Create(_parameters.Own);
        for (int i = 0; i < _pixels; i += 8)
        {
            Vector256<float> mean = Load(_means, i);
            Vector256<float> r9 = (Single(_boxFar, i) + far) / (w * Load(_meanFar, i) + far);
            Vector256<float> r3 = (Single(_boxNear, i) + near) / (w * Load(_meanNear, i) * r9 + near) * r9;
            Vector256<float> r1 = (Single(_counts, i) + own) / (w * mean * r3 + own) * r3;
            (mean * r1).StoreUnsafe(ref _rates[0], (nuint)i);
        }
    }

    /// <summary>The definition of <see cref="Predict"/>, for one pixel.</summary>
    internal float PredictScalar(ReadOnlySpan<T> samples, int frame, int pixel)
    {
        int weight = 0, y = pixel / _shape.DetectorX, x = pixel % _shape.DetectorX;
        int[] sums = new int[3];
        foreach ((int dy, int dx, int w) in _parameters.References)
        {
            int reference = Reference(frame, dy, dx);
            if (reference < 0) continue;
            weight += w;
            for (int v = Math.Max(0, y - Far); v <= Math.Min(_shape.DetectorY - 1, y + Far); v++)
            {
                for (int u = Math.Max(0, x - Far); u <= Math.Min(_shape.DetectorX - 1, x + Far); u++)
                {
                    int count = w * (int)Math.Min(65535u, uint.CreateTruncating(samples[reference * _pixels + v * _shape.DetectorX + u]));
                    sums[0] += count;
                    if (Math.Abs(v - y) <= Near && Math.Abs(u - x) <= Near) sums[1] += count;
                    if (v == y && u == x) sums[2] += count;
                }
            }
        }
        if (weight == 0) return _means[pixel];
        float r9 = (sums[0] + _parameters.Far) / (weight * _meanFar[pixel] + _parameters.Far);
        float r3 = (sums[1] + _parameters.Near) / (weight * _meanNear[pixel] * r9 + _parameters.Near) * r9;
        float r1 = (sums[2] + _parameters.Own) / (weight * _means[pixel] * r3 + _parameters.Own) * r3;
        return _means[pixel] * r1;
    }

    private int Reference(int frame, int dy, int dx)
    {
        int y = frame / _shape.ScanX - dy, x = frame % _shape.ScanX - dx;
        return y < 0 || x < 0 || x >= _shape.ScanX ? -1 : y * _shape.ScanX + x;
    }

    private int AddReferences(ReadOnlySpan<T> samples, int frame)
    {
        int weight = 0;
        Span<int> counts = _counts.AsSpan(0, _pixels);
        counts.Clear();
        foreach ((int dy, int dx, int w) in _parameters.References)
        {
            int reference = Reference(frame, dy, dx);
            if (reference < 0) continue;
            weight += w;
            AddWeighted(samples.Slice(reference * _pixels, _pixels), w, counts);
        }
        return weight;
    }

    private static void AddWeighted(ReadOnlySpan<T> pattern, int weight, Span<int> sums)
    {
        int i = 0;
        ref int to = ref MemoryMarshal.GetReference(sums);
        if (typeof(T) == typeof(ushort) || typeof(T) == typeof(byte))
        {
            for (; i + 16 <= sums.Length; i += 16)
            {
                Vector256<ushort> values = typeof(T) == typeof(ushort)
                    ? Vector256.Create(MemoryMarshal.Cast<T, ushort>(pattern).Slice(i, 16))
                    : Vector256.WidenLower(Vector128.Create(MemoryMarshal.Cast<T, byte>(pattern).Slice(i, 16)).ToVector256Unsafe());
                (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(values);
                (Vector256.LoadUnsafe(ref to, (nuint)i) + low.AsInt32() * weight).StoreUnsafe(ref to, (nuint)i);
                (Vector256.LoadUnsafe(ref to, (nuint)i + 8) + high.AsInt32() * weight).StoreUnsafe(ref to, (nuint)i + 8);
            }
        }
        for (; i < sums.Length; i++) sums[i] += weight * (int)Math.Min(65535u, uint.CreateTruncating(pattern[i]));
    }

    // Sums over squares of 2 r + 1 pixels, zeros beyond the detector.
    private void Boxes(int r, int[] boxes)
    {
        int width = _shape.DetectorX, height = _shape.DetectorY, padded = (width + 7) & ~7;
        _columns.AsSpan().Clear();
        for (int y = 0; y < Math.Min(r, height); y++) AddRow(y, 1);
        for (int y = 0; y < height; y++)
        {
            if (y + r < height) AddRow(y + r, 1);
            if (y - r - 1 >= 0) AddRow(y - r - 1, -1);
            ref int c = ref _columns[Pad], to = ref boxes[y * width];
            if (r == Near)
            {
                for (int x = 0; x < padded; x += 8) (At(ref c, x - 1) + At(ref c, x) + At(ref c, x + 1)).StoreUnsafe(ref to, (nuint)x);
                continue;
            }
            ref int pair = ref _pairs[Pad], four = ref _fours[Pad];
            for (int x = -8; x < padded; x += 8) (At(ref c, x) + At(ref c, x + 1)).StoreUnsafe(ref Unsafe.Add(ref pair, x));
            for (int x = -8; x < padded; x += 8) (At(ref pair, x) + At(ref pair, x + 2)).StoreUnsafe(ref Unsafe.Add(ref four, x));
            for (int x = 0; x < padded; x += 8) (At(ref four, x - 4) + At(ref four, x) + At(ref c, x + 4)).StoreUnsafe(ref to, (nuint)x);
        }
    }

    private void AddRow(int y, int sign)
    {
        int width = _shape.DetectorX;
        ref int from = ref _counts[y * width], to = ref _columns[Pad];
        int x = 0;
        for (; x + 8 <= width; x += 8) (At(ref to, x) + At(ref from, x) * sign).StoreUnsafe(ref to, (nuint)x);
        for (; x < width; x++) Unsafe.Add(ref to, x) += Unsafe.Add(ref from, x) * sign;
    }

    private void BoxMeans(int r, float[] boxes)
    {
        int width = _shape.DetectorX, height = _shape.DetectorY;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double sum = 0;
                for (int v = Math.Max(0, y - r); v <= Math.Min(height - 1, y + r); v++)
                    for (int u = Math.Max(0, x - r); u <= Math.Min(width - 1, x + r); u++) sum += _means[v * width + u];
                boxes[y * width + x] = (float)sum;
            }
        }
    }

    private static Vector256<int> At(ref int row, int x) => Vector256.LoadUnsafe(ref Unsafe.Add(ref row, x));

    private static Vector256<float> Load(float[] values, int i) => Vector256.LoadUnsafe(ref values[0], (nuint)i);

    private static Vector256<float> Single(int[] values, int i) => Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref values[0], (nuint)i));
}
