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
        SimulateOptions changes = new();
        Option<bool> truth = new("--truth") { Description = "Store the rates, the code lengths and what is known of the specimen as well" };
        Option<bool> describe = new("--describe") { Description = "Print every parameter and stop" };
        Option<bool> overwrite = new("--overwrite") { Description = "Replace OUT if it exists" };
        Option<bool> json = new("--json") { Description = "Print parameters and summary as JSON" };
        Option<int> threads = Options.Threads();
        Option<ByteSize> memory = Options.Memory();
        Command command = new("simulate", Help()) { preset, output };
        changes.AddTo(command);
        foreach (Option option in (Option[])[truth, describe, overwrite, json, threads, memory]) command.Options.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            string? path = parsed.GetValue(output);
            bool isDescribed = parsed.GetValue(describe), asJson = parsed.GetValue(json);
            if (!isDescribed) CheckOutput(path, parsed.GetValue(overwrite));
            SimulatedScan simulated = Prepare(parsed.GetValue(preset)!, changes.Read(parsed));
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

    private static string Help()
    {
        int width = SimulationPresets.All.Select(preset => preset.Name.Length).DefaultIfEmpty().Max();
        return "Simulates a scan whose electron rates are known, so that the limit of any lossless code is known as well.\n\n"
            + $"Presets:\n{string.Concat(SimulationPresets.All.Select(preset => $"  {preset.Name.PadRight(width)}  {preset.Summary}\n"))}\n"
            + $"Options of the probe are for {Names(PresetOptions.Probe)}, those of the crystal for {Names(PresetOptions.Crystal)}, the background for all but "
            + $"{string.Join(", ", SimulationPresets.All.Where(preset => !preset.Takes.HasFlag(PresetOptions.Background)).Select(preset => preset.Name))}.\n\n"
            + "Examples: suffice simulate wse2 wse2.h5 --scan 32x32 --truth\n"
            + "          suffice simulate srtio3 srtio3.h5 --zone 110 --thickness 20 --source-size 0.8";
    }

    private static string Names(PresetOptions option) =>
        string.Join(", ", SimulationPresets.All.Where(preset => preset.Takes.HasFlag(option)).Select(preset => preset.Name));
}
