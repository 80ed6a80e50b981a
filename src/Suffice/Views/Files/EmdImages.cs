using Suffice.Containers.Hdf5.Conventions;

namespace Suffice.Views.Files;

/// <summary>Results as arrays with axes in one file of EMD 1.0.</summary>
public static class EmdImages
{
    /// <summary>Writes the file, replacing one of that name.</summary>
    /// <param name="results">With the names of their groups.</param>
    public static void Write(string path, IReadOnlyList<(string Name, ViewResult Result)> results)
    {
        using EmdFile file = EmdFile.Create(path);
        foreach ((string name, ViewResult result) in results) file.AddArray(name, result.Axes, result.Values, result.Unit, result.Title);
        file.Close();
    }
}
