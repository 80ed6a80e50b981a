using System.CommandLine;
using Suffice.Cli.Reporting;
using Suffice.Studies.Reporting;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice report RESULTS...</c>.</summary>
internal static class ReportCommand
{
    /// <summary>Where a report goes within a folder of results.</summary>
    public const string FolderName = "report";

    public static Command Create()
    {
        Argument<string[]> results = new("RESULTS") { Description = "Folders of suffice bench, or statistics.csv files in the published columns", Arity = ArgumentArity.OneOrMore };
        Option<string?> output = new("--out") { Description = "Folder for the report; without it 'report' in the one folder of results, else here", HelpName = "DIR" };
        Option<string?> inventory = new("--inventory") { Description = "List of the datasets in the published columns: sizes, types, zeros", HelpName = "FILE" };
        Command command = new("report", "Tables, figures and guidance from results, ours or published ones, as one page.\n\n"
            + "Example: suffice report bench-results --out report") { results, output, inventory };
        command.SetAction(parsed => Run(parsed.GetValue(results)!, parsed.GetValue(output), parsed.GetValue(inventory)));
        return command;
    }

    private static int Run(string[] paths, string? output, string? inventory)
    {
        StudyResults results = StudyResults.Load(paths, inventory);
        string folder = output ?? (paths is [var one] && Directory.Exists(one) ? Path.Combine(one, FolderName) : FolderName);
        StudyReport report = ReportWriter.Write(folder, results);
        foreach (string note in report.Notes) Console.Error.WriteLine($"note: {note}");
        foreach (Headline headline in report.Headlines) Console.WriteLine(headline.Finding.Text);
        if (report.Guidance.Length > 0)
            Console.WriteLine($"Choose: {string.Join("; ", report.Guidance.Select(g => $"{g.Workload.ToLowerInvariant()} – {g.Choice}"))}");
        Console.WriteLine($"Report: {Path.Combine(folder, ReportWriter.PageName)} (with tables, figures and fit.json beside it)");
        return 0;
    }
}
