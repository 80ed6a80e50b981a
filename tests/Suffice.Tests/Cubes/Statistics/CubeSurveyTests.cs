using System.Globalization;
using System.Numerics;
using CsCheck;
using Suffice.Cubes;
using Suffice.Cubes.Statistics;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests;

public sealed class CubeSurveyTests
{
    private static readonly SurveyLimits Roomy = new(1 << 20, 64 << 20, 1 << 20);

    [Fact]
    public void Every_figure_is_what_its_definition_gives() =>
        RandomCubes.Any.Sample(cube => AssertEqual(new Reference(cube), Measure(cube, 1, Roomy)), iter: 300);

    [Fact]
    public void Slabs_and_panels_of_any_size_give_the_same_figures() =>
        Gen.Select(RandomCubes.Any, Gen.Int[1, 5000]).Sample(
            (cube, slabBytes) => AssertEqual(new Reference(cube), Measure(cube, 2, Roomy with { SlabBytes = slabBytes })), iter: 200);

    [Fact]
    public void Thread_counts_give_identical_results() => RandomCubes.Any.Sample(cube =>
    {
        CubeStatistics one = Measure(cube, 1, Roomy), two = Measure(cube, 2, Roomy);
        Assert.Equal(one.MeanPattern.ToArray(), two.MeanPattern.ToArray());
        Assert.Equal(one.MaximumPattern.ToArray(), two.MaximumPattern.ToArray());
        Assert.Equal(one.SumImage.ToArray(), two.SumImage.ToArray());
        Assert.Equal(one.Histogram.Bins, two.Histogram.Bins);
        // The order of a table's entries depends on the order of arrival, and with it the last bit of a sum of logarithms.
        Assert.Equal(one.EntropyBits, two.EntropyBits, 1e-12);
        Assert.Equal((one.Mean, one.StandardDeviation, one.Zeros, one.DistinctValues),
            (two.Mean, two.StandardDeviation, two.Zeros, two.DistinctValues));
        Assert.Equal((one.Minimum, one.Maximum, one.PixelEntropy), (two.Minimum, two.Maximum, two.PixelEntropy));
    }, iter: 60);

    [Fact]
    public void Every_block_is_read_once_where_it_fits()
    {
        CubeShape shape = new(9, 10, 12, 14);
        MemoryCube cube = new(ElementType.UInt16, shape, new byte[shape.Samples * 2], new(4, 3, 5, 7));
        Measure(cube, 1, Roomy with { SlabBytes = 4 * 3 * 5 * 7 * 2 });
        Assert.All(cube.Reads, r => Assert.Equal((0, 0, 0, 0), (r.ScanY % 4, r.ScanX % 3, r.DetectorY % 5, r.DetectorX % 7)));
        Assert.Equal(shape.Samples, cube.Reads.Sum(r => r.Extent.Samples));
        Assert.Equal(3 * 4 * 3 * 2, cube.Reads.Count);
    }

    [Fact]
    public void A_cube_of_zeros_has_no_entropy_and_no_bound()
    {
        CubeShape shape = new(2, 3, 4, 5);
        foreach (ElementType element in ElementTypes.All)
        {
            CubeStatistics statistics = Measure(new MemoryCube(element, shape, new byte[shape.Samples * element.Bytes()]), 2);
            Assert.Equal((1.0, 0.0, 1L), (statistics.Sparsity, statistics.EntropyBits, statistics.DistinctValues));
            Assert.Equal(0, statistics.PixelEntropy!.BitsPerSample);
            Assert.Equal((0.0, 0.0, 0.0), (statistics.Minimum.Number, statistics.Maximum.Number, statistics.StandardDeviation));
            Assert.Equal(double.PositiveInfinity, statistics.SparsityBound);
            Assert.Equal(element.IsFloat() ? null : 0, statistics.EffectiveBits);
            Assert.Null(statistics.EntropyBitsPerElectron);
            Assert.Equal([new HistogramBin(0, 0, shape.Samples)], statistics.Histogram.Bins);
        }
    }

