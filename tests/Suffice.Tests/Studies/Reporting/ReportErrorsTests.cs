using Suffice.Cubes;
using Suffice.Studies;
using Suffice.Studies.Reporting;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Studies.Reporting;

public sealed class ReportErrorsTests
{
    private static readonly string Header = StudyStatistics.HeaderLine + "\n";

    [Fact]
    public void A_file_that_is_not_there_an_empty_one_and_an_empty_folder_are_one_line_each()
    {
        using TemporaryFolder folder = new();
        Fails(folder.File("absent.csv"), "there is no such file");
        Fails(folder.Path, "there are no results in this folder");
        Fails(Write(folder, ""), "the file is empty");
        Fails(Write(folder, Header), "no results below it");
        Fails(Write(folder, RunsCsv.HeaderLine + "\n"), "no results below it");
    }

    [Fact]
    public void Foreign_and_damaged_files_say_what_is_wrong()
    {
        using TemporaryFolder folder = new();
        Fails(Write(folder, "a,b\n1,2\n"), "is not a statistics.csv in the published columns: it has no column dataset");
        Fails(Write(folder, Header + "x,y\n"), "line 2 has 2 cells where the first line has 40");
        Fails(Write(folder, Header + "d,balanced_none,1,many" + new string(',', 36) + "\n"), "line 2: compression_ratio_mean is 'many', not a number");
        Fails(Write(folder, Header + "d,balanced_none,1," + new string(',', 36) + "\n"), "line 2: there is no compression ratio");
        Fails(Write(folder, Header + ",balanced_none,1,2" + new string(',', 36) + "\n"), "names no dataset");
        string binary = folder.File("binary.csv");
        File.WriteAllBytes(binary, [0xFF, 0xFE, 0x80, 0x81]);
        Fails(binary, "it is not text");
    }

    [Fact]
    public void A_foreign_inventory_and_one_of_other_datasets_are_refused()
    {
        using TemporaryFolder folder = new();
        string results = Studies.Write(folder, "a", "CPU", "4", "scan");
        string inventory = Write(folder, "a,b\n1,2\n");
        Fails(() => StudyResults.Load([results], inventory), "is not a dataset inventory");
        const string columns = "dataset_id,dtype,itemsize_bytes,shape,n_elements,uncompressed_bytes,zero_count\n";
        File.WriteAllText(inventory, columns + "other,uint16,2,\"(1, 1, 1, 1)\",1,2,0\n");
        Fails(() => StudyResults.Load([results], inventory), "lists none of the datasets in the results, such as scan");
        File.WriteAllText(inventory, columns + "scan,uint16,2,\"(1, 1, 1, 1)\",1,2,5\n");
        Fails(() => StudyResults.Load([results], inventory), "5 zeros among 1 samples cannot be");
    }

    [Fact]
    public void Results_of_two_machines_are_refused()
    {
        using TemporaryFolder folder = new();
        string first = Studies.Write(folder, "first", "CPU one", "4", "a");
        Fails(() => StudyResults.Load([first, Studies.Write(folder, "second", "CPU two", "4", "b")]), "its results are of CPU two, 4 cores, those of first of CPU one, 4 cores");
        Fails(() => StudyResults.Load([first, Studies.Write(folder, "third", "CPU one", "8", "b")]), "CPU one, 8 cores");
        Assert.Equal(2, StudyResults.Load([first, Studies.Write(folder, "fourth", "CPU one", "4", "b")]).Datasets.Length);
    }

    [Fact]
    public void The_same_result_twice_is_refused()
    {
        using TemporaryFolder folder = new();
        string results = Studies.Write(folder, "a", "CPU", "4", "scan");
        Fails(() => StudyResults.Load([results, results]), "on scan has results in a/runs.csv, line");
    }

    [Fact]
    public void Nothing_is_reported_of_results_that_all_came_back_different()
    {
        using TemporaryFolder folder = new();
        string results = Studies.Write(folder, "a", "CPU", "4", "scan"), runs = Path.Combine(results, "runs.csv");
        File.WriteAllText(runs, File.ReadAllText(runs).Replace(",true,", ",false,", StringComparison.Ordinal));
        Fails(results, "there is nothing to report");
    }

    [Fact]
    public void Damaged_metadata_is_said()
    {
        using TemporaryFolder folder = new();
        string results = Studies.Write(folder, "a", "CPU", "4", "scan");
        File.WriteAllText(Path.Combine(results, "metadata.json"), "{}");
        Fails(results, "is not metadata of a study");
    }

    private static string Write(TemporaryFolder folder, string text)
    {
        string path = folder.File("results.csv");
        File.WriteAllText(path, text);
        return path;
    }

    private static void Fails(string path, string message) => Fails(() => StudyResults.Load([path]), message);

    private static void Fails(Action load, string message)
    {
        string found = Assert.Throws<CubeFileException>(load).Message;
        Assert.Contains(message, found, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', found);
    }
}
