using Spectre.Console;

namespace Suffice.Cli.Inspection;

/// <summary>A report for the terminal.</summary>
internal static class InspectionText
{
    public static void Write(IAnsiConsole console, InspectionReport report)
    {
        console.Write(new Rule($"[bold]{Markup.Escape(report.FileName)}[/]") { Justification = Justify.Left });
        foreach (FactGroup group in InspectionFacts.Of(report)) Write(console, group);
        WriteBounds(console, report);
        WriteCompression(console, report);
        if (report.Metadata.Count > 0)
            Write(console, new FactGroup("Metadata", [.. report.Metadata.Select(pair => new Fact(pair.Key, pair.Value))]));
        foreach (string note in report.Notes) console.MarkupLine($"[yellow]Note:[/] {Markup.Escape(note)}");
    }

    private static void Write(IAnsiConsole console, FactGroup group)
    {
        Heading(console, group.Title);
        Grid grid = new();
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new(2, 0, 2, 0) });
        grid.AddColumn(new GridColumn { Padding = new(0, 0, 2, 0) });
        grid.AddColumn();
        foreach (Fact fact in group.Facts)
            grid.AddRow(new Text(fact.Name, Color.Grey), new Text(fact.Value), new Text(fact.Note, Color.Grey));
        console.Write(grid);
    }

    private static void WriteBounds(IAnsiConsole console, InspectionReport report)
    {
        Heading(console, "Bounds on lossless compression");
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn("model").AddColumn(Right("bits/sample")).AddColumn(Right("ratio")).AddColumn(Right("bits/electron"));
        foreach (EntropyBound bound in EntropyBound.Of(report.Statistics))
            table.AddRow(Markup.Escape(bound.Name), Figures.Number(bound.BitsPerSample), Figures.Ratio(bound.Ratio),
                Figures.Number(bound.BitsPerElectron));
        console.Write(table);
    }

    private static void WriteCompression(IAnsiConsole console, InspectionReport report)
    {
        if (report.Compression is not { Count: > 0 } compression) return;
        Heading(console, "Compression of a sample");
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn("method").AddColumn(Right("ratio")).AddColumn(Right("size of the whole"));
        foreach (SampledCompression method in compression.OrderByDescending(m => m.Ratio))
        {
            string whole = Figures.Bytes((long)(report.Cube.Bytes / method.Ratio));
            table.AddRow(Markup.Escape(method.Method), Figures.Ratio(method.Ratio), whole);
        }
        console.Write(table);
    }

    private static void Heading(IAnsiConsole console, string title) => console.MarkupLine($"\n[bold]{Markup.Escape(title)}[/]");

    private static TableColumn Right(string title) => new TableColumn(title).RightAligned();
}
