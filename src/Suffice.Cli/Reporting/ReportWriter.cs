using System.Collections.Immutable;
using Suffice.Cli.Reporting.Figures;
using Suffice.Containers;
using Suffice.Studies;
using Suffice.Studies.Reporting;

namespace Suffice.Cli.Reporting;

/// <summary>Writes a report: tables, fit, figures and the page that shows them.</summary>
internal static class ReportWriter
{
    /// <summary>The page's name in the report's folder.</summary>
    public const string PageName = "report.html";

    /// <summary>Writes the report of one or more results into a folder, over an earlier report there.</summary>
    /// <param name="results">Folders of <c>bench</c>, or CSV files.</param>
    /// <returns>What was found, for a summary on the terminal.</returns>
    public static StudyReport Write(string folder, params IReadOnlyCollection<string> results) => Write(folder, StudyResults.Load(results));

    public static StudyReport Write(string folder, StudyResults results)
    {
        StudyReport report = new(results);
        string tables = Path.Combine(folder, "tables"), figures = Path.Combine(folder, "figures");
        Directory.CreateDirectory(tables);
        // What an earlier report drew and this one cannot would look like this one's.
        if (Directory.Exists(figures)) foreach (string old in Directory.GetFiles(figures, "figure*.*")) File.Delete(old);
        Directory.CreateDirectory(figures);
        AtomicFile.WriteAllText(Path.Combine(tables, "statistics.csv"), report.StatisticsCsv());
        foreach (ReportTable table in (ImmutableArray<ReportTable>)[.. report.Tables, .. EngineTables(report)])
        {
            AtomicFile.WriteAllText(Path.Combine(tables, table.Name + ".csv"), table.ToCsv());
            AtomicFile.WriteAllText(Path.Combine(tables, table.Name + ".md"), table.ToMarkdown());
        }
        AtomicFile.WriteAllText(Path.Combine(folder, "fit.json"), FitJson.Format(report.Ratios));
        ImmutableArray<Figure> drawn = Draw(report);
        foreach (Figure figure in drawn)
        {
            AtomicFile.WriteAllText(Path.Combine(figures, figure.Name + ".svg"), FigureFile.Write(figure));
            AtomicFile.WriteAllText(Path.Combine(figures, figure.Name + ".csv"), figure.Data.ToCsv());
        }
        AtomicFile.WriteAllText(Path.Combine(folder, PageName), ReportPage.Write(report, drawn));
        return report;
    }

    /// <summary>One table for each engine beside the main one.</summary>
    public static IEnumerable<ReportTable> EngineTables(StudyReport report) =>
        report.Engines.Select((engines, i) => engines.ToTable(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"engines{i + 1}")));

    private static ImmutableArray<Figure> Draw(StudyReport report) =>
    [
        .. new[]
        {
            RankingFigure.Draw(report), RadarFigure.Draw(report), SparsityFigure.Draw(report), ChunkingFigure.Draw(report),
            ParetoFigure.Draw(report), BoundsFigure.Draw(report),
        }.OfType<Figure>(),
    ];
}
