using Suffice.Cubes;
using Suffice.Reductions;
using Suffice.Reductions.Kernels;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Reductions;

public sealed class RepresentationTests
{
    private const int Rows = 21, Columns = 18;

    private static readonly ViewContext Context = new(new MemoryCube(ElementType.UInt16, new CubeShape(3, 4, Rows, Columns), []).Cube, null, default);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Squares_of_pixels_hold_exact_sums_and_give_them_back(int factor)
    {
        ushort[] pattern = Pattern(1);
        BinnedPatterns binned = new(Context, factor);
        double[] stored = Encode(binned, pattern), restored = Restore(binned, stored);
        Assert.Equal(factor, binned.ExactPixels);
        Assert.Equal(pattern.Sum(value => value), stored.Sum());
        Assert.Equal(stored, Encode(binned, restored), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(pattern.Where((_, i) => i / Columns < factor && i % Columns < factor).Sum(value => value), stored[0]);
    }

    [Fact]
    public void Around_the_beam_every_pixel_comes_back_and_elsewhere_the_sums_of_squares()
    {
        ushort[] pattern = Pattern(8);
        GradedPatterns graded = new(Context, 4, 5, (10, 9));
        double[] restored = Restore(graded, Encode(graded, pattern));
        for (int y = 8; y < 12; y++)
            for (int x = 8; x < 12; x++) Assert.Equal(pattern[y * Columns + x], restored[y * Columns + x]);
        Assert.Equal(4, graded.ExactPixels);
        BinnedPatterns binned = new(Context, 4);
        Assert.Equal(Encode(binned, pattern), Encode(binned, restored), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.NotEqual(pattern[0], restored[0]);
    }

    [Fact]
    public void Sums_never_overflow_the_type_that_they_are_kept_in()
    {
        Assert.Equal(ElementType.UInt16, StoredValues.SumOf(ElementType.UInt8, 64));
        Assert.Equal(ElementType.UInt32, StoredValues.SumOf(ElementType.UInt16, 4));
        Assert.Equal(ElementType.Int32, StoredValues.SumOf(ElementType.Int16, 64));
        Assert.Equal(ElementType.UInt8, StoredValues.SumOf(ElementType.UInt8, 1));
        Assert.Equal(ElementType.Float32, StoredValues.SumOf(ElementType.Float32, 64));
    }

    [Fact]
    public void A_part_of_the_detector_comes_back_as_it_was_and_the_rest_empty()
    {
        ushort[] pattern = Pattern(2);
        BinnedPatterns cropped = new(Context, 1, box: (3, 4, 10, 9));
        double[] restored = Restore(cropped, Encode(cropped, pattern));
        Assert.Equal(0, cropped.ExactPixels);
        for (int i = 0; i < pattern.Length; i++)
            Assert.Equal(i / Columns is >= 3 and < 13 && i % Columns is >= 4 and < 13 ? pattern[i] : 0, restored[i]);
    }

    [Fact]
    public void Masked_pixels_are_left_out_of_sums_and_come_back_empty()
    {
        bool[] masked = new bool[Rows * Columns];
        masked[5 * Columns + 6] = true;
        ushort[] pattern = Pattern(3);
        pattern[5 * Columns + 6] = ushort.MaxValue;
        BinnedPatterns binned = new(Context with { Excluded = masked }, 4);
        double[] stored = Encode(binned, pattern);
        Assert.Equal(pattern.Where((_, i) => !masked[i]).Sum(value => value), stored.Sum());
        Assert.Equal(0, Restore(binned, stored)[5 * Columns + 6]);
        float[] floats = [.. pattern.Select((value, i) => masked[i] ? float.NaN : value)];
        Assert.Equal(stored, Encode(binned, floats));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    public void A_pattern_made_of_radial_moments_has_those_moments_and_so_its_sum_and_centre_of_mass(double width, int order)
    {
        ushort[] pattern = Pattern(4);
        RadialHarmonics radial = new(Context, (9.7, 8.2), width, order);
        double[] stored = Encode(radial, pattern), restored = Restore(radial, stored);
        Assert.Equal(stored, Encode(radial, restored), (a, b) => Math.Abs(a - b) < 1e-3 * (1 + Math.Abs(a)));
        double sum = pattern.Sum(value => (double)value);
        Assert.Equal(sum, restored.Sum(), sum * 1e-5);
        Assert.Equal(pattern.Select((v, i) => v * (double)(i / Columns)).Sum() / sum, restored.Select((v, i) => v * (i / Columns)).Sum() / restored.Sum(), 1e-4);
        Assert.Equal(pattern.Select((v, i) => v * (double)(i % Columns)).Sum() / sum, restored.Select((v, i) => v * (i % Columns)).Sum() / restored.Sum(), 1e-4);
    }

    [Fact]
    public void Mixtures_of_two_patterns_come_back_from_two_components()
    {
        ushort[] a = Pattern(5), b = Pattern(6);
        float[][] mixtures = [.. Enumerable.Range(0, 12).Select(k => a.Select((value, i) => (float)(value * (1 + k) + b[i] * (12 - k))).ToArray())];
        LowRankPatterns low = Assert.Single(LowRankPatterns.Fit([.. mixtures.Select(mixture => (float[])mixture.Clone())], Context, [2]));
        double[] restored = Restore(low, Encode(low, mixtures[3]));
        Assert.Equal(mixtures[3].Select(value => (double)value), restored, (x, y) => Math.Abs(x - y) < 1e-2);
    }

    [Fact]
    public void Sums_over_positions_are_shared_out_again_however_the_patterns_come()
    {
        CubeShape shape = new(3, 4, Rows, Columns);
        BinnedPatterns binned = new(Context, 1, scanFactor: 2);
        PatternRun run = (PatternRun)binned.Start([ViewRequest.Parse("total")], Context);
        Dictionary<(int, int), double> kept = [];
        run.Restored.Listener = (row, column, stored) => kept[(row, column)] = stored.ToArray().Sum();
        foreach (int position in Enumerable.Range(0, 12).Reverse()) run.Positions[0].Measure<ushort>(position / 4, position % 4, Pattern(position));
        double Sum(params int[] positions) => positions.Sum(position => Pattern(position).Sum(value => (double)value));
        Assert.Equal(4, kept.Count);
        Assert.Equal(Sum(0, 1, 4, 5), kept[(0, 0)]);
        Assert.Equal(Sum(10, 11), kept[(1, 1)]);
        double[] totals = Assert.Single(run.Answer(0)).Values;
        Assert.Equal(Sum(0, 1, 4, 5) / 4, totals[5], 1e-6);
        Assert.Equal(Sum(10, 11) / 2, totals[11], 1e-6);
        Assert.Equal((2, 2), ((shape.ScanY + 1) / 2, shape.ScanX / 2));
    }

    [Fact]
    public void Kernels_equal_their_definitions()
    {
        Random random = new(7);
        float[] a = [.. Enumerable.Range(0, 10_007).Select(_ => random.NextSingle())], b = [.. a.Select(_ => random.NextSingle() - 0.5f)];
        Assert.Equal(Products.ScalarDot<float>(a, b), Products.Dot(a, b), 1e-2);
        double[] c = [.. a.Select(value => (double)value)], d = [.. b.Select(value => (double)value)];
        Assert.Equal(Products.ScalarDot<double>(c, d), Products.Dot(c, d), 1e-9);
        foreach ((int rows, int columns, int side) in ((int, int, int)[])[(1, 1, 2), (3, 37, 4), (8, 64, 8), (2, 2000, 2)])
        {
            ushort[] band = [.. Enumerable.Range(0, rows * (columns + 3)).Select(_ => (ushort)random.Next(65536))];
            double[] expected = new double[(columns + side - 1) / side], found = new double[expected.Length];
            SquareSums.ScalarSum<ushort>(band, columns + 3, rows, columns, side, expected);
            SquareSums.Sum<ushort>(band, columns + 3, rows, columns, side, found);
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void A_sum_over_a_pattern_that_comes_back_is_one_over_the_numbers_that_are_kept()
    {
        ushort[] pattern = Pattern(9);
        double[] weights = [.. Enumerable.Range(0, pattern.Length).Select(i => Math.Sin(i))];
        LowRankPatterns low = Assert.Single(LowRankPatterns.Fit([.. Enumerable.Range(0, 9).Select(seed => Array.ConvertAll(Pattern(seed), value => (float)value))], Context, [3]));
        foreach (PatternRepresentation representation in (PatternRepresentation[])[
            new BinnedPatterns(Context, 4), new BinnedPatterns(Context, 2, box: (1, 2, 9, 8)), new GradedPatterns(Context, 4, 5, (10, 9)), new RadialHarmonics(Context, (9.7, 8.2), 2, 2), low])
        {
            double[] stored = Encode(representation, pattern), restored = Restore(representation, stored), adjoint = representation.Adjoint(weights);
            double expected = Products.ScalarDot<double>(restored, weights);
            Assert.Equal(expected, Products.ScalarDot<double>(stored, adjoint), 1e-9 * pattern.Length * 20);
        }
    }

    private static ushort[] Pattern(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, Rows * Columns).Select(_ => (ushort)random.Next(20))];
    }

    private static double[] Encode<T>(PatternRepresentation representation, T[] pattern) where T : unmanaged
    {
        double[] stored = new double[representation.Rows * representation.Columns];
        representation.Encode<T>(pattern, stored);
        return stored;
    }

    private static double[] Restore(PatternRepresentation representation, double[] stored)
    {
        double[] pattern = new double[Rows * Columns];
        representation.Restore(stored, pattern);
        return pattern;
    }
}
