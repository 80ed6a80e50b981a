using Suffice.Studies.Stores;

namespace Suffice.Studies;

/// <summary>One row of the table of methods: an implementation and, within HDF5, a chunking.</summary>
/// <param name="Setting">The implementation's name, such as <c>blosc_zstd</c>.</param>
/// <param name="Chunking">How the cube is cut; null outside HDF5.</param>
/// <param name="Store">How this library stores the cube.</param>
/// <param name="Stock">How the HDF5 library does with the stock filters; null outside HDF5.</param>
public sealed record StudyMethod(string Setting, StudyChunking? Chunking, StudyStore Store, StockHdf5Store? Stock)
{
    /// <summary>What stores the cube with an engine; null where this machine has nothing for it.</summary>
    public StudyStore? StoreOf(StudyEngine engine) => engine == StudyEngine.Own ? Store : Stock is { IsAvailable: true } ? Stock : null;

    /// <summary>Name as in the published results, such as <c>balanced_blosc_zstd</c>.</summary>
    public string Name => Chunking is null ? Setting : $"{Chunking.Name}_{Setting}";
}
