using System.Collections.Immutable;

namespace Suffice.Studies.Reporting;

/// <summary>What is missing in the results, or must be known before they are believed.</summary>
public static class ReportNotes
{
    public static ImmutableArray<string> Of(StudyComparison comparison, RatioBySparsity ratios)
    {
        List<string> notes = [.. comparison.Results.Notes];
        if (comparison.Chunking != MethodName.Balanced)
            notes.Add($"Balanced chunks were not measured: methods are compared in {MethodName.LabelOf(comparison.Chunking)} chunks instead.");
        notes.AddRange(Missing(comparison));
        notes.AddRange(Unmeasured(comparison));
        string[] unknown = [.. comparison.Datasets.Where(dataset => dataset.Sparsity is null).Select(dataset => dataset.Name)];
        if (unknown.Length > 0) notes.Add($"The fraction of zeros of {string.Join(", ", unknown)} is not known: give a list of the datasets with --inventory.");
        if (ratios.Reason is { } reason) notes.Add($"No curve of ratio against sparsity is fitted: {reason}.{(ratios.Points.IsEmpty ? "" : " Figure 3 shows the published curve.")}");
        if (comparison.All.All(r => r.Statistics.Runs == 1)) notes.Add("Every method ran once: nothing is known of how times vary.");
        if (Unsteady(comparison) is { } unsteady) notes.Add(unsteady);
        return [.. notes];
    }

    private static string? Unsteady(StudyComparison comparison)
    {
        const double steady = 10;
        double Mean(Func<StudyStatistics, Spread> of) =>
            comparison.All.Select(r => of(r.Statistics).VariationPercent).Where(double.IsFinite).DefaultIfEmpty(0).Average();
        (double write, double read) = (Mean(s => s.WriteSeconds), Mean(s => s.ReadSeconds));
        return Math.Max(write, read) < steady
            ? null
            : $"Times vary by {ReportNumbers.Fixed(write, 0)} % (writing) and {ReportNumbers.Fixed(read, 0)} % (reading) from run to run: "
                + "speeds that differ by less than that are not told apart here. Use a quiet machine, more runs or a larger dataset.";
    }

    // By method, so that a setting that was never measured is named once and not for every dataset.
    private static IEnumerable<string> Missing(StudyComparison comparison)
    {
        HashSet<string> measured = [.. comparison.All.Select(r => r.Statistics.Method)];
        string[] settings = [.. PublishedStudy.Settings.Where(setting => !comparison.Settings.Contains(setting)), .. PublishedStudy.OutsideHdf5.Where(name => !measured.Contains(name))];
        if (settings.Length > 0) yield return $"Not measured at all: {string.Join(", ", settings)}.";
        string[] methods = [.. PublishedStudy.Methods.Where(m => !settings.Contains(m.Setting) && !measured.Contains(m.Full)).Select(m => m.Full)];
        if (methods.Length > 0)
            yield return $"Not measured in every chunking; missing: {Listed(methods)}.";
        foreach (DatasetFacts dataset in comparison.Datasets)
        {
            string[] absent = [.. measured.Where(method => comparison.Find(dataset.Name, MethodName.Parse(method)) is null).Order(StringComparer.Ordinal)];
            if (absent.Length > 0)
                yield return $"Measured on other datasets but not on {dataset.Name}, and so left out of means: {Listed(absent)}.";
        }
    }

    private static string Listed(string[] names)
    {
        const int most = 8;
        return string.Join(", ", names.Take(most)) + (names.Length > most ? $" and {names.Length - most} more" : "");
    }

    private static IEnumerable<string> Unmeasured(StudyComparison comparison)
    {
        string[] only = [.. comparison.Results.Datasets.Where(d => comparison.Datasets.All(known => known.Name != d.Name)).Select(d => d.Name)];
        if (only.Length > 0) yield return $"{string.Join(", ", only)} has no results of {comparison.Main.Label}, of which tables and figures are.";
    }
}
