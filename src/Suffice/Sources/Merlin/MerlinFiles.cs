using Suffice.Cubes;

namespace Suffice.Sources.Merlin;

/// <summary>The two files of one acquisition, found from either of them.</summary>
/// <param name="Mib">The frames.</param>
/// <param name="Hdr">The settings; null where there are none.</param>
internal sealed record MerlinFiles(string Mib, string? Hdr)
{
    public static MerlinFiles Find(string path)
    {
        if (!HasExtension(path, ".hdr")) return new(path, Beside(path, ".hdr"));
        string mib = Beside(path, ".mib")
            ?? throw new CubeFileException(path,
                $"there is no {Path.GetFileNameWithoutExtension(path)}.mib beside it, which holds the frames");
        return new(mib, path);
    }

    // Windows writes .MIB and .mib alike, and copies to Linux keep either; an exact match goes first.
    private static string? Beside(string path, string extension)
    {
        string exact = Path.ChangeExtension(path, extension);
        if (File.Exists(exact)) return exact;
        string name = Path.GetFileName(exact);
        try
        {
            return Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".")
                .Where(file => Path.GetFileName(file).Equals(name, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal).FirstOrDefault();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool HasExtension(string path, string extension) =>
        Path.GetExtension(path).Equals(extension, StringComparison.OrdinalIgnoreCase);
}
