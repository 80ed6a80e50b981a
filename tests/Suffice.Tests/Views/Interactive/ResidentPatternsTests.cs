using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Suffice.Views;
using Suffice.Views.Interactive;
using Xunit;

namespace Suffice.Tests.Views.Interactive;

/// <summary>Patterns in memory, held against a pass over the cube.</summary>
public sealed class ResidentPatternsTests
{
    private static readonly CubeShape Shape = new(5, 7, 19, 23);

    public static TheoryData<ElementType, ImageResponse> Cases()
    {
        TheoryData<ElementType, ImageResponse> cases = [];
        foreach (ElementType element in (ElementType[])[ElementType.UInt8, ElementType.UInt16, ElementType.UInt32])
            foreach (ImageResponse response in Enum.GetValues<ImageResponse>()) cases.Add(element, response);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Events_give_the_images_of_the_samples(ElementType element, ImageResponse response)
    {
        MemoryCube cube = Counts(element);
        using ElectronEvents events = new(Shape, 1 << 20);
        ViewPass.Run(cube, [events.Filler], [], 2, cancellation: TestContext.Current.CancellationToken);
        Assert.True(events.Fits);
        Equal(cube, events, response);
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Int16)]
    [InlineData(ElementType.UInt64)]
    public void Samples_of_any_type_give_the_images_of_a_pass(ElementType element)
    {
        MemoryCube cube = new(element, Shape, element == ElementType.Float32
            ? MemoryMarshal.AsBytes(Enumerable.Range(0, (int)Shape.Samples).Select(i => (float)Math.Sin(i) + 2).ToArray().AsSpan()).ToArray()
            : Widen(element, 3));
        using DensePatterns samples = new(cube.Cube);
        ViewPass.Run(cube, [samples.Filler], [], 2, cancellation: TestContext.Current.CancellationToken);
        foreach (ImageResponse response in Enum.GetValues<ImageResponse>()) Equal(cube, samples, response);
    }

    [Fact]
    public void Counts_beyond_an_events_bits_are_kept_whole()
    {
        // 2^23 pixels leave nine bits for a count.
        CubeShape wide = new(1, 1, 2048, 4096);
        uint[] pattern = new uint[wide.PatternSamples];
        (pattern[5], pattern[6], pattern[^1]) = (511, 512, 100_000);
        using ElectronEvents events = new(wide, 1 << 20);
        events.Filler.Measure<uint>(0, 0, pattern);
        VirtualDetector all = new(DetectorMask.Whole(2048, 4096), ImageResponse.Sum);
        Assert.Equal(101_023, events.Image(all, 1, TestContext.Current.CancellationToken)[0][0]);
        Assert.Equal(100_000, events.Image(all with { Response = ImageResponse.Maximum }, 1, TestContext.Current.CancellationToken)[0][0]);
        double[] back = new double[wide.PatternSamples];
        events.AddTo(back, 0);
        Assert.Equal((511, 512, 100_000), (back[5], back[6], back[^1]));
    }

    [Fact]
    public void Events_that_do_not_fit_say_so()
    {
        MemoryCube cube = Counts(ElementType.UInt16);
        using ElectronEvents events = new(Shape, 8 << 10);
        ViewPass.Run(cube, [events.Filler], [], 2, cancellation: TestContext.Current.CancellationToken);
        Assert.False(events.Fits);
    }

    [Fact]
    public void A_position_that_was_not_seen_has_no_value()
    {
        using ElectronEvents events = new(Shape, 1 << 20);
        events.Filler.Measure<ushort>(0, 1, new ushort[Shape.PatternSamples]);
        double[] image = events.Image(new VirtualDetector(DetectorMask.Whole(19, 23), ImageResponse.Sum), 1, TestContext.Current.CancellationToken)[0];
        Assert.Equal(0, image[1]);
        Assert.All(image.Where((_, i) => i != 1), value => Assert.True(double.IsNaN(value)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void Binned_sums_are_exact_under_masks_of_whole_bins(int binPixels)
    {
        MemoryCube cube = Counts(ElementType.UInt16);
        DetectorBins bins = new(Shape, binPixels);
        ViewPass.Run(cube, [bins.Filler], [], 2, cancellation: TestContext.Current.CancellationToken);
        // Bins at the far edges are narrower.
        DetectorMask mask = DetectorMask.Rectangle(19, 23, 8, 8, 19, 23);
        Assert.True(bins.IsExactFor(mask));
        Assert.Equal(Pass(cube, new VirtualDetector(mask, ImageResponse.Sum))[0], bins.Image(new VirtualDetector(mask, ImageResponse.Sum), 2, TestContext.Current.CancellationToken)[0]);
        Assert.Equal(binPixels == 1, bins.IsExactFor(DetectorMask.Rectangle(19, 23, 3, 3, 10, 10)));
    }

    private static void Equal(MemoryCube cube, IResidentPatterns patterns, ImageResponse response)
    {
        foreach (DetectorMask mask in (DetectorMask[])[DetectorMask.Annulus(19, 23, new DetectorFrame(9, 11), 3, 8.5), DetectorMask.Whole(19, 23), DetectorMask.Point(19, 23, 18, 22)])
        {
            VirtualDetector detector = new(mask, response);
            double[][] expected = Pass(cube, detector), actual = patterns.Image(detector, 2, TestContext.Current.CancellationToken);
            Assert.Equal(expected.Length, actual.Length);
            for (int plane = 0; plane < expected.Length; plane++)
                Assert.All(expected[plane].Zip(actual[plane]), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }
    }

    private static double[][] Pass(MemoryCube cube, VirtualDetector detector)
    {
        DetectorImage image = new(detector, Shape.ScanY, Shape.ScanX);
        ViewPass.Run(cube, [image.View], [], 1, cancellation: TestContext.Current.CancellationToken);
        return image.Planes(_ => true);
    }

    private static MemoryCube Counts(ElementType element) => new(element, Shape, Widen(element, 1));

    private static byte[] Widen(ElementType element, int seed)
    {
        Random random = new(seed);
        int bytes = element.Bytes();
        byte[] samples = new byte[Shape.Samples * bytes];
        for (long i = 0; i < Shape.Samples; i++)
            if (random.NextDouble() < 0.2) samples[i * bytes] = (byte)random.Next(1, 127);
        return samples;
    }
}
