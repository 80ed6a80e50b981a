using System.Diagnostics;
using System.Globalization;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Benchmarks.Comparison;

/// <summary>
/// A virtual image of one file with all cores, from opening it to the sums, in turn with h5py and numpy on another file of the same cube.
/// Both are timed within their processes, so that neither pays for its start. Prints Markdown.
/// </summary>
internal static class ImageComparison
{
    private const string Usage = "image OURS THEIRS [--pairs 7] [--dataset /datacube_root/datacube/data]";

    private const double CentreRow = 128, CentreColumn = 128, Inner = 40, Outer = 90;

    public static void Run(string[] arguments)
    {
        (int pairs, string dataset) = (7, "/datacube_root/datacube/data");
        List<string> files = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--pairs") pairs = int.Parse(arguments[++i], CultureInfo.InvariantCulture);
            else if (arguments[i] == "--dataset") dataset = arguments[++i];
            else files.Add(arguments[i]);
        }
        if (files is not [var ours, var theirs]) throw new ArgumentException(Usage);
        // Until the runtime has compiled its loops for good.
        for (int i = 0; i < 20; i++) Image(ours, out _);
        List<double> ratios = [], fastest = [];
        Console.WriteLine("| ours, ms | with the search for the beam and dead pixels, ms | h5py and numpy, ms: as it is mostly written | by the fastest way | times faster | than the fastest way |");
        Console.WriteLine("|---|---|---|---|---|---|");
        for (int pair = 0; pair < pairs; pair++)
        {
            double own = 0, survey = 0, sum = 0;
            string[] python = [];
            Action[] steps = [() => own = Image(ours, out sum), () => survey = Survey(ours), () => python = Python(theirs, dataset)];
            foreach (Action step in pair % 2 == 0 ? steps : steps.Reverse()) step();
            double[] n = [.. python.Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
            if (n[2] != sum) throw new InvalidOperationException($"the images differ: {sum} and {n[2]} electrons");
            ratios.Add(n[0] / own);
            fastest.Add((n[3] + n[1]) / own);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {1e3 * own:F1} | {1e3 * (own + survey):F1} | {1e3 * n[0]:F0} | {1e3 * (n[3] + n[1]):F0} | {ratios[^1]:F1} | {fastest[^1]:F1} |"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| median | | | | {Median(ratios):F1} | {Median(fastest):F1} |"));
    }

    private static double Image(string path, out double sum)
    {
        Stopwatch clock = Stopwatch.StartNew();
        using OpenedCube opened = CubeFile.Open(path);
        CubeShape shape = opened.Cube.Shape;
        DetectorMask mask = DetectorMask.Annulus(shape.DetectorY, shape.DetectorX, new DetectorFrame(CentreRow, CentreColumn), Inner, Outer);
        VirtualImage image = new(mask, shape.ScanY, shape.ScanX);
        ViewPass.Run(opened.Reader, [image], [], Environment.ProcessorCount);
        double seconds = clock.Elapsed.TotalSeconds;
        sum = image.Values.ToArray().Sum();
        return seconds;
    }

    private static double Survey(string path)
    {
        using OpenedCube opened = CubeFile.Open(path);
        Stopwatch clock = Stopwatch.StartNew();
        _ = ViewContext.Measure(opened.Reader, opened.MaskedPixels, Environment.ProcessorCount);
        return clock.Elapsed.TotalSeconds;
    }

    private static string[] Python(string file, string dataset)
    {
        string[] numbers = [.. new[] { CentreRow, CentreColumn, Inner, Outer }.Select(n => n.ToString(CultureInfo.InvariantCulture))];
        ProcessStartInfo start = new("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "annulus.py"), file, dataset, .. numbers, "1"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Split(' ', StringSplitOptions.TrimEntries);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