    [Fact]
    public void The_extremes_of_64_bit_integers_are_exact()
    {
        CubeStatistics unsigned = Survey(ElementType.UInt64, [.. Enumerable.Repeat((byte)0xFF, 800)]);
        Assert.Equal("18446744073709551615", unsigned.Maximum.ToString());
        Assert.Equal((64, 0.0, 18446744073709551615.0), (unsigned.EffectiveBits, unsigned.StandardDeviation, unsigned.Mean));
        CubeStatistics signed = Survey(
            ElementType.Int64, [.. BitConverter.GetBytes(long.MinValue), .. BitConverter.GetBytes(long.MaxValue)]);
        Assert.Equal(("-9223372036854775808", "9223372036854775807"), (signed.Minimum.ToString(), signed.Maximum.ToString()));
        Assert.Equal((64, -0.5), (signed.EffectiveBits, signed.Mean));
        Assert.Equal(1, signed.StandardDeviation / Math.Pow(2, 63), 1e-15);
    }

    [Fact]
    public void One_sample_is_a_cube()
    {
        CubeStatistics statistics = Survey(ElementType.UInt16, [44, 1]);
        Assert.Equal((300.0, 0.0), (statistics.Mean, statistics.StandardDeviation));
        Assert.Equal((0.0, 9), (statistics.EntropyBits, statistics.EffectiveBits));
        Assert.Equal(new ElectronCounts(300, 300, 300), statistics.ElectronsPerPattern);
    }

    [Fact]
    public void A_cube_of_nan_has_figures_that_say_so()
    {
        byte[] samples = [.. Enumerable.Repeat(BitConverter.GetBytes(float.NaN), 6).SelectMany(b => b)];
        CubeStatistics statistics = Survey(ElementType.Float32, samples);
        Assert.Equal((6L, 0L, 1L), (statistics.NotNumbers, statistics.Zeros, statistics.DistinctValues));
        Assert.All([statistics.Mean, statistics.Maximum.Number, statistics.MeanPattern.Span[0]], v => Assert.True(double.IsNaN(v)));
        Assert.Empty(statistics.Histogram.Bins);
    }

    [Fact]
    public void A_large_mean_does_not_spoil_the_deviation_of_floats()
    {
        byte[] samples = [.. Enumerable.Range(0, 1000).SelectMany(i => BitConverter.GetBytes(1e9 + i % 2))];
        Assert.Equal(0.5, Survey(ElementType.Float64, samples).StandardDeviation, 1e-12);
    }

    [Theory]
    [InlineData(ElementType.UInt16)]
    [InlineData(ElementType.Float32)]
    public void Too_many_values_for_the_memory_give_an_estimate_from_a_part_of_the_pixels(ElementType element)
    {
        CubeShape shape = new(16, 16, 64, 64);
        MemoryCube cube = new(element, shape, RandomCubes.Fill(element, shape, 1, 5));
        CubeStatistics exact = Measure(cube, 2, Roomy);
        CubeStatistics estimate = Measure(cube, 2, Roomy with { PixelBytes = 8 * 65536 });
        Assert.Equal(1, exact.PixelEntropy!.FractionOfPixels);
        Assert.InRange(estimate.PixelEntropy!.FractionOfPixels, 0.01, 0.5);
        Assert.Equal(1, estimate.PixelEntropy.BitsPerSample / exact.PixelEntropy.BitsPerSample, 0.02);
    }

    [Fact]
    public void Too_many_distinct_values_give_a_lower_bound_and_an_estimate_of_the_entropy()
    {
        CubeShape shape = new(16, 16, 32, 32);
        MemoryCube cube = new(ElementType.Float32, shape, RandomCubes.Fill(ElementType.Float32, shape, 3, 5));
        CubeStatistics exact = Measure(cube, 1, Roomy);
        CubeStatistics estimate = Measure(cube, 2, Roomy with { DistinctValues = 4096 });
        Assert.True(exact.DistinctValuesAreExact);
        Assert.False(estimate.DistinctValuesAreExact);
        Assert.InRange(estimate.DistinctValues, 4096, exact.DistinctValues);
        Assert.Equal(1, estimate.EntropyBits / exact.EntropyBits, 0.05);
    }

