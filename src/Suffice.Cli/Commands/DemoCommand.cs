using System.CommandLine;
using Spectre.Console;
using Suffice.Cli.Demo;
using Suffice.Cli.Inspection;
using Suffice.Cubes;
using Suffice.Studies;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice demo</c>: the whole story on a small scan that is made on the spot.</summary>
internal static class DemoCommand
{
    private const int Runs = 3;

    public static Command Create()
    {
        Option<string?> output = new("--out") { Description = "Keep the scan and the results in this folder", HelpName = "DIR" };
        Command command = new("demo", "Makes a small scan, inspects it and benchmarks it, in under a minute.\n\nExample: suffice demo") { output };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.GetValue(output), cancellation)));
        return command;
    }

    private static int Run(string? output, CancellationToken cancellation)
    {
        string folder = output ?? Directory.CreateTempSubdirectory("suffice-demo-").FullName;
        try
        {
            Directory.CreateDirectory(folder);
            string scan = Path.Combine(folder, "demo.h5");
            Console.WriteLine("A scan of 32 x 32 positions over a crystal, 96 x 96 detector pixels, 500 electrons per pattern:");
            DemoScan.Write(scan);
            using (OpenedCube opened = CubeFile.Open(scan))
            {
                InspectionReport report = InspectCommand.Measure(scan, opened, Environment.ProcessorCount, Options.DefaultMemoryBytes, cancellation);
                InspectionText.Write(AnsiConsole.Console, report);
            }
            Console.WriteLine($"Every method, {Runs} runs, each read back and compared:");
            StudyPlan plan = new(
                Path.Combine(folder, "results"), StudyMethods.Select([], []), [StudyEngine.Own], Runs, Environment.ProcessorCount, Options.DefaultMemoryBytes, 1, false);
            int code = BenchCommand.Run([scan], new CubeFileOptions(), plan, json: false, cancellation);
            Console.WriteLine(output is null
                ? "These results were in a temporary folder, which is removed now; with --out DIR they stay, and so does the report.\n"
                    + "Now with your own data: suffice inspect FILE, suffice bench FILE (add --help)."
                : $"The scan and the results are in {folder}.");
            return code;
        }
        finally
        {
            if (output is null) Directory.Delete(folder, recursive: true);
        }
    }
}
