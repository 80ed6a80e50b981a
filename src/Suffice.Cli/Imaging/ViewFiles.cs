using Suffice.Views;
using Suffice.Views.Files;

namespace Suffice.Cli.Imaging;

/// <summary>Where results go, and as what.</summary>
internal sealed record ViewFiles(string Folder, string[] FormatNames, bool Overwrite)
{
    public static string[] Formats { get; } = ["tiff", "npy", "png"];

    /// <summary>Writes all results, or none where a file of that name is there.</summary>
    /// <returns>The files.</returns>
    public IReadOnlyList<string> Write(IReadOnlyList<(ViewRequest Request, ViewResult Result)> results)
    {
        List<(string Path, Func<byte[]> Content)> files = [.. results.SelectMany(pair => FilesOf(pair.Request, pair.Result))];
        string? taken = Overwrite ? null : files.Select(file => file.Path).FirstOrDefault(File.Exists);
        if (taken is not null) throw new ArgumentException($"{taken} is there already; give another --out, or --overwrite");
        Directory.CreateDirectory(Folder);
        foreach ((string path, Func<byte[]> content) in files)
        {
            string temporary = path + ".tmp";
            try
            {
                File.WriteAllBytes(temporary, content());
                File.Move(temporary, path, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        return [.. files.Select(file => file.Path)];
    }

    private IEnumerable<(string Path, Func<byte[]> Content)> FilesOf(ViewRequest request, ViewResult result)
    {
        string name = Path.Combine(Folder, result.Name.Length == 0 ? request.FileName : $"{request.FileName}-{result.Name}");
        bool isCurve = result.Axes.Length == 1;
        if (FormatNames.Contains("npy")) yield return (name + ".npy", () => NpyFile.Encode(result));
        if (isCurve) yield return (name + ".csv", () => System.Text.Encoding.UTF8.GetBytes(CsvFile.Encode(result)));
        if (!isCurve && FormatNames.Contains("tiff")) yield return (name + ".tif", () => TiffFile.Encode(result));
        if (!isCurve && FormatNames.Contains("png")) yield return (name + ".png", () => ViewPicture.Encode(result));
    }
}
