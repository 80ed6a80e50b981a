using System.Collections.Immutable;
using System.Text;

namespace Suffice.Studies.Reporting;

/// <summary>A table of the report.</summary>
/// <param name="Name">Of its files, such as <c>table3</c>.</param>
/// <param name="Columns">As published.</param>
/// <param name="Rows">Cells as text; an empty one is a gap.</param>
public sealed record ReportTable(string Name, string Title, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    public string ToCsv() => string.Concat(Rows.Prepend(Columns).Select(row => Csv.Line(row.AsSpan()) + "\n"));

    public string ToMarkdown()
    {
        StringBuilder text = new($"# {Title}\n\n");
        text.Append(Line(Columns)).Append(Line([.. Columns.Select((_, i) => IsNumeric(i) ? "---:" : "---")]));
        foreach (ImmutableArray<string> row in Rows) text.Append(Line([.. row.Select(cell => cell.Length == 0 ? "–" : cell.Replace("|", "\\|", StringComparison.Ordinal))]));
        return text.ToString();
    }

    /// <summary>Whether every cell of a column that is not a gap is a number.</summary>
    public bool IsNumeric(int column) => Rows.All(row => row[column].Length == 0 || Csv.TryNumber(row[column], out _));

    private static string Line(ImmutableArray<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
