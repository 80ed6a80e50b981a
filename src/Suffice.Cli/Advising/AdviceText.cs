using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using Suffice.Advice;
using Suffice.Cli.Packing;
using Suffice.Cubes;

namespace Suffice.Cli.Advising;

/// <summary>Advice on the terminal: the front, the choice and why, and the command to run.</summary>
internal static class AdviceText
{
    public static void Write(string file, AdviceReport report, PackCommandLine pack)
    {
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        ImmutableArray<Candidate> front = report.Front(report.Purpose.Speed);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{file}: {report.Cube.Shape} {report.Cube.Element.Name()}, {PackText.Size(report.Cube.Bytes)} of samples; {report.Candidates.Length} candidates for {report.Purpose.Name}"));
        AnsiConsole.Write(Table(report, front));
        Console.WriteLine($"Not beaten in both ratio and {Named(report.Purpose.Speed)}, with 95 % intervals; beside them what is chosen and what is usual.");
        Say("Choice", report.Choice, pack);
        if (report.ForPlugins is not { } other) return;
        Console.WriteLine("Other programs need Suffice's own HDF5 plugin to read that file: suffice plugin");
        Say("For programs with the usual plugins only", other, pack);
    }

    private static Table Table(AdviceReport report, ImmutableArray<Candidate> front)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("codec").NoWrap());
        table.AddColumn(new TableColumn("chunk").NoWrap());
        foreach (string column in (string[])["chunks\nmeasured", "ratio", "pack\nMB/s", "read\nMB/s", "a pattern\nms"])
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        table.AddColumn(new TableColumn("read by").NoWrap());
        table.AddColumn(new TableColumn("").NoWrap());
        Candidate?[] named = [report.Choice.Candidate, report.ForPlugins?.Candidate, report.Usual];
        foreach (Candidate candidate in front.Concat(named.OfType<Candidate>()).Distinct().OrderBy(candidate => candidate.Ratio.Value))
            table.AddRow(
                candidate.Codec.Name, candidate.Chunk.ToString(), candidate.Chunks.ToString(CultureInfo.InvariantCulture), Text(candidate.Ratio, "0.00"),
                Text(candidate.PackBytesPerSecond, "0", 1e-6), Text(candidate.ReadBytesPerSecond, "0", 1e-6),
                (candidate.PatternSeconds * 1000).ToString("0.00", CultureInfo.InvariantCulture), Readers(candidate.Codec.Reach), Markup.Escape(Remark(candidate, report)));
        return table;
    }

    private static void Say(string what, Choice choice, PackCommandLine pack)
    {
        Candidate chosen = choice.Candidate;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {chosen.Codec.Name} in chunks of {chosen.Chunk}: {choice.Reason}.\n"
            + $"  About {PackText.Size((long)chosen.StoredBytes)}, packed in about {chosen.PackSeconds:N1} s.\n  {pack.For(chosen)}"));
    }

    private static string Remark(Candidate candidate, AdviceReport report) =>
        candidate == report.Choice.Candidate ? "chosen" : candidate == report.ForPlugins?.Candidate ? "chosen for usual plugins"
        : candidate == report.Usual ? "usual" : "";

    private static string Readers(FilterReach reach) => reach switch
    {
        FilterReach.Plain => "all",
        FilterReach.Plugins => "usual plugins",
        _ => "Suffice's plugin",
    };

    private static string Named(AdviceGoal speed) => speed == AdviceGoal.Packing ? "packing" : "reading";

    private static string Text(Interval interval, string format, double scale = 1)
    {
        string Number(double value) => (value * scale).ToString(format, CultureInfo.InvariantCulture);
        return interval.Low == interval.High ? Number(interval.Value)
            : interval.IsKnown ? $"{Number(interval.Value)} ({Number(interval.Low)}-{Number(interval.High)})" : $"{Number(interval.Value)} (?)";
    }
}
