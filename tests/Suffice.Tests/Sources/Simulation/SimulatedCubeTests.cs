using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Xunit;

namespace Suffice.Tests.Sources.Simulation;

public sealed class SimulatedCubeTests
{
    private static readonly CubeShape Shape = new(6, 5, 24, 20);

    [Fact]
    public void Any_region_in_any_order_with_any_threads_holds_the_same_counts()
    {
        DetectorModel detector = new(ElementType.UInt16) { GainSpread = 0.1, HotPixels = 0.01, HotPixelCounts = 5, ChargeSharing = 0.2, BeamNoise = 0.05 };
        SimulatedScan scan = DiscRates.Scan(Shape, 3, 8, detector);
        ushort[] whole = Counts(scan, CubeRegion.Whole(Shape), 1);
        Assert.Equal(whole, Counts(scan, CubeRegion.Whole(Shape), 2));
        using SimulatedCube cube = new(scan);
        CubeRegion[] parts = [new(4, 1, 3, 5, new CubeShape(2, 3, 9, 8)), new(0, 0, 0, 0, new CubeShape(1, 5, 24, 20)), new(2, 4, 23, 0, new CubeShape(3, 1, 1, 20))];
        foreach (CubeRegion part in parts)
        {
            ushort[] counts = new ushort[part.Extent.Samples];
            cube.Read(part, MemoryMarshal.AsBytes(counts.AsSpan()), 2);
            int at = 0;
            for (int y = 0; y < part.Extent.ScanY; y++)
                for (int x = 0; x < part.Extent.ScanX; x++)
                    for (int row = 0; row < part.Extent.DetectorY; row++)
                        for (int column = 0; column < part.Extent.DetectorX; column++)
                            Assert.Equal(
                                whole[(((part.ScanY + y) * 5 + part.ScanX + x) * 24 + part.DetectorY + row) * 20 + part.DetectorX + column], counts[at++]);
        }
    }

    [Fact]
    public void Another_seed_draws_other_counts() => Assert.NotEqual(
        Counts(DiscRates.Scan(Shape, 1), CubeRegion.Whole(Shape), 1), Counts(DiscRates.Scan(Shape, 1, seed: 2), CubeRegion.Whole(Shape), 1));

    [Fact]
    public void Faulty_pixels_are_the_same_in_every_pattern_and_in_the_rates()
    {
        CubeShape shape = new(10, 10, 64, 64);
        DetectorModel detector = new(ElementType.UInt16) { HotPixels = 0.01, HotPixelCounts = 100, DeadPixels = 0.02, GainSpread = 0.05 };
        SimulatedScan scan = DiscRates.Scan(shape, 4, detector: detector);
        float[] rates = Rates(scan, new CubeRegion(3, 7, 0, 0, shape with { ScanY = 1, ScanX = 1 }));
        Assert.InRange(rates.Count(rate => rate == 0), 40, 130);
        Assert.InRange(rates.Count(rate => rate > 90), 15, 70);
        float[] good = [.. rates.Where(rate => rate is > 0 and < 90)];
        Assert.Equal(4, good.Average(), 0.05);
        double spread = Math.Sqrt(good.Average(rate => Math.Pow(rate / 4 - 1, 2)));
        Assert.InRange(spread, 0.045, 0.055);
        ushort[] counts = Counts(scan, CubeRegion.Whole(shape), 2);
        for (int pixel = 0; pixel < rates.Length; pixel++)
        {
            double mean = Enumerable.Range(0, 100).Average(pattern => (double)counts[pattern * rates.Length + pixel]);
            Assert.InRange(mean - rates[pixel], -5.5 * Math.Sqrt(rates[pixel] / 100) - 0.02, 5.5 * Math.Sqrt(rates[pixel] / 100) + 0.02);
        }
    }

