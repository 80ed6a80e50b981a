namespace Suffice.Sources;

/// <summary>A cube whose patterns lie in several datasets of HDF5 files: what one must know to keep all else in those files.</summary>
internal interface IHdf5Images
{
    /// <summary>The datasets that hold the patterns.</summary>
    IEnumerable<(string FilePath, string DatasetPath)> Images { get; }
}
