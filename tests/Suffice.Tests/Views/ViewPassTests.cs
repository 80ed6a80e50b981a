using CsCheck;
using Suffice.Chunks;
using Suffice.Cubes;
using Suffice.Tests.Codecs;
using Suffice.Tests.Interop;
using Suffice.Views;
using Suffice.Views.Kernels;
using Xunit;

namespace Suffice.Tests.Views;

public sealed class ViewPassTests
{
    private static readonly string[] Kinds = ["zeros", "sparse", "dense", "ramp"];

    [Fact]
    public void Virtual_images_centres_and_moments_equal_plain_sums_for_every_element_type()
    {
        foreach (ElementType element in ElementTypes.All)
            Gen.Select(Gen.Int[1, 4], Gen.Int[1, 5], Gen.Int[1, 40], Gen.Int[1, 70], FilterChecks.OneOf(Kinds), Gen.Int).Sample((sy, sx, qy, qx, kind, seed) =>
            {
                CubeShape shape = new(sy, sx, qy, qx);
                ChunkSpec chunk = new(element, ByteOrder.LittleEndian, [sy, sx, qy, qx]);
                MemoryCube cube = new(element, shape, SampleData.Make(chunk, kind, seed), new CubeShape(1, Math.Min(2, sx), qy, qx));
                DetectorMask annulus = DetectorMask.Annulus(qy, qx, new DetectorFrame(qy / 2.0, qx / 3.0), 1.5, 12);
                VirtualImage image = new(annulus, sy, sx), maximum = new(annulus, sy, sx, DetectorResponse.Maximum);
                CentreOfMass centre = new(DetectorMask.Whole(qy, qx), sy, sx);
                PatternMoments moments = new(qy, qx);
                ViewPass.Run(cube, [image, maximum, centre], [moments], threads: 2, memoryBytes: 1 << 16);
                double[] samples = Values(element, cube.Samples);
                bool[] isIn = annulus.ToArray();
                for (int p = 0; p < sy * sx; p++)
                {
                    double[] pattern = samples[(p * qy * qx)..((p + 1) * qy * qx)];
                    Assert.Equal(pattern.Where((_, i) => isIn[i]).Sum(), image.Values.Span[p]);
                    Assert.Equal(pattern.Where((_, i) => isIn[i]).DefaultIfEmpty(0).Max(), maximum.Values.Span[p]);
                    double sum = pattern.Sum();
                    Assert.Equal(pattern.Select((v, i) => v * (i / qx)).Sum() / sum, centre.RowCentres.Span[p], 1e-12);
                    Assert.Equal(pattern.Select((v, i) => v * (i % qx)).Sum() / sum, centre.ColumnCentres.Span[p], 1e-12);
                }
                for (int i = 0; i < qy * qx; i++)
                {
                    double[] pixel = [.. Enumerable.Range(0, sy * sx).Select(p => samples[p * qy * qx + i])];
                    Assert.Equal(pixel.Sum(), moments.Sums.Span[i]);
                    Assert.Equal(pixel.Max(), moments.Maxima.Span[i]);
                    Assert.Equal(pixel.Select(v => (v - pixel.Average()) * (v - pixel.Average())).Average(), moments.Variances()[i], 1e-8);
                }
            }, iter: 4, threads: 1);
    }

    [Fact]
    public void A_mask_is_made_of_the_pixels_whose_centres_it_holds()
    {
        DetectorMask disc = DetectorMask.Annulus(5, 6, new DetectorFrame(2, 3), 0, 1.5);
        Assert.Equal(9, disc.Pixels);
        Assert.Equal(new PixelRun(1, 2, 3), disc.Runs[0]);
        Assert.Equal(30, Enumerable.Range(0, 4).Sum(i => DetectorMask.Segment(5, 6, new DetectorFrame(2.2, 2.7), 0, 99, 4, i).Pixels));
        bool[] dead = new bool[30];
        dead[2 * 6 + 3] = true;
        Assert.Equal(8, disc.Without(dead).Pixels);
        Assert.Equal(1, DetectorMask.Point(5, 6, 4, 5).Pixels);
        Assert.Equal(6, DetectorMask.Rectangle(5, 6, 1, 1, 3, 4).Pixels);
    }

    private static double[] Values(ElementType element, byte[] samples) => [.. Enumerable.Range(0, samples.Length / element.Bytes()).Select(i => element switch
    {
        ElementType.UInt8 => RunSums.Value(samples[i]),
        ElementType.Int8 => RunSums.Value((sbyte)samples[i]),
        ElementType.UInt16 => BitConverter.ToUInt16(samples, 2 * i),
        ElementType.Int16 => BitConverter.ToInt16(samples, 2 * i),
        ElementType.UInt32 => BitConverter.ToUInt32(samples, 4 * i),
        ElementType.Int32 => BitConverter.ToInt32(samples, 4 * i),
        ElementType.UInt64 => BitConverter.ToUInt64(samples, 8 * i),
        ElementType.Int64 => BitConverter.ToInt64(samples, 8 * i),
        ElementType.Float32 => BitConverter.ToSingle(samples, 4 * i),
        _ => BitConverter.ToDouble(samples, 8 * i),
    })];
}
