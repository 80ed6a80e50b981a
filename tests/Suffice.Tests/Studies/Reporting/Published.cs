using Suffice.Studies.Reporting;
using Suffice.Tests.Interop;

namespace Suffice.Tests.Studies.Reporting;

/// <summary>The published study's own results, and made-up ones in the same columns.</summary>
internal static class Published
{
    public static string Statistics => RealData.ReferenceOf("paper_statistics.csv");

    public static string Inventory => RealData.ReferenceOf("paper_dataset_inventory.csv");

    public static StudyReport Report() => new(StudyResults.Load([Statistics], Inventory));

    /// <summary>Those of the published lines that are wanted, in a file of their own.</summary>
    public static string Lines(TemporaryFolder folder, Func<string, bool> isWanted)
    {
        string[] lines = File.ReadAllLines(Statistics);
        string path = folder.File("some.csv");
        File.WriteAllLines(path, lines.Where((line, i) => i == 0 || isWanted(line)));
        return path;
    }
}
