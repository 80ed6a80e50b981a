using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Suffice.Cli.Viewing;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Sources.Numpy;
using Suffice.Tests.Commands;
using Suffice.Tests.Interop;
using Suffice.Viewer;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Viewer;

/// <summary>The page in a real browser, driven as a person drives it.</summary>
public sealed class PageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_packed_scan_is_looked_at_with_the_mouse_and_exported_with_the_librarys_numbers()
    {
        string file = Packed();
        await using ViewerClient viewer = await ViewerClient.Start(file);
        (IPage page, PageWatch watch) = await Open(viewer, "#detector=annulus:40-90px@128,128&probe=8,8,1,1");
        await AwaitImage(page);

        // The outer radius, dragged outwards by its handle.
        (float x, float y) = await Middle(page, "#pattern-pane ellipse[aria-label='Outer radius of the detector']");
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + 10, y - 10, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await AwaitImage(page);
        double outer = (await State(page)).Outer;
        Assert.True(outer > 92, $"outer radius {outer}");

        // The probe, by a press on another position.
        LocatorBoundingBoxResult image = (await page.Locator("#image-pane .picture").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(image.X + image.Width * 3.5f / 16, image.Y + image.Height * 12.5f / 16);
        await page.WaitForFunctionAsync("() => document.getElementById('pattern-detail').textContent === 'row 12, column 3'");

        await page.Locator("label[title='CoM x']").ClickAsync();
        await AwaitImage(page);
        string detector = (await State(page)).Detector;
        string npy = await Download(page, "virtual image", "npy");
        double[] truth = CentreColumns(file, detector);
        Assert.All(ReadSingles(npy).Zip(truth), pair => Assert.Equal(pair.Second, pair.First, 1e-4));

        string pattern = await Download(page, "diffraction pattern", "TIFF");
        Assert.Equal(Sum(file, 12, 3), TiffSum(pattern));
        Assert.True(new FileInfo(await Download(page, "virtual image", "PNG")).Length > 1000);
        Assert.True(File.ReadAllLines(await Download(page, "radial profile", "CSV")).Length > 100);
        watch.AssertClean();
    }

    [Fact]
    public async Task The_keyboard_alone_moves_undoes_and_the_address_holds_the_view()
    {
        string scan = Small();
        await using ViewerClient viewer = await ViewerClient.Start(scan);
        // Keys work before the first pattern is there.
        (IPage page, PageWatch watch) = await Open(viewer, "#detector=annulus:5-15px@23,24&probe=8,8,1,1", patternDelayMs: 500);
        await AwaitImage(page);
        await page.Keyboard.PressAsync("d");
        await page.Keyboard.PressAsync("Shift+S");
        Assert.Equal("annulus:5-15px@28,25", (await State(page)).Detector);
        await page.Keyboard.PressAsync("i");
        await page.Keyboard.PressAsync("Shift+L");
        Assert.Equal("7,13,1,1", (await State(page)).Probe);
        await page.Keyboard.PressAsync("]");
        await page.Keyboard.PressAsync("Shift+}");
        Assert.Equal("annulus:6-16px@28,25", (await State(page)).Detector);
        for (int i = 0; i < 6; i++) await page.Keyboard.PressAsync("Control+z");
        Assert.Equal("annulus:5-15px@23,24", (await State(page)).Detector);
        await page.Keyboard.PressAsync("Control+Shift+z");
        Assert.Equal("annulus:5-15px@23,25", (await State(page)).Detector);
        await page.Keyboard.PressAsync("f");
        Assert.Equal("Fourier transform", await page.Locator("#image-title").TextContentAsync());

        string link = await page.EvaluateAsync<string>("() => location.href");
        (IPage second, PageWatch secondWatch) = await Open(viewer, new Uri(link).Fragment);
        await AwaitImage(second);
        Assert.Equal(link, await second.EvaluateAsync<string>("() => location.href"));
        Assert.Equal("Fourier transform", await second.Locator("#image-title").TextContentAsync());
        watch.AssertClean();
        secondWatch.AssertClean();
    }

    [Fact]
    public async Task Every_response_and_shape_paints_and_the_command_line_is_given()
    {
        await using ViewerClient viewer = await ViewerClient.Start(Small());
        (IPage page, PageWatch watch) = await Open(viewer, "#detector=annulus:5-15px@23,24");
        await AwaitImage(page);
        foreach (string shape in (string[])["Point", "Disc", "Rectangle", "Segments", "All pixels", "Annulus"])
        {
            await page.Locator($"label[title='{shape}']").ClickAsync();
            await AwaitImage(page);
        }
        foreach (string response in (string[])["Max", "CoM y", "CoM x", "CoM |r|", "CoM angle", "DPC wheel", "iCoM", "Sum"])
        {
            await page.Locator($"label[title='{response}']").ClickAsync();
            await AwaitImage(page);
        }
        await page.Locator("label[title='Whole scan']").ClickAsync();
        await page.WaitForFunctionAsync("() => document.getElementById('pattern-detail').textContent.startsWith('mean of 16')");
        await page.Locator("#open-export").ClickAsync();
        string command = (await page.Locator("#command").TextContentAsync())!;
        Assert.Matches(@"^suffice image .*scan\.npy --view annulus:5-15px@23,24 --out images$", command);
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("#open-storage").ClickAsync();
        await page.GetByText("bits per sample").First.WaitForAsync();
        watch.AssertClean();
    }

    [Fact]
    public async Task Two_files_are_compared_image_by_image()
    {
        string scan = Small(), other = _folder.File("other.npy");
        byte[] bytes = File.ReadAllBytes(scan);
        bytes[^2] += 100;
        File.WriteAllBytes(other, bytes);
        await using ViewerClient viewer = await ViewerClient.Start(scan, other);
        (IPage page, PageWatch watch) = await Open(viewer, "#detector=total");
        await AwaitImage(page);
        await page.Locator("#compare-with").SelectOptionAsync("1");
        await page.WaitForFunctionAsync("() => document.getElementById('compare-result').textContent.includes('at most 100')");
        await page.GetByRole(AriaRole.Tab, new() { Name = "other.npy" }).ClickAsync();
        await page.WaitForFunctionAsync("() => document.title.startsWith('other.npy')");
        watch.AssertClean();
    }

    [Fact]
    public async Task A_reduced_record_is_compared_with_its_scan_and_says_what_its_certificate_does()
    {
        string scan = Small(), record = _folder.File("record.h5");
        SufficeProcess.Result reduced = SufficeProcess.Run(
            "reduce", scan, record, "--target", "annulus:5-15px@23,24", "--tolerance", "2sigma", "--latitude", "fixed", "--representation", "bin2");
        Assert.True(reduced.ExitCode == 0, reduced.Errors);
        await using ViewerClient viewer = await ViewerClient.Start(256L << 20, new ViewerFile(scan, () => CubeFile.Open(scan)), ViewedFiles.OfRecord(record));
        (IPage page, PageWatch watch) = await Open(viewer, "#detector=annulus:5-15px@23,24");
        await AwaitImage(page);
        await page.Locator("#compare-with").SelectOptionAsync("1");
        await page.GetByText("Certificate: annulus:5-15px@23,24 within 2sigma: holds").WaitForAsync();
        string result = (await page.Locator("#compare-result").TextContentAsync())!;
        double[] whole = (await viewer.Array("virtual-image?detector=annulus:5-15px@23,24")).Values;
        double[] kept = (await viewer.Array("virtual-image?cube=1&detector=annulus:5-15px@23,24")).Values;
        double rms = Math.Sqrt(whole.Zip(kept, (a, b) => (a - b) * (a - b)).Average());
        Assert.True(rms > 0);
        double shown = double.Parse(Regex.Match(result, "root mean square ([0-9.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal(rms, shown, rms / 100);
        watch.AssertClean();
    }

    [Theory]
    [InlineData(1366, 768)]
    [InlineData(820, 1180)]
    public async Task The_page_has_no_barrier_that_axe_finds(int width, int height)
    {
        await using ViewerClient viewer = await ViewerClient.Start(Small(), Small("second.npy"));
        (IPage page, PageWatch watch) = await Open(viewer, "", width, height);
        await AwaitImage(page);
        foreach (string? dialog in (string?[])[null, "#open-export", "#open-help"])
        {
            if (dialog is not null) await page.Locator(dialog).ClickAsync();
            AxeResult result = await page.RunAxe();
            Assert.Empty(result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Help}: {v.Nodes[0].Html}"));
            if (dialog is not null) await page.Keyboard.PressAsync("Escape");
        }
        // Nothing is wider than the screen.
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        watch.AssertClean();
    }

    [Fact]
    public async Task A_corrupt_chunk_shows_as_missing_positions_and_the_rest_stays_usable()
    {
        string file = Packed();
        int[] damaged = Damage(file);
        await using ViewerClient viewer = await ViewerClient.Start(file);
        (IPage page, _) = await Open(viewer, "#detector=annulus:40-90px@128,128&probe=0,0,1,1");
        await AwaitImage(page);
        await page.GetByText($"{damaged.Length} positions cannot be read").WaitForAsync();
        await page.GetByText("a damaged part of the file holds this pattern").WaitForAsync();
        (double[] values, _, _) = await viewer.Array("virtual-image?detector=annulus:40-90px@128,128");
        Assert.Equal(damaged, values.Select((v, i) => (v, i)).Where(pair => double.IsNaN(pair.v)).Select(pair => pair.i));
        // From a damaged position to one that can be read.
        await page.Keyboard.PressAsync("Shift+K");
        await page.WaitForFunctionAsync("() => document.getElementById('pattern-detail').textContent === 'row 5, column 0' && !document.getElementById('message').textContent.includes('this pattern')");
        (double[] pattern, _, _) = await viewer.Array("frames?row=5&column=0");
        Assert.True(pattern.Sum() > 1000);
        using HttpResponseMessage missing = await viewer.Get("frames?row=0&column=0");
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, missing.StatusCode);
    }

    public void Dispose() => _folder.Dispose();

    private string Small(string name = "scan.npy")
    {
        SmallScan.Write(_folder.File(name));
        return _folder.File(name);
    }

    private string Packed()
    {
        string file = _folder.File("AuPd.emd");
        SufficeProcess.Result packed = SufficeProcess.Run("pack", RealData.AuPd(_folder.Path), file);
        Assert.True(packed.ExitCode == 0, packed.Errors);
        return file;
    }

    private async Task<(IPage Page, PageWatch Watch)> Open(ViewerClient viewer, string state, int width = 1440, int height = 900, int patternDelayMs = 0)
    {
        IPage page = await browser.Open(width, height);
        if (patternDelayMs > 0)
        {
            await page.RouteAsync("**/frames?*", async route =>
            {
                await Task.Delay(patternDelayMs, TestContext.Current.CancellationToken);
                await route.ContinueAsync();
            });
        }
        PageWatch watch = new(page, viewer.Address);
        await page.GotoAsync(viewer.Address + state);
        return (page, watch);
    }

    // The page says when what it shows is the exact image of its state.
    private static Task AwaitImage(IPage page) => page.WaitForFunctionAsync("() => document.getElementById('image-pane').dataset.state === 'exact'");

    private static async Task<(string Detector, string Probe, double Outer)> State(IPage page)
    {
        Dictionary<string, string> parts = (await page.EvaluateAsync<string>("() => location.hash"))[1..].Split('&').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]));
        double outer = await page.EvaluateAsync<double>("() => Number(document.querySelector(\"#pattern-pane ellipse[aria-label='Outer radius of the detector']\")?.getAttribute('aria-valuenow') ?? 0)");
        return (parts["detector"], parts["probe"], outer);
    }

    private static async Task<(float X, float Y)> Middle(IPage page, string selector)
    {
        LocatorBoundingBoxResult box = (await page.Locator(selector).BoundingBoxAsync())!;
        return (box.X + box.Width / 2, box.Y + box.Height / 2);
    }

    private async Task<string> Download(IPage page, string what, string format)
    {
        await page.Locator("#open-export").ClickAsync();
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = $"Save {what} as {format}" }).ClickAsync());
        string path = _folder.File($"{Guid.NewGuid():N}-{download.SuggestedFilename}");
        await download.SaveAsAsync(path);
        await page.Keyboard.PressAsync("Escape");
        return path;
    }

    private static double[] CentreColumns(string file, string detector)
    {
        using OpenedCube opened = CubeFile.Open(file);
        ViewRequest request = ViewRequest.Parse(detector);
        CubeShape shape = opened.Cube.Shape;
        DetectorMask mask = DetectorMask.Annulus(shape.DetectorY, shape.DetectorX, new DetectorFrame(request.Centre!.Value.Row, request.Centre.Value.Column), request.Numbers[0], request.Numbers[1]);
        CentreOfMass centre = new(mask.Without(ViewContext.Measure(opened.Reader, default, 2, TestContext.Current.CancellationToken).Excluded), shape.ScanY, shape.ScanX);
        ViewPass.Run(opened.Reader, [centre], [], 2, cancellation: TestContext.Current.CancellationToken);
        return centre.ColumnCentres.ToArray();
    }

    private static double Sum(string file, int row, int column)
    {
        using OpenedCube opened = CubeFile.Open(file);
        byte[] samples = new byte[opened.Cube.PatternBytes];
        opened.Reader.Read(new CubeRegion(row, column, 0, 0, opened.Cube.Shape with { ScanY = 1, ScanX = 1 }), samples, 1);
        return MemoryMarshal.Cast<byte, ushort>(samples.AsSpan()).ToArray().Sum(sample => (double)sample);
    }

    private static double[] ReadSingles(string npy)
    {
        byte[] bytes = File.ReadAllBytes(npy);
        return [.. MemoryMarshal.Cast<byte, float>(bytes.AsSpan(NpyHeader.Parse(bytes, npy).DataOffset)).ToArray().Select(v => (double)v)];
    }

    private static double TiffSum(string tiff)
    {
        byte[] bytes = File.ReadAllBytes(tiff);
        return MemoryMarshal.Cast<byte, float>(bytes.AsSpan(bytes.Length - 256 * 256 * 4)).ToArray().Sum(v => (double)v);
    }

    // Overwrites the first stored chunk; gives the positions that it holds.
    private static int[] Damage(string file)
    {
        using OpenedCube opened = CubeFile.Open(file);
        Hdf5CubeReader reader = (Hdf5CubeReader)opened.Reader;
        using Hdf5ChunkStore store = new(reader.Dataset);
        (long address, long bytes) = store.Places!.First();
        CubeShape block = reader.BlockShape;
        using FileStream stream = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.Position = address;
        stream.Write(Enumerable.Repeat((byte)0xFF, (int)bytes).ToArray());
        return [.. Enumerable.Range(0, block.ScanY * 16).Where(position => position % 16 < block.ScanX)];
    }
}
