using System.Globalization;
using Suffice.Cubes;
using Suffice.Tests.Commands;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Viewer;

/// <summary>Several hands at once, and hands that move on.</summary>
public sealed class ManyClientsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _scan;

    public ManyClientsTests()
    {
        _scan = _folder.File("scan.npy");
        SmallScan.Write(_scan);
    }

    [Theory]
    [InlineData(256 << 20)]
    [InlineData(200 << 10)]
    public async Task Twenty_clients_at_once_each_get_their_own_image(long memoryBytes)
    {
        double[][] expected = [.. Enumerable.Range(2, 20).Select(Library)];
        await using ViewerClient viewer = await ViewerClient.Start(memoryBytes, _scan);
        await Task.WhenAll(Enumerable.Range(2, 20).Select(radius => Task.Run(async () =>
        {
            for (int i = 0; i < 4; i++)
            {
                (double[] values, _, _) = await viewer.Array(string.Create(CultureInfo.InvariantCulture, $"virtual-image?detector=disc:{radius}px@23,24&element=float64"));
                Assert.Equal(expected[radius - 2], values);
            }
        })));
        Assert.Empty(viewer.Lines());
    }

    [Fact]
    public async Task A_request_that_is_given_up_disturbs_nobody()
    {
        await using ViewerClient viewer = await ViewerClient.Start(200 << 10, _scan);
        for (int i = 0; i < 30; i++)
        {
            using CancellationTokenSource hand = new(TimeSpan.FromMilliseconds(i % 5));
            using HttpRequestMessage request = new(HttpMethod.Get, $"virtual-image?detector=disc:{5 + i % 10}px@23,24&response=maximum");
            try
            {
                using HttpResponseMessage response = await viewer.Send(request, hand.Token);
            }
            catch (OperationCanceledException)
            {
                // As intended.
            }
        }
        (double[] values, _, _) = await viewer.Array("virtual-image?detector=disc:9px@23,24&element=float64");
        Assert.Equal(Library(9), values);
        Assert.Empty(viewer.Lines());
    }

    [Fact]
    public async Task An_image_that_takes_long_comes_in_parts_that_only_grow()
    {
        await using ViewerClient viewer = await ViewerClient.Start(200 << 10, _scan);
        double part = 0;
        for (int i = 0; part < 1 && i < 100; i++)
        {
            (double[] values, _, HttpResponseMessage response) = await viewer.Array(string.Create(CultureInfo.InvariantCulture, $"virtual-image?detector=disc:9px@23,24&after={part:R}&element=float64"));
            double now = double.Parse(response.Headers.GetValues("Suffice-Part").Single(), CultureInfo.InvariantCulture);
            Assert.True(now > part, $"{now} after {part}");
            part = now;
            double[] truth = Library(9);
            Assert.All(values.Zip(truth), pair => Assert.True(double.IsNaN(pair.First) || pair.First == pair.Second));
            if (part == 1) Assert.Equal(truth, values);
        }
        Assert.Equal(1, part);
    }

    public void Dispose() => _folder.Dispose();

    private double[] Library(int radius)
    {
        using OpenedCube opened = CubeFile.Open(_scan);
        ViewContext context = ViewContext.Measure(opened.Reader, default, 1, TestContext.Current.CancellationToken);
        VirtualImage image = new(DetectorMask.Annulus(48, 48, new DetectorFrame(23, 24), 0, radius).Without(context.Excluded), 16, 16);
        ViewPass.Run(opened.Reader, [image], [], 1, cancellation: TestContext.Current.CancellationToken);
        return image.Values.ToArray();
    }
}
