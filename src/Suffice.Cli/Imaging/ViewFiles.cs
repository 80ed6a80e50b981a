using Suffice.Views;
using Suffice.Views.Files;

namespace Suffice.Cli.Imaging;

/// <summary>Where results go, and as what.</summary>
internal sealed record ViewFiles(string Folder, string[] FormatNames, bool Overwrite)
{
    public static string[] Formats { get; } = ["tiff", "npy", "png", "emd"];

    public static string[] DefaultFormats { get; } = ["tiff", "npy", "png"];

    private const string EmdName = "views.emd";

    // Side by side in one picture: more are no picture, such as a profile at every position.
    private const int MostImages = 16;

    /// <summary>Complains, before anything is computed, about files that the results would replace.</summary>
    /// <exception cref="ArgumentException">There are such files; or the folder is a file.</exception>
    public void Check(IEnumerable<ViewRequest> requests)
    {
        if (File.Exists(Folder)) throw new ArgumentException($"{Folder} is a file; --out takes a folder");
        if (Overwrite || !Directory.Exists(Folder)) return;
        string[] names = [.. requests.SelectMany(request => (string[])[request.FileName + ".", request.FileName + "-"])];
        string? taken = Directory.EnumerateFiles(Folder).Order().FirstOrDefault(file => Path.GetFileName(file) is var name
            && (names.Any(start => name.StartsWith(start, StringComparison.Ordinal)) || (name == EmdName && FormatNames.Contains("emd"))));
        if (taken is not null) throw new ArgumentException($"{taken} is there already; give another --out, or --overwrite");
    }

    /// <summary>Writes all results, each under its final name when it is complete.</summary>
    /// <returns>The files.</returns>
    public IReadOnlyList<string> Write(IReadOnlyList<(ViewRequest Request, ViewResult Result)> results)
    {
        List<(string Path, Action<string> Write)> files = [.. results.SelectMany(pair => FilesOf(NameOf(pair.Request, pair.Result), pair.Result))];
        if (FormatNames.Contains("emd"))
            files.Add((Path.Combine(Folder, EmdName), path => EmdImages.Write(path, [.. results.Select(pair => (NameOf(pair.Request, pair.Result), pair.Result))])));
        Directory.CreateDirectory(Folder);
        foreach ((string path, Action<string> write) in files)
        {
            string temporary = path + ".tmp";
            try
            {
                write(temporary);
                File.Move(temporary, path, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        return [.. files.Select(file => file.Path)];
    }

    private static string NameOf(ViewRequest request, ViewResult result) => result.Name.Length == 0 ? request.FileName : $"{request.FileName}-{result.Name}";

    private IEnumerable<(string Path, Action<string> Write)> FilesOf(string name, ViewResult result)
    {
        bool isCurve = result.Axes.Length == 1, isPicture = !isCurve && !result.IsTable;
        string start = Path.Combine(Folder, name);
        if (FormatNames.Contains("npy")) yield return (start + ".npy", path => File.WriteAllBytes(path, NpyFile.Encode(result)));
        if (isCurve || result.IsTable) yield return (start + ".csv", path => File.WriteAllText(path, CsvFile.Encode(result)));
        if (isPicture && FormatNames.Contains("tiff")) yield return (start + ".tif", path => File.WriteAllBytes(path, TiffFile.Encode(result)));
        if (isPicture && ViewPicture.Images(result) <= MostImages && FormatNames.Contains("png")) yield return (start + ".png", path => File.WriteAllBytes(path, ViewPicture.Encode(result)));
    }
}