    [Fact]
    public void Shared_charge_is_counted_twice_and_correlates_neighbours()
    {
        CubeShape shape = new(8, 8, 64, 64);
        ushort[] counts = Counts(DiscRates.Scan(shape, 0.5, detector: new DetectorModel(ElementType.UInt16) { ChargeSharing = 0.4 }), CubeRegion.Whole(shape), 2);
        // One in 64 pixels of an edge loses a quarter of the shared counts.
        double expected = 0.5 * (1 + 0.4 * (1 - 1.0 / 64));
        Assert.Equal(expected, counts.Average(count => (double)count), 0.01);
        double covariance = Enumerable.Range(0, counts.Length - 1).Where(i => i % 64 < 63).Average(i => (counts[i] - expected) * (counts[i + 1] - expected));
        Assert.Equal(0.5 * 0.4 / 2, covariance, 0.02);
    }

    [Fact]
    public void A_counter_stops_at_its_depth()
    {
        ushort[] counts = Counts(DiscRates.Scan(Shape, 100, detector: new DetectorModel(ElementType.UInt16) { Saturation = 100 }), CubeRegion.Whole(Shape), 1);
        Assert.Equal(100, counts.Max());
        Assert.InRange(counts.Count(count => count == 100) / (double)counts.Length, 0.45, 0.6);
    }

    [Fact]
    public void Beam_noise_moves_whole_patterns()
    {
        CubeShape shape = new(20, 20, 32, 32);
        ushort[] counts = Counts(DiscRates.Scan(shape, 10, detector: new DetectorModel(ElementType.UInt16) { BeamNoise = 0.1 }), CubeRegion.Whole(shape), 2);
        double[] sums = [.. counts.Chunk(32 * 32).Select(pattern => pattern.Sum(count => (double)count) / (10 * 32 * 32))];
        Assert.InRange(Math.Sqrt(sums.Average(sum => (sum - 1) * (sum - 1))), 0.085, 0.115);
    }

    [Fact]
    public void Binned_samples_are_means_of_the_counts_at_the_centres_of_their_pixels()
    {
        SimulatedScan fine = DiscRates.Scan(Shape, 2, 9), binned = fine with { Binning = 2 };
        ushort[] counts = Counts(fine, CubeRegion.Whole(Shape), 1);
        using SimulatedCube cube = new(binned);
        Assert.Equal((ElementType.Float32, new CubeShape(6, 5, 12, 10)), (cube.Cube.Element, cube.Cube.Shape));
        Assert.Equal(new Axis("detector_y", 12, 3, -1.5 * 12 + 0.75, "mrad"), cube.Cube.DetectorAxes[0]);
        float[] means = new float[cube.Cube.Shape.Samples];
        cube.Read(CubeRegion.Whole(cube.Cube.Shape), MemoryMarshal.AsBytes(means.AsSpan()), 2);
        for (int i = 0; i < means.Length; i++)
        {
            int pattern = i / 120, y = i % 120 / 10 * 2, x = i % 10 * 2, at = pattern * 480 + y * 20 + x;
            Assert.Equal((counts[at] + counts[at + 1] + counts[at + 20] + counts[at + 21]) / 4f, means[i]);
        }
    }

    [Fact]
    public void What_cannot_be_recorded_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new SimulatedCube(DiscRates.Scan(Shape, 1, binning: 3)));
        Assert.Throws<ArgumentException>(() => new SimulatedCube(DiscRates.Scan(Shape, 1, detector: new DetectorModel(ElementType.Float64))));
    }

    private static ushort[] Counts(SimulatedScan scan, CubeRegion region, int threads)
    {
        using SimulatedCube cube = new(scan);
        ushort[] counts = new ushort[region.Extent.Samples];
        cube.Read(region, MemoryMarshal.AsBytes(counts.AsSpan()), threads);
        return counts;
    }

    private static float[] Rates(SimulatedScan scan, CubeRegion region)
    {
        using SimulatedCube cube = new(scan, SimulatedSamples.Rates);
        float[] rates = new float[region.Extent.Samples];
        cube.Read(region, MemoryMarshal.AsBytes(rates.AsSpan()), 1);
        return rates;
    }
}
