using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Playwright;
using Suffice.Sources.Numpy;

namespace Suffice.Benchmarks;

/// <summary>The figures of docs/benchmarks.md for the viewer, on a file: eng/measure-viewer.sh runs them.</summary>
internal static class ViewerMeasurements
{
    private const int Moves = 120, PauseMs = 50;

    /// <param name="arguments">The file, and which of the measurements; all without it.</param>
    public static async Task Run(string[] arguments)
    {
        string file = arguments[0], which = arguments.Length > 1 ? arguments[1] : "";
        string[] options = [.. arguments.Skip(2)];
        if (which is "" or "latency") await Latency(file, options);
        if (which is "" or "h5py") await AgainstH5py(file);
        if (which is "" or "clients") await TwentyClients(file);
        if (which is "" or "preview") await PreviewError(file, options);
    }

    // How far images from binned sums are from the exact ones, over annuli of many sizes.
    private static async Task PreviewError(string file, string[] options)
    {
        using ServedFile served = new([file, .. options]);
        using HttpClient client = new() { BaseAddress = served.Address };
        List<double> ofMean = [], ofDeviation = [];
        for (int inner = 5; inner <= 85; inner += 8)
        {
            string image = string.Create(CultureInfo.InvariantCulture, $"virtual-image?detector=annulus:{inner}-{inner + 7 + inner % 30}px@128.3,127.6&element=float64");
            double[] exact = await Values(client, image), preview = await Values(client, image + "&quality=preview");
            double mean = exact.Average(), deviation = Math.Sqrt(exact.Average(value => (value - mean) * (value - mean)));
            double error = Math.Sqrt(exact.Zip(preview, (a, b) => (a - b) * (a - b)).Average());
            ofMean.Add(error / mean);
            ofDeviation.Add(error / deviation);
        }
        Report(string.Create(CultureInfo.InvariantCulture, $"preview against exact, root mean square, {ofMean.Count} annuli: median {100 * ofMean.Order().ElementAt(ofMean.Count / 2):F2} % of the image's mean (largest {100 * ofMean.Max():F2} %), {100 * ofDeviation.Order().ElementAt(ofMean.Count / 2):F1} % of its standard deviation (largest {100 * ofDeviation.Max():F1} %)"));
    }

    private static async Task<double[]> Values(HttpClient client, string path)
    {
        byte[] npy = await client.GetByteArrayAsync(path);
        return MemoryMarshal.Cast<byte, double>(npy.AsSpan(NpyHeader.Parse(npy, path).DataOffset)).ToArray();
    }

    private static async Task Latency(string file, string[] options)
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--disable-background-networking", "--disable-component-update", "--disable-sync"] });
        IPage page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        Stopwatch clock = Stopwatch.StartNew();
        using ServedFile served = new([file, .. options]);
        double serving = clock.Elapsed.TotalMilliseconds;
        await page.GotoAsync($"{served.Address}");
        await page.WaitForFunctionAsync("() => performance.getEntriesByName('image').length > 0", null, new() { Timeout = 120_000 });
        double first = await page.EvaluateAsync<double>("() => { const e = performance.getEntriesByName('image')[0]; return e.startTime + e.duration; }");
        await page.WaitForFunctionAsync("() => document.getElementById('image-pane').dataset.state === 'exact'", null, new() { Timeout = 120_000 });
        double exact = await page.EvaluateAsync<double>("() => performance.now()");
        Report($"from the command to its address {serving:F0} ms; from opening the page at once then: first image {first:F0} ms, exact image {exact:F0} ms");
        Report(await page.Locator("#memory").TextContentAsync() ?? "");

