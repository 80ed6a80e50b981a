using Suffice.Cubes.Statistics;

namespace Suffice.Studies;

/// <summary>A dataset under study, for <c>metadata.json</c>.</summary>
/// <param name="Name">Name in the results.</param>
/// <param name="Source">The file, and within it the dataset.</param>
/// <param name="SourceBytes">Size of the file, by which a resumed study knows it again.</param>
/// <param name="IsInMemory">Whether the whole cube was in memory, as published, or went in slabs.</param>
public sealed record StudyDataset(string Name, string Source, long SourceBytes, CubeStatistics Statistics, bool IsInMemory)
{
    /// <summary>What the clocks of this dataset's runs cover.</summary>
    public string Clock => IsInMemory
        ? "write: create the file, store the whole array from memory, close; read: the whole dataset from a re-opened file into memory that is there already; caches warm"
        : "write: create the file, store slab after slab, close; read: slab after slab into memory that is there already; the clock stands still while a slab is "
            + "read from the source and while results are compared, so caches may be less warm than with a cube in memory";
}
