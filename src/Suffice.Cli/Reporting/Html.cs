using System.Globalization;
using System.Net;
using Suffice.Studies.Reporting;

namespace Suffice.Cli.Reporting;

/// <summary>Pieces of the report's page.</summary>
internal static class Html
{
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A table in a box that scrolls sideways where there is no room.</summary>
    public static void Table(TextWriter page, ReportTable table)
    {
        page.Write("<div class=\"scroll\"><table><thead><tr>");
        for (int i = 0; i < table.Columns.Length; i++) page.Write($"<th{Class(table, i)}>{Text(table.Columns[i])}</th>");
        page.WriteLine("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            page.Write("<tr>");
            for (int i = 0; i < row.Length; i++) page.Write($"<td{Class(table, i)}>{(row[i].Length == 0 ? "–" : Text(row[i]))}</td>");
            page.WriteLine("</tr>");
        }
        page.WriteLine("</tbody></table></div>");
    }

    /// <summary>Names and values.</summary>
    public static void Facts(TextWriter page, IEnumerable<KeyValuePair<string, string>> facts)
    {
        page.WriteLine("<table><tbody>");
        foreach ((string name, string value) in facts) page.WriteLine($"<tr><th scope=\"row\">{Text(name)}</th><td>{Text(value)}</td></tr>");
        page.WriteLine("</tbody></table>");
    }

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Class(ReportTable table, int column) => table.IsNumeric(column) ? " class=\"n\"" : "";
}
