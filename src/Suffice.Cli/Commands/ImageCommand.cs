using System.CommandLine;
using System.Text.Json;
using Suffice.Cli.Imaging;
using Suffice.Cli.Terminal;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice image FILE --view ... --out DIR</c>.</summary>
internal static class ImageCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "A 4D-STEM file" };
        Option<string[]> views = new("--view")
        {
            Description = "What to make: " + string.Join("; ", ViewKinds.All.Select(kind => $"{kind.Form} ({kind.Summary})"))
                + ". A centre can follow behind @ as row,column in pixels; without it, it is measured",
            HelpName = "VIEW",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string> output = new("--out") { Description = "Folder for the images", HelpName = "DIR", Required = true };
        Option<string[]> formats = new("--format") { Description = "Kinds of files: tiff (float32), npy (float64), png; curves also as csv", HelpName = "NAME", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ViewFiles.Formats };
        formats.AcceptOnlyFromAmong(ViewFiles.Formats);
        Option<bool> overwrite = new("--overwrite") { Description = "Replace files that are there" };
        Option<bool> noise = new("--noise") { Description = "Measure the shot noise of every view, by dealing the electrons into two halves" };
        Option<ulong> seed = new("--seed") { Description = "Of the dealing", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<bool> json = new("--json") { Description = "Write what was measured as JSON" };
        Option<string?> path = Options.Path();
        Option<ScanSize?> scan = Options.Scan();
        Option<int> threads = Options.Threads();
        Option<ByteSize> memory = Options.Memory();
        Command command = new("image", "Virtual images, centre of mass, patterns and more, straight from any file, all views in one pass.\n\n"
            + "Example: suffice image scan.h5 --view adf:75-130mrad --view com --out images")
            { file, views, output, formats, overwrite, noise, seed, json, path, scan, threads, memory };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetValue(file)!, new CubeFileOptions(parsed.GetValue(path), parsed.GetValue(scan)), [.. parsed.GetValue(views)!.Select(ViewRequest.Parse)],
            new ViewFiles(parsed.GetValue(output)!, parsed.GetValue(formats)!, parsed.GetValue(overwrite)),
            parsed.GetValue(noise) ? parsed.GetValue(seed) : null, parsed.GetValue(json),
            parsed.GetValue(threads), parsed.GetValue(memory).Bytes, cancellation)));
        return command;
    }

    private static int Run(
        string path, CubeFileOptions options, ViewRequest[] requests, ViewFiles files, ulong? noiseSeed, bool json, int threads, long memoryBytes, CancellationToken cancellation)
    {
        // Names are checked before anything is read.
        foreach (ViewRequest request in requests) _ = ViewKinds.Of(request);
        using OpenedCube opened = ProbeCommand.Open(path, options);
        ViewContext context = new(opened.Cube, null, default);
        bool needsCentre = requests.Any(request => ViewKinds.Of(request).NeedsCentre && request.Centre is null);
        using ProgressLine progress = new();
        if (needsCentre) context = context with { Geometry = GeometrySurvey.Measure(opened.Reader, context.Excluded, threads, cancellation) };
        PlannedView[] planned = [.. requests.Select(request => ViewKinds.Of(request).Plan(request, context))];
        ShotNoise? noise = noiseSeed is { } seed ? ShotNoise.Plan(requests, context, seed) : null;
        ViewPass.Run(
            opened.Reader, [.. planned.SelectMany(view => view.Positions), .. noise?.Positions ?? []], [.. planned.SelectMany(view => view.Pixels), .. noise?.Pixels ?? []], threads, memoryBytes / 2,
            done => progress.Bytes("reading", done, opened.Cube.Bytes), cancellation);
        List<(ViewRequest Request, ViewResult Result)> results = [.. planned.SelectMany((view, i) =>
            (noise is null ? view.Results() : noise.AddTo(i, view.Results())).Select(result => (view.Request, result)))];
        IReadOnlyList<string> written = files.Write(results);
        progress.Dispose();
        if (json) WriteJson(context, results, written);
        else WriteText(context, results, written);
        return 0;
    }

    private static void WriteText(ViewContext context, List<(ViewRequest Request, ViewResult Result)> results, IReadOnlyList<string> written)
    {
        if (context.Geometry is not null) Console.WriteLine($"Measured from the mean pattern: {context.Geometry}");
        foreach ((ViewRequest request, ViewResult result) in results)
        {
            double[] finite = [.. result.Values.Where(double.IsFinite)];
            string range = finite.Length == 0 ? "no values" : $"{Inspection.Figures.Number(finite.Min())} to {Inspection.Figures.Number(finite.Max())} {result.Unit}, mean {Inspection.Figures.Number(finite.Average())}";
            int missing = result.Values.Length - finite.Length;
            Console.WriteLine($"{request.Text}: {result.Title}, {string.Join(" x ", result.Extents)}, {range}{(missing > 0 ? $", {missing} without a value" : "")}"
                + (result.Noise is { } deviation ? $", shot noise {Inspection.Figures.Number(deviation)}" : ""));
        }
        foreach (string file in written) Console.WriteLine($"  {file}");
    }

    private static void WriteJson(ViewContext context, List<(ViewRequest Request, ViewResult Result)> results, IReadOnlyList<string> written)
    {
        using Stream output = Console.OpenStandardOutput();
        using Utf8JsonWriter writer = new(output, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        if (context.Geometry is { } geometry)
        {
            writer.WriteStartObject("measured");
            writer.WriteNumber("centre_row", geometry.CentreRow);
            writer.WriteNumber("centre_column", geometry.CentreColumn);
            writer.WriteNumber("disc_radius_pixels", geometry.RadiusPixels);
            writer.WriteEndObject();
        }
        writer.WriteStartArray("views");
        foreach ((ViewRequest request, ViewResult result) in results)
        {
            writer.WriteStartObject();
            writer.WriteString("request", request.Text);
            writer.WriteString("name", result.Name);
            writer.WriteString("title", result.Title);
            writer.WriteString("unit", result.Unit);
            if (result.Noise is { } deviation) writer.WriteNumber("shot_noise", deviation);
            writer.WriteStartArray("shape");
            foreach (int extent in result.Extents) writer.WriteNumberValue(extent);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("files");
        foreach (string file in written) writer.WriteStringValue(file);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        output.Write("\n"u8);
    }
}