    [Fact]
    public void The_figures_of_a_real_scan_are_those_of_numpy()
    {
        using TemporaryFolder folder = new();
        string mib = RealData.AuPd(folder.Path);
        double[] numpy = [.. Python.Run("mibstats.py", mib).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        CubeStatistics ours = Measure(AuPdCube.Load(mib), 2);
        double[] figures =
        [
            ours.Zeros, ours.Maximum.Number, ours.Mean, ours.StandardDeviation, ours.DistinctValues, ours.EntropyBits,
            ours.PixelEntropy!.BitsPerSample,
            ours.ElectronsPerPattern!.Mean, ours.ElectronsPerPattern.Minimum, ours.ElectronsPerPattern.Maximum,
        ];
        Assert.Equal(314, ours.Maximum.Number);
        Assert.Equal(numpy.Length, figures.Length);
        for (int i = 0; i < numpy.Length; i++) Assert.Equal(numpy[i], figures[i], 1e-10 * (1 + Math.Abs(numpy[i])));
    }

    [Fact]
    public void Progress_ends_at_the_size_of_the_cube_and_a_cancelled_survey_stops()
    {
        CubeShape shape = new(4, 4, 16, 16);
        MemoryCube cube = new(ElementType.UInt16, shape, new byte[shape.Samples * 2]);
        List<long> done = [];
        Measure(cube, 2, Roomy with { SlabBytes = 2048 }, done.Add);
        Assert.Equal(cube.Cube.Bytes, done[^1]);
        Assert.Equal(4, done.Count);
        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() =>
            CubeSurvey.Measure(cube, 2, Roomy with { SlabBytes = 2048 }, _ => source.Cancel(), source.Token));
    }

    private static CubeStatistics Measure(MemoryCube cube, int threads, SurveyLimits? limits = null, Action<long>? progress = null) =>
        CubeSurvey.Measure(cube, threads, limits ?? SurveyLimits.For(64 << 20), progress, TestContext.Current.CancellationToken);

    private static CubeStatistics Survey(ElementType element, byte[] samples) =>
        Measure(new MemoryCube(element, new(samples.Length / element.Bytes(), 1, 1, 1), samples), 2);

    private static void AssertEqual(Reference expected, CubeStatistics actual)
    {
        double[] finite = expected.Finite;
        Assert.Equal((expected.Zeros, expected.NotNumbers, expected.Infinities), (actual.Zeros, actual.NotNumbers, actual.Infinities));
        Assert.Equal((expected.Distinct, true), (actual.DistinctValues, actual.DistinctValuesAreExact));
        Assert.Equal(finite.DefaultIfEmpty(double.NaN).Min(), actual.Minimum.Number);
        Assert.Equal(finite.DefaultIfEmpty(double.NaN).Max(), actual.Maximum.Number);
        AssertClose(expected.Mean, actual.Mean);
        AssertClose(expected.Deviation, actual.StandardDeviation);
        AssertClose(expected.Entropy, actual.EntropyBits);
        AssertClose(expected.PixelEntropy, actual.PixelEntropy!.BitsPerSample);
        Assert.Equal(1, actual.PixelEntropy.FractionOfPixels);
        AssertClose(expected.MeanPattern, actual.MeanPattern.ToArray());
        AssertClose(expected.MaximumPattern, actual.MaximumPattern.ToArray());
        AssertClose(expected.Sums, actual.SumImage.ToArray());
        Assert.Equal(finite.Length, actual.Histogram.Bins.Sum(b => b.Count));
        foreach (HistogramBin bin in actual.Histogram.Bins.Where(_ => actual.Histogram.IsExact).Take(20))
            Assert.Equal(finite.Count(v => v == bin.Lower), bin.Count);
        if (expected.Integers.Length == 0) return;
        (BigInteger minimum, BigInteger maximum) = (expected.Integers.Min(), expected.Integers.Max());
        Assert.Equal((minimum.ToString(), maximum.ToString()), (actual.Minimum.ToString(), actual.Maximum.ToString()));
        Assert.Equal((int)(maximum - (actual.Element.IsSigned() ? minimum : 0)).GetBitLength(), actual.EffectiveBits);
        AssertClose(expected.Sums.Average(), actual.ElectronsPerPattern!.Mean);
        AssertClose(expected.Sums.Min(), actual.ElectronsPerPattern.Minimum);
        AssertClose(expected.Sums.Max(), actual.ElectronsPerPattern.Maximum);
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < expected.Length; i++) AssertClose(expected[i], actual[i], scale);
    }

    private static void AssertClose(double expected, double actual, double scale = 1)
    {
        if (double.IsNaN(expected)) Assert.True(double.IsNaN(actual));
        else Assert.Equal(expected, actual, 1e-11 * (1e-9 + Math.Max(scale, Math.Abs(expected))));
    }
}
