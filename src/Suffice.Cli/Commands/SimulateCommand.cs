using System.CommandLine;
using System.CommandLine.Parsing;
using Suffice.Cli.Terminal;
using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice simulate PRESET OUT</c>: a scan whose electron rates are known, as an EMD 1.0 file.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        Argument<SimulationPreset> preset = new("PRESET") { Description = "What to simulate; see above", CustomParser = ParsePreset };
        Argument<string?> output = new("OUT") { Description = "HDF5 file to write", Arity = ArgumentArity.ZeroOrOne };
        Option<ulong> seed = new("--seed") { Description = "Everything random follows from it", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<double?> dose = Positive("--dose", "Electrons for each pattern, in place of the preset's", "N", double.MaxValue);
        Option<double?> scale = Positive("--scale", "Rows and columns of the scan relative to the full one, up to 1", "X", 1);
        Option<ScanSize?> scan = Options.Scan();
        scan.Description = "Rows and columns of the scan, such as 128x128, in place of the preset's";
        Option<bool> truth = new("--truth") { Description = "Store the rates, the code lengths and what is known of the specimen as well" };
        Option<bool> describe = new("--describe") { Description = "Print every parameter and stop" };
        Option<bool> overwrite = new("--overwrite") { Description = "Replace OUT if it exists" };
        Option<bool> json = new("--json") { Description = "Print parameters and summary as JSON" };
        Option<int> threads = Options.Threads();
        Option<ByteSize> memory = Options.Memory();
        Command command = new("simulate", Help()) { preset, output, seed, dose, scan, scale, truth, describe, overwrite, json, threads, memory };
        command.SetAction((parsed, cancellation) =>
        {
            SimulationOptions options = new(parsed.GetValue(seed))
            {
                ElectronsPerPattern = parsed.GetValue(dose),
                Scan = parsed.GetValue(scan),
                Scale = parsed.GetValue(scale),
            };
            string? path = parsed.GetValue(output);
            bool isDescribed = parsed.GetValue(describe), asJson = parsed.GetValue(json);
            if (!isDescribed) CheckOutput(path, parsed.GetValue(overwrite));
            SimulatedScan simulated = Prepare(parsed.GetValue(preset)!, options);
            if (isDescribed)
            {
                SimulationText.Describe(simulated, asJson);
                return Task.FromResult(0);
            }
            SimulationFile file = new(simulated, parsed.GetValue(truth), parsed.GetValue(threads), parsed.GetValue(memory).Bytes);
            SimulationSummary summary = Write(file, path!, simulated.Cube, cancellation);
            SimulationText.Summarise(path!, simulated, summary, asJson);
            return Task.FromResult(0);
        });
        return command;
    }

    private static SimulationSummary Write(SimulationFile file, string path, Cube cube, CancellationToken cancellation)
    {
        using ProgressLine progress = new();
        return file.Write(path, done => progress.Pieces("patterns", done, (int)cube.Shape.Patterns), cancellation);
    }

    private static SimulatedScan Prepare(SimulationPreset preset, SimulationOptions options)
    {
        try
        {
            SimulatedScan scan = preset.Make(options);
            _ = scan.Cube;
            return scan;
        }
        catch (ArgumentException e)
        {
            string message = e.ParamName is { } name ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message;
            throw new UsageException(message);
        }
    }

    private static void CheckOutput(string? path, bool overwrite)
    {
        if (path is null) throw new UsageException("give a file to write, OUT; see suffice simulate --help");
        if (Directory.Exists(path)) throw new CubeFileException(path, "this is a folder; give the name of a file");
        if (File.Exists(path) && !overwrite) throw new CubeFileException(path, "this file exists already; give --overwrite to replace it, or another name");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder)) throw new CubeFileException(path, "there is no such folder");
    }

    private static SimulationPreset? ParsePreset(ArgumentResult result)
    {
        string name = result.Tokens.Single().Value;
        SimulationPreset? preset = SimulationPresets.Find(name);
        if (preset is null) result.AddError($"there is no preset '{name}'; presets are {string.Join(", ", SimulationPresets.All.Select(known => known.Name))}");
        return preset;
    }

    private static Option<double?> Positive(string name, string description, string helpName, double most)
    {
        Option<double?> option = new(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Tokens.Count == 0 || result.GetValueOrDefault<double?>() is not { } value) return;
            if (!(value > 0 && value <= most) || double.IsInfinity(value))
                result.AddError(most == 1 ? $"{name} must be above 0 and at most 1, not {result.Tokens[^1].Value}" : $"{name} must be above 0, not {result.Tokens[^1].Value}");
        });
        return option;
    }

    private static string Help()
    {
        int width = SimulationPresets.All.Select(preset => preset.Name.Length).DefaultIfEmpty().Max();
        return "Simulates a scan whose electron rates are known, so that the limit of any lossless code is known as well.\n\n"
            + $"Presets:\n{string.Concat(SimulationPresets.All.Select(preset => $"  {preset.Name.PadRight(width)}  {preset.Summary}\n"))}\n"
            + "Example: suffice simulate wse2 wse2.h5 --scan 32x32 --truth";
    }
}