        LocatorBoundingBoxResult image = (await page.Locator("#image-pane .picture").BoundingBoxAsync())!;
        await Drag(page, image.X + image.Width / 2, image.Y + image.Height / 2, image.Width / 3);
        Report($"pattern under the probe: {await Percentiles(page, "pattern")}");
        LocatorBoundingBoxResult handle = (await page.Locator("#pattern-pane ellipse[aria-label='Outer radius of the detector']").BoundingBoxAsync())!;
        await Drag(page, handle.X + handle.Width / 2, handle.Y + handle.Height / 2, 25);
        Report($"annulus dragged: {await Percentiles(page, "image")}");
        Report($"resident memory {served.ResidentBytes >> 20} MiB, peak {served.PeakBytes >> 20} MiB");
    }

    private static async Task AgainstH5py(string file)
    {
        string dataset = Environment.GetEnvironmentVariable("SUFFICE_VIEW_DATASET") ?? "/datacube_root/datacube/data";
        List<double> coldTimes = [], warmTimes = [];
        for (int pair = 0; pair < 5; pair++)
        {
            string[] theirs = Python(file, dataset).Split(' ', StringSplitOptions.TrimEntries);
            double theirCold = double.Parse(theirs[0], CultureInfo.InvariantCulture), theirWarm = double.Parse(theirs[1], CultureInfo.InvariantCulture);
            using ServedFile served = new(file);
            using HttpClient client = new() { BaseAddress = served.Address };
            double cold = await Time(client, "virtual-image?detector=annulus:40-90px@128,128");
            List<double> repeats = [];
            for (int i = 1; i <= 20; i++) repeats.Add(await Time(client, $"virtual-image?detector=annulus:{40 + i}-90px@128,128"));
            double warm = repeats.Order().ElementAt(10);
            coldTimes.Add(theirCold / cold);
            warmTimes.Add(theirWarm / warm);
            Report(string.Create(CultureInfo.InvariantCulture, $"h5py cold {theirCold:F3} s, warm {theirWarm:F3} s; ours cold {cold:F3} s, warm {warm:F4} s: {coldTimes[^1]:F1} and {warmTimes[^1]:F0} times faster"));
        }
        Report($"median: {coldTimes.Order().ElementAt(2):F1} times faster cold, {warmTimes.Order().ElementAt(2):F0} times warm");
    }

    private static async Task TwentyClients(string file)
    {
        using ServedFile served = new(file);
        using HttpClient warmUp = new() { BaseAddress = served.Address };
        await Time(warmUp, "virtual-image?detector=total");
        long[] answers = new long[20];
        double[] worst = new double[20];
        long before = 0;
        using CancellationTokenSource minute = new(TimeSpan.FromSeconds(60));
        Task sampling = Task.Run(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(10), CancellationToken.None);
            before = served.ResidentBytes;
        }, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(client => Task.Run(async () =>
        {
            using HttpClient http = new() { BaseAddress = served.Address };
            for (int i = 0; !minute.IsCancellationRequested; i++)
            {
                string detector = string.Create(CultureInfo.InvariantCulture, $"annulus:{20 + client}-{50 + i % 40}px@128,128");
                worst[client] = Math.Max(worst[client], await Time(http, i % 3 == 0 ? $"frames?row={i % 16}&column={client % 16}" : $"virtual-image?detector={detector}&quality=fast"));
                answers[client]++;
            }
        }, CancellationToken.None)));
        await sampling;
        Report($"{answers.Sum()} answers, {answers.Min()} to {answers.Max()} for a client, no error; slowest {1000 * worst.Max():F0} ms; resident memory {before >> 20} MiB after 10 s, {served.ResidentBytes >> 20} MiB after a minute, peak {served.PeakBytes >> 20} MiB");
    }

    private static void Report(string line) => Console.WriteLine(line);

    private static string Python(string file, string dataset)
    {
        ProcessStartInfo start = new("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "annulus.py"), file, dataset, "128", "128", "40", "90", "3"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private static async Task<double> Time(HttpClient client, string path)
    {
        Stopwatch clock = Stopwatch.StartNew();
        _ = await client.GetByteArrayAsync(path, CancellationToken.None);
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task Drag(IPage page, float x, float y, float reach)
    {
        await page.EvaluateAsync("() => performance.clearMeasures()");
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        for (int i = 1; i <= Moves; i++)
        {
            await page.Mouse.MoveAsync(x + reach * MathF.Sin(i * 0.11f), y - reach * MathF.Sin(i * 0.07f));
            await Task.Delay(PauseMs, CancellationToken.None);
        }
        // Before the hand rests: what follows is no part of the drag.
        await Task.Delay(500, CancellationToken.None);
    }

    private static async Task<string> Percentiles(IPage page, string name)
    {
        double[] times = await page.EvaluateAsync<double[]>($"() => performance.getEntriesByName('{name}').map(e => e.duration)");
        await page.Mouse.UpAsync();
        double[] sorted = [.. times.Order()];
        return string.Create(CultureInfo.InvariantCulture, $"{sorted.Length} painted, p50 {sorted[sorted.Length / 2]:F1} ms, p95 {sorted[(int)(0.95 * sorted.Length)]:F1} ms, slowest {sorted[^1]:F1} ms");
    }
}
