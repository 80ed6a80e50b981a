using System.Globalization;
using Suffice.Studies.Reporting;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>Cells of the CSV file that goes with a figure.</summary>
internal static class FigureData
{
    public static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    public static string Number(double? value) => value is { } number ? Number(number) : "";

    /// <summary>Lines of <c>tables/statistics.csv</c>.</summary>
    public static string Lines(IEnumerable<StudyResult> results) =>
        string.Join(' ', results.Select(r => r.Line.ToString(CultureInfo.InvariantCulture)));
}
