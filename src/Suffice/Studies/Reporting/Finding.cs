using System.Globalization;

namespace Suffice.Studies.Reporting;

/// <summary>A sentence and where its numbers are.</summary>
/// <param name="Evidence">File and lines, such as <c>tables/statistics.csv, lines 5, 9</c>; the header is line 1.</param>
public sealed record Finding(string Text, string Evidence)
{
    /// <summary>The lines of <c>tables/statistics.csv</c> that hold these results.</summary>
    public static string Cite(IEnumerable<StudyResult> results)
    {
        int[] lines = [.. results.Select(r => r.Line).Distinct().Order()];
        List<string> spans = [];
        for (int i = 0; i < lines.Length;)
        {
            int end = i;
            while (end + 1 < lines.Length && lines[end + 1] == lines[end] + 1) end++;
            spans.Add(end == i ? Of(lines[i]) : end == i + 1 ? $"{Of(lines[i])}, {Of(lines[end])}" : $"{Of(lines[i])}–{Of(lines[end])}");
            i = end + 1;
        }
        return $"tables/statistics.csv, {(lines.Length == 1 ? "line" : "lines")} {string.Join(", ", spans)}";
    }

    private static string Of(int line) => line.ToString(CultureInfo.InvariantCulture);
}
