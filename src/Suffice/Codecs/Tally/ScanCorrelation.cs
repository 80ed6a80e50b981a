using System.Numerics;
using System.Runtime.Intrinsics;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>
/// How far what patterns have beyond their pixels' means is alike at other scan positions: products of such differences in
/// the brightest 4 x 4 blocks of the detector, each divided by the square root of its mean.
/// </summary>
internal sealed class ScanCorrelation<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private const int Block = 4;
    private const int MostBlocks = 640;
    private const int LeastPairs = 8;

    private float[] _differences = [], _blockMeans = [];
    private int[] _blockOfPixel = [];
    private CubeShape _shape = new(1, 1, 1, 1);
    private int _blocks;

    public void Prepare(ReadOnlySpan<T> samples, CubeShape shape, ReadOnlySpan<float> means)
    {
        _shape = shape;
        ChooseBlocks(shape, means);
        int frames = shape.ScanY * shape.ScanX, pixels = (int)shape.PatternSamples;
        Scratch.Zeroed(ref _differences, frames * _blocks + 8);
        for (int frame = 0; frame < frames; frame++)
        {
            ReadOnlySpan<T> pattern = samples.Slice(frame * pixels, pixels);
            Span<float> own = _differences.AsSpan(frame * _blocks, _blocks);
            for (int i = 0; i < pixels; i++)
            {
                int block = _blockOfPixel[i];
                if (block >= 0) own[block] += uint.CreateTruncating(pattern[i]) - means[i];
            }
            for (int b = 0; b < _blocks; b++) own[b] *= _blockMeans[b] > 0 ? 1 / MathF.Sqrt(_blockMeans[b]) : 0;
        }
    }

    /// <summary>The mean product over a quarter of the pairs of positions that are so far apart.</summary>
    public double At(int dy, int dx)
    {
        if (dy < 0 || (dy == 0 && dx < 0)) (dy, dx) = (-dy, -dx);
        double sum = 0;
        int pairs = 0;
        for (int y = dy; y < _shape.ScanY; y++)
        {
            for (int x = Math.Max(0, dx); x < _shape.ScanX + Math.Min(0, dx); x++)
            {
                int frame = y * _shape.ScanX + x;
                if ((frame * 7 + (dy * 31 + dx) * 3) % 4 != 0) continue;
                sum += Product(frame, frame - dy * _shape.ScanX - dx);
                pairs++;
            }
        }
        return pairs > LeastPairs ? sum / pairs : 0;
    }

    private double Product(int a, int b)
    {
        Vector256<float> sum = Vector256<float>.Zero;
        for (int i = 0; i < _blocks; i += 8)
            sum += Vector256.LoadUnsafe(ref _differences[0], (nuint)(a * _blocks + i)) * Vector256.LoadUnsafe(ref _differences[0], (nuint)(b * _blocks + i));
        return Vector256.Sum(sum);
    }

    // Blocks whose mean exceeds a bound that rises until few enough are left; their number is rounded up to whole vectors.
    private void ChooseBlocks(CubeShape shape, ReadOnlySpan<float> means)
    {
        int columns = (shape.DetectorX - 1) / Block + 1, rows = (shape.DetectorY - 1) / Block + 1, width = shape.DetectorX;
        float[] sums = new float[rows * columns];
        for (int i = 0; i < shape.PatternSamples; i++) sums[i / width / Block * columns + i % width / Block] += means[i];
        float[] sorted = [.. sums.OrderDescending().Take(MostBlocks + 1)];
        float bound = sorted.Length > MostBlocks ? sorted[^1] : 0;
        int[] numbers = new int[sums.Length];
        int blocks = 0;
        for (int i = 0; i < sums.Length; i++) numbers[i] = sums[i] > bound ? blocks++ : -1;
        _blocks = (blocks + 7) & ~7;
        Scratch.Zeroed(ref _blockMeans, _blocks);
        for (int i = 0; i < sums.Length; i++) if (numbers[i] >= 0) _blockMeans[numbers[i]] = sums[i];
        Scratch.Of(ref _blockOfPixel, (int)shape.PatternSamples);
        for (int i = 0; i < shape.PatternSamples; i++) _blockOfPixel[i] = numbers[i / width / Block * columns + i % width / Block];
    }
}
