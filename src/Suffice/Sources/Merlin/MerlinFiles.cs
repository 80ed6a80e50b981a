using Suffice.Cubes;

namespace Suffice.Sources.Merlin;

/// <summary>The two files of one acquisition, found from either of them.</summary>
/// <param name="Mib">The frames, or some of them where they are in a series of files.</param>
/// <param name="Hdr">The settings; null where there are none.</param>
internal sealed record MerlinFiles(string Mib, string? Hdr)
{
    private static readonly char[] Separators = ['_', '-', ' '];

    public static MerlinFiles Find(string path)
    {
        if (!HasExtension(path, ".hdr")) return new(path, Beside(path, ".hdr") ?? HdrOfSeries(path));
        string mib = Beside(path, ".mib") ?? FirstOfSeries(path)
            ?? throw new CubeFileException(path,
                $"there is no {Path.GetFileNameWithoutExtension(path)}.mib beside it, which holds the frames");
        return new(mib, path);
    }

    // scan.hdr beside scan_000001.mib, unless it is that of scan.mib.
    private static string? HdrOfSeries(string mib)
    {
        if (NumberedFile.Parse(mib)?.Prefix is not { Length: > 0 } prefix) return null;
        string folder = Path.GetDirectoryName(mib) ?? "";
        return new[] { prefix, prefix.TrimEnd(Separators) }
            .Where(name => name.Length > 0 && Beside(Path.Combine(folder, name + ".x"), ".mib") is null)
            .Select(name => Beside(Path.Combine(folder, name + ".x"), ".hdr")).FirstOrDefault(found => found is not null);
    }

    private static string? FirstOfSeries(string hdr)
    {
        string stem = Path.GetFileNameWithoutExtension(hdr);
        return Separators.Select(separator => stem + separator).Prepend(stem)
            .Select(prefix => NumberedFile.Find(hdr, prefix, ".mib")).FirstOrDefault(files => files.Count > 0)?[0].Path;
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
