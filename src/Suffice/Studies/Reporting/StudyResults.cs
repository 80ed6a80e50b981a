using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Studies.Reporting;

/// <summary>All results that a report is made of, from one machine.</summary>
/// <param name="Results">In the order of the report's <c>tables/statistics.csv</c>.</param>
/// <param name="Datasets">One entry for every dataset with results, the sparsest first.</param>
/// <param name="Sources">Names of the files and folders that were read.</param>
/// <param name="Records">What the studies say of themselves; empty for bare CSV files.</param>
/// <param name="Notes">What a reader must know about the results, one sentence each.</param>
public sealed record StudyResults(
    ImmutableArray<StudyResult> Results, ImmutableArray<DatasetFacts> Datasets, ImmutableArray<string> Sources,
    ImmutableArray<StudyRecord> Records, ImmutableArray<string> Notes)
{
    /// <summary>Reads results of one machine.</summary>
    /// <param name="paths">Folders of <c>bench</c>, or CSV files of runs or of statistics.</param>
    /// <param name="inventory">A list of datasets in the published columns, which goes before what the metadata says.</param>
    /// <exception cref="CubeFileException">A file is unreadable, empty or foreign, or two results do not go together.</exception>
    public static StudyResults Load(IReadOnlyCollection<string> paths, string? inventory = null)
    {
        ResultsFile[] files = [.. paths.Select(ResultsFile.Read)];
        CheckMachines(files);
        StudyResult[] results = [.. files.SelectMany(file => file.Results)
            .OrderBy(r => r.Engine, StringComparer.Ordinal).ThenBy(r => r.Threads)
            .ThenBy(r => r.Dataset, StringComparer.Ordinal).ThenBy(r => r.Statistics.Method, StringComparer.Ordinal)];
        if (results.Length == 0) throw new CubeFileException(files[0].Name, "in every method the data came back different: there is nothing to report");
        CheckDuplicates(results);
        IReadOnlyList<DatasetFacts> listed = inventory is null ? [] : DatasetInventory.Read(inventory);
        if (inventory is not null && results.All(r => listed.All(facts => facts.Name != r.Dataset)))
            throw new CubeFileException(inventory, $"lists none of the datasets in the results, such as {results[0].Dataset}");
        ImmutableArray<StudyRecord> records = [.. files.Select(file => file.Record).OfType<StudyRecord>()];
        ILookup<string, DatasetFacts> facts = listed.Concat(records.SelectMany(record => record.Datasets)).ToLookup(known => known.Name);
        return new StudyResults(
            [.. results.Select((result, i) => result with { Line = i + 2 })],
            [.. results.Select(r => r.Dataset).Distinct().Select(name => facts[name].FirstOrDefault() ?? Unlisted(name, results))
                .OrderByDescending(known => known.Sparsity ?? -1).ThenBy(known => known.Name, StringComparer.Ordinal)],
            [.. files.Select(file => file.Name)], records, [.. files.SelectMany(file => file.Notes)]);
    }

    // Times of two machines in one mean or one comparison would say something about the machines.
    private static void CheckMachines(ResultsFile[] files)
    {
        foreach (ResultsFile file in files.Skip(1))
        {
            (string first, string other) = (Machine(files[0]), Machine(file));
            if (first != other)
                throw new CubeFileException(
                    file.Name, $"its results are of {other}, those of {files[0].Name} of {first}; times of two machines do not compare, report them one by one");
        }
    }

    private static string Machine(ResultsFile file) => file.Record?.Machine ?? "a machine that is not recorded";

    private static void CheckDuplicates(StudyResult[] sorted)
    {
        for (int i = 1; i < sorted.Length; i++)
        {
            (StudyResult a, StudyResult b) = (sorted[i - 1], sorted[i]);
            if ((a.Dataset, a.Statistics.Method, a.Engine, a.Threads) == (b.Dataset, b.Statistics.Method, b.Engine, b.Threads))
                throw new CubeFileException(
                    b.Source, $"line {b.SourceLines[0]}: {b.Statistics.Method} on {b.Dataset} has results in {a.Source}, line {a.SourceLines[0]}, already");
        }
    }

    // The size follows from ratio and file size; the rest of what a dataset is does not.
    private static DatasetFacts Unlisted(string name, StudyResult[] results)
    {
        StudyStatistics any = results.First(r => r.Dataset == name).Statistics;
        double bytes = any.Ratio.Mean * any.FileMiB.Mean * (1 << 20);
        return new DatasetFacts(name, null, null, null, double.IsNaN(bytes) ? null : Math.Round(bytes), null);
    }
}
