using System.CommandLine;
using System.CommandLine.Parsing;
using Suffice.Cli.Imaging;
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
            Description = "What to make; see above. A centre can follow behind @ as row,column in pixels; without it, it is measured",
            HelpName = "VIEW",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string> output = new("--out") { Description = "Folder for the images", HelpName = "DIR", Required = true };
        Option<string[]> formats = new("--format")
        {
            Description = "Kinds of files: tiff (float32), npy (float64), png, emd (EMD 1.0, everything in one file); curves and lists also as csv",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ViewFiles.DefaultFormats,
        };
        formats.AcceptOnlyFromAmong(ViewFiles.Formats);
        Option<bool> overwrite = new("--overwrite") { Description = "Replace files that are there" };
        Option<ScanRegion?> roi = Region("--roi", "Only these probe positions, such as 0,16,32,32");
        Option<ScanRegion?> reference = Region("--reference", "Positions whose lattice counts as unstrained, counted within --roi; without it, the median of all");
        Option<Quantity?> pixelSize = Quantity("--pixel-size", "Size of a detector pixel, in place of the file's, such as 0.5mrad", "0.5mrad or 0.01/A", "mrad", "/A");
        Option<Quantity?> semiangle = Quantity("--semiangle", "Convergence semiangle; the pixel size follows from the disc that is found", "21.4mrad", "mrad");
        Option<Quantity?> voltage = Quantity("--voltage", "Accelerating voltage, to take mrad for 1/A and back; without it, that of the file", "200kV", "kV");
        Option<string?> exclude = new("--exclude") { Description = "A .npy array of the detector's shape; pixels that are not 0 in it are left out", HelpName = "FILE" };
        Option<bool> noise = new("--noise") { Description = "Measure the shot noise of every view, by dealing the electrons into two halves" };
        Option<ulong> seed = new("--seed") { Description = "Of the dealing and of clusters", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<bool> json = new("--json") { Description = "Write what was measured as JSON" };
        Option<string?> path = Options.Path();
        Option<ScanSize?> scan = Options.Scan();
        Option<TimeSpan?> dwell = Options.Dwell();
        Option<int> threads = Options.Threads();
        Option<ByteSize> memory = Options.Memory();
        Command command = new("image", Help())
            { file, views, output, formats, overwrite, roi, reference, pixelSize, semiangle, voltage, exclude, noise, seed, json, path, scan, dwell, threads, memory };
        command.SetAction((parsed, cancellation) =>
        {
            ImageJob job = new(parsed.GetValue(file)!, Requests(parsed.GetValue(views)!), new ViewFiles(parsed.GetValue(output)!, parsed.GetValue(formats)!, parsed.GetValue(overwrite)))
            {
                Cube = new CubeFileOptions(parsed.GetValue(path), parsed.GetValue(scan), parsed.GetValue(dwell)),
                Roi = parsed.GetValue(roi),
                Reference = parsed.GetValue(reference),
                Calibration = new ImageCalibration(parsed.GetValue(pixelSize), parsed.GetValue(semiangle), parsed.GetValue(voltage)),
                ExcludePath = parsed.GetValue(exclude),
                IsNoiseMeasured = parsed.GetValue(noise),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                MemoryBytes = parsed.GetValue(memory).Bytes,
            };
            ImageOutcome outcome = job.Run(cancellation);
            if (parsed.GetValue(json)) ImageJson.Write(outcome);
            else ImageText.Write(outcome);
            return Task.FromResult(0);
        });
        return command;
    }

    // Names are checked before anything is read; a request given twice is one.
    private static ViewRequest[] Requests(string[] texts)
    {
        ViewRequest[] requests = [.. texts.Select(ViewRequest.Parse).DistinctBy(request => request.FileName)];
        foreach (ViewRequest request in requests) _ = ViewKinds.Of(request);
        return requests;
    }

    private static Option<ScanRegion?> Region(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "row,column,rows,columns",
        CustomParser = result =>
        {
            if (ScanRegion.TryParse(result.Tokens.Single().Value, out ScanRegion region)) return region;
            result.AddError($"{name} takes row, column, rows, columns such as 0,16,32,32, not '{result.Tokens.Single().Value}'");
            return null;
        },
    };

    private static Option<Quantity?> Quantity(string name, string description, string example, params string[] units) => new(name)
    {
        Description = description,
        HelpName = "SIZE",
        CustomParser = result =>
        {
            if (Imaging.Quantity.TryParse(result.Tokens.Single().Value, units, out Quantity? quantity)) return quantity;
            result.AddError($"{name} takes a number and its unit such as {example}, not '{result.Tokens.Single().Value}'");
            return null;
        },
    };

    private static string Help()
    {
        int width = ViewKinds.All.Max(kind => kind.Form.Length);
        return "Virtual images, centre of mass, patterns and more, straight from any file, all views in one pass.\n\n"
            + $"Views:\n{string.Concat(ViewKinds.All.Select(kind => $"  {kind.Form.PadRight(width)}  {kind.Summary}\n"))}\n"
            + "Example: suffice image scan.h5 --view adf:75-130mrad --view com --out images";
    }
}
