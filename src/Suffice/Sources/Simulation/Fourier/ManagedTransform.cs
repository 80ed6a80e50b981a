using System.Collections.Concurrent;
using MathNet.Numerics;
using Suffice.Sources.Simulation.Kernels;

namespace Suffice.Sources.Simulation.Fourier;

/// <summary>
/// The transform without a foreign library: Stockham's, one step for each prime factor. Every step combines whole rows, so that
/// its inner loop is long and contiguous; columns are transposed before and after.
/// </summary>
internal sealed class ManagedTransform : FourierTransform
{
    // For as many threads as ever ran at once; kept with the table of transforms.
    private readonly ConcurrentBag<Pair> _pairs = [];
    private readonly int[] _rowFactors, _columnFactors;
    private readonly Complex32[] _rowRoots, _columnRoots;

    public ManagedTransform(int rows, int columns)
        : base(rows, columns)
    {
        (_rowFactors, _columnFactors) = (Factors(rows), Factors(columns));
        (_rowRoots, _columnRoots) = (Roots(rows), Roots(columns));
    }

    private protected override void Run(ComplexImage image, int sign)
    {
        if (!_pairs.TryTake(out Pair? pair)) pair = new Pair(Rows, Columns);
        image.Values.CopyTo(pair.From.Values);
        AlongRows(pair, Columns, _rowFactors, _rowRoots, sign);
        Transpose(pair.From.Values, pair.To.Values, Rows, Columns);
        pair.Swap();
        AlongRows(pair, Rows, _columnFactors, _columnRoots, sign);
        Transpose(pair.From.Values, image.Values, Columns, Rows);
        _pairs.Add(pair);
    }

    /// <summary>Transforms the first of two extents, the other of which is <paramref name="width"/>.</summary>
    private static void AlongRows(Pair pair, int width, int[] factors, Complex32[] roots, int sign)
    {
        int length = roots.Length, stride = 1;
        foreach (int factor in factors)
        {
            Step(pair.From.Values, pair.To.Values, stride * width, factor, length / (stride * factor), roots, stride, sign);
            pair.Swap();
            stride *= factor;
        }
    }

    /// <summary>One step: <paramref name="groups"/> times, <paramref name="factor"/> blocks become as many.</summary>
    private static void Step(
        ReadOnlySpan<Complex32> from, Span<Complex32> to, int block, int factor, int groups, Complex32[] roots, int stride, int sign)
    {
        for (int group = 0; group < groups; group++)
        {
            for (int j = 0; j < factor; j++)
            {
                Span<Complex32> sum = to.Slice(((factor * group) + j) * block, block);
                sum.Clear();
                for (int k = 0; k < factor; k++)
                {
                    // exp(2 pi i j k / factor) exp(2 pi i j group / (factor groups)), both as roots of the whole length.
                    long turn = ((long)j * k * groups * stride) + ((long)j * group * stride);
                    Complex32 root = roots[(int)(turn % roots.Length)];
                    ComplexKernels.AddScaled(sum, from.Slice((group + (groups * k)) * block, block), sign > 0 ? root : root.Conjugate());
                }
            }
        }
    }

    private static void Transpose(ReadOnlySpan<Complex32> from, Span<Complex32> to, int rows, int columns)
    {
        // In tiles that stay in the first cache.
        const int tile = 16;
        for (int top = 0; top < rows; top += tile)
        {
            for (int left = 0; left < columns; left += tile)
            {
                int bottom = Math.Min(rows, top + tile), right = Math.Min(columns, left + tile);
                for (int row = top; row < bottom; row++)
                    for (int column = left; column < right; column++) to[(column * rows) + row] = from[(row * columns) + column];
            }
        }
    }

    private static int[] Factors(int length)
    {
        List<int> factors = [];
        for (int factor = 2; length > 1; factor++)
        {
            for (; length % factor == 0; length /= factor) factors.Add(factor);
        }
        return [.. factors];
    }

    private static Complex32[] Roots(int length)
    {
        Complex32[] roots = new Complex32[length];
        for (int i = 0; i < length; i++)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * i / length);
            roots[i] = new((float)cosine, (float)sine);
        }
        return roots;
    }

    /// <summary>Room for one transform: every step goes from one image to the other.</summary>
    private sealed class Pair(int rows, int columns)
    {
        public ComplexImage From { get; private set; } = new(rows, columns);

        public ComplexImage To { get; private set; } = new(rows, columns);

        public void Swap() => (From, To) = (To, From);
    }
}
