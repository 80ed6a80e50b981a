using Suffice.Cubes;

namespace Suffice.Studies.Reporting;

/// <summary>The results that one argument of the user names: a folder of <c>bench</c> or a CSV file.</summary>
internal sealed record ResultsFile(string Name, IReadOnlyList<StudyResult> Results, StudyRecord? Record, IReadOnlyList<string> Notes)
{
    private const string Metadata = "metadata.json";

    /// <exception cref="CubeFileException">Unreadable, empty or foreign.</exception>
    public static ResultsFile Read(string path)
    {
        if (!Directory.Exists(path)) return ReadFile(path, FindRecord(path));
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        foreach (string file in (string[])["runs.csv", "runs.partial.csv", "statistics.csv"])
            if (File.Exists(Path.Combine(path, file)))
                return ReadFile(Path.Combine(path, file), FindRecord(Path.Combine(path, file))) with { Name = name };
        throw new CubeFileException(path, "there are no results in this folder: neither runs.csv nor statistics.csv");
    }

    private static ResultsFile ReadFile(string path, StudyRecord? record)
    {
        string source = SourceName(path);
        List<string> notes = [];
        if (record is { IsComplete: false } || path.EndsWith(".partial.csv", StringComparison.Ordinal))
            notes.Add($"The study in {source} was not complete: methods may have different numbers of runs.");
        using StringReader text = new(CsvTable.ReadText(path, "a file of results"));
        bool isRuns = text.ReadLine()?.TrimEnd('\r') == RunsCsv.HeaderLine;
        return new ResultsFile(source, isRuns ? FromRuns(path, source, notes) : StatisticsCsv.Read(path, source), record, notes);
    }

    // The last folder and the file: enough to find it, without telling where on a machine it lies.
    private static string SourceName(string path)
    {
        string full = Path.GetFullPath(path);
        string? folder = Path.GetFileName(Path.GetDirectoryName(full));
        return string.IsNullOrEmpty(folder) ? Path.GetFileName(full) : $"{folder}/{Path.GetFileName(full)}";
    }

    private static StudyRecord? FindRecord(string file)
    {
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, Metadata);
        bool isOurs = Path.GetFileName(file) is "runs.csv" or "runs.partial.csv" or "statistics.csv";
        return isOurs && File.Exists(path) ? StudyRecord.Read(path, SourceName(path)) : null;
    }

    private static IReadOnlyList<StudyResult> FromRuns(string path, string source, List<string> notes)
    {
        IReadOnlyList<StudyRow> rows = RunsCsv.Read(path);
        if (rows.Count == 0) throw new CubeFileException(path, "has a first line but no results below it");
        List<StudyResult> results = [];
        foreach (var group in rows.Select((row, i) => (Row: row, Line: i + 2)).GroupBy(r => (r.Row.Dataset, r.Row.Method, r.Row.Engine, r.Row.Threads)))
        {
            int different = group.Count(r => !r.Row.Measurement.IsVerified);
            if (different == 0)
                results.Add(new StudyResult(
                    StudyStatistics.Of(group.Select(r => r.Row))[0], group.Key.Engine, group.Key.Threads, source, [.. group.Select(r => r.Line)]));
            else
                notes.Add($"{group.Key.Method} on {group.Key.Dataset} ({group.Key.Engine}) is left out: the data came back different in {different} of {group.Count()} runs.");
        }
        return results;
    }
}
