using Suffice.Cubes;
using Suffice.Tests.Commands;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Viewer;

/// <summary>Images and patterns over HTTP, held against the library's own passes over the same file.</summary>
public sealed class VirtualImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _scan;

    public VirtualImageTests()
    {
        _scan = _folder.File("scan.npy");
        SmallScan.Write(_scan);
    }

    public static TheoryData<string, string> Views => new()
    {
        { "annulus:5-17.5px@23.5,24.25", "annulus:5-17.5px@23.5,24.25" },
        { "disc:9px@20,24", "disc:9px@20,24" },
        { "point:20,24", "point:20,24" },
        { "rectangle:3,4,20,30", "rectangle:3,4,20,30" },
        { "total", "total" },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task The_sum_under_a_detector_is_that_of_the_library(string detector, string view)
    {
        await using ViewerClient viewer = await ViewerClient.Start(_scan);
        (double[] values, long[] shape, _) = await viewer.Array($"virtual-image?detector={detector}&element=float64");
        Assert.Equal([16L, 16L], shape);
        Assert.Equal(Library(view)[0], values);
    }

    [Fact]
    public async Task A_cube_that_does_not_fit_into_memory_gives_the_same_exact_image()
    {
        // So little that neither events nor samples fit: a pass for each image, and a preview of coarse bins.
        await using ViewerClient viewer = await ViewerClient.Start(200 << 10, _scan);
        (double[] values, _, HttpResponseMessage response) = await viewer.Array("virtual-image?detector=annulus:5-17.5px@23.5,24.25&element=float64");
        Assert.Equal(Library("annulus:5-17.5px@23.5,24.25")[0], values);
        Assert.Equal("1", response.Headers.GetValues("Suffice-Part").Single());
        Assert.Equal("no", response.Headers.GetValues("Suffice-Preview").Single());
        Assert.Equal("preview", (await viewer.Json("cubes")).GetProperty("cubes")[0].GetProperty("memory").GetProperty("form").GetString());
    }

    [Fact]
    public async Task A_preview_counts_whole_bins_exactly_and_says_when_it_does_not()
    {
        await using ViewerClient viewer = await ViewerClient.Start(200 << 10, _scan);
        (_, _, HttpResponseMessage first) = await viewer.Array("virtual-image?detector=total");
        Assert.Equal("1", first.Headers.GetValues("Suffice-Part").Single());
        (double[] whole, _, HttpResponseMessage exact) = await viewer.Array("virtual-image?detector=total&quality=preview");
        Assert.Equal("no", exact.Headers.GetValues("Suffice-Preview").Single());
        Assert.Equal(Library("total")[0], whole);
        (double[] cut, _, HttpResponseMessage preview) = await viewer.Array("virtual-image?detector=disc:15px@23.5,23.5&quality=preview");
        Assert.Equal("yes", preview.Headers.GetValues("Suffice-Preview").Single());
        double[] truth = Library("disc:15px@23.5,23.5")[0];
        double error = Math.Sqrt(cut.Zip(truth, (a, b) => (a - b) * (a - b)).Average());
        Assert.InRange(error, 0, 0.25 * truth.Average());
    }

    [Fact]
    public async Task The_centre_of_mass_and_its_kin_are_those_of_the_library()
    {
        await using ViewerClient viewer = await ViewerClient.Start(_scan);
        double[][] library = Library("com:20px@23,24");
        (double[] centres, long[] shape, _) = await viewer.Array("virtual-image?detector=disc:20px@23,24&response=com&element=float64");
        Assert.Equal([2L, 16L, 16L], shape);
        Assert.All(centres[..256].Zip(library[0]), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        Assert.All(centres[256..].Zip(library[1]), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        (double[] magnitude, _, _) = await viewer.Array("virtual-image?detector=disc:20px@23,24&response=com-magnitude&element=float64");
        Assert.All(magnitude.Zip(library[2]), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        (double[] integral, _, _) = await viewer.Array("virtual-image?detector=disc:20px@23,24&response=icom&element=float64");
        Assert.All(integral.Zip(Library("icom:20px@23,24")[0]), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
    }

    [Fact]
    public async Task The_maximum_and_the_segments_are_those_of_the_library()
    {
        await using ViewerClient viewer = await ViewerClient.Start(_scan);
        (double[] maximum, _, _) = await viewer.Array("virtual-image?detector=annulus:5-15px@23,24&response=maximum&element=float64");
        Assert.Equal(Library("maximum:5-15px@23,24")[0], maximum);
        double[] segments = Library("segments:5-15/4@23,24")[0];
        (double[] second, _, _) = await viewer.Array("virtual-image?detector=segments:5-15/4@23,24&segment=1&element=float64");
        Assert.Equal(segments[256..512], second);
        (double[] difference, _, _) = await viewer.Array("virtual-image?detector=segments:5-15/4@23,24&segment=1&opposite=yes&element=float64");
        Assert.Equal(segments[256..512].Zip(segments[768..], (a, b) => a - b), difference);
    }

    [Fact]
    public async Task Patterns_and_means_over_regions_are_the_samples_of_the_file()
    {
        using OpenedCube opened = CubeFile.Open(_scan);
        byte[] all = new byte[opened.Cube.Bytes];
        opened.Reader.Read(CubeRegion.Whole(opened.Cube.Shape), all, 1);
        double[] Pattern(int row, int column) => [.. Enumerable.Range(0, 48 * 48).Select(i => (double)BitConverter.ToUInt16(all, ((row * 16 + column) * 48 * 48 + i) * 2))];

        foreach (long memory in (long[])[256L << 20, 200 << 10])
        {
            await using ViewerClient viewer = await ViewerClient.Start(memory, _scan);
            (double[] one, _, _) = await viewer.Array("frames?row=3&column=9");
            Assert.Equal(Pattern(3, 9), one);
            _ = await viewer.Array("virtual-image?detector=total");
            (double[] again, long[] shape, _) = await viewer.Array("frames?row=3&column=9");
            Assert.Equal(one, again);
            Assert.Equal([48L, 48L], shape);
            (double[] sum, _, _) = await viewer.Array("frames?row=2&column=5&rows=2&columns=3&reduce=sum");
            double[] expected = new double[48 * 48];
            for (int y = 2; y < 4; y++)
                for (int x = 5; x < 8; x++) expected = [.. expected.Zip(Pattern(y, x), (a, b) => a + b)];
            Assert.Equal(expected, sum);
        }
    }

    [Fact]
    public async Task What_the_client_has_already_is_not_sent_again()
    {
        await using ViewerClient viewer = await ViewerClient.Start(_scan);
        foreach (string path in (string[])["virtual-image?detector=disc:9px@20,24", "frames?row=3&column=9", "main.js"])
        {
            using HttpResponseMessage first = await viewer.Get(path);
            using HttpRequestMessage again = new(HttpMethod.Get, path);
            again.Headers.Add("If-None-Match", first.Headers.ETag!.ToString());
            using HttpResponseMessage second = await viewer.Send(again);
            Assert.Equal(System.Net.HttpStatusCode.NotModified, second.StatusCode);
        }
    }

    public void Dispose() => _folder.Dispose();

    private double[][] Library(string view)
    {
        using OpenedCube opened = CubeFile.Open(_scan);
        ViewRequest request = ViewRequest.Parse(view);
        PlannedView planned = ViewKinds.Of(request).Plan(request, ViewContext.Measure(opened.Reader, default, 2, TestContext.Current.CancellationToken));
        ViewPass.Run(opened.Reader, planned.Positions, planned.Pixels, 2, cancellation: TestContext.Current.CancellationToken);
        return [.. planned.Results().Select(result => result.Values)];
    }
}
