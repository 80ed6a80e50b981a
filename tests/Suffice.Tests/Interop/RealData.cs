using System.IO.Compression;
using Xunit;

namespace Suffice.Tests.Interop;

/// <summary>Real files of vendors and peers, kept beside the repository and never in it.</summary>
internal static class RealData
{
    private static readonly string? Folder = Find();

    /// <summary>Full path of a file in the data folder; skips the test, visibly, where it is absent.</summary>
    public static string PathOf(string name)
    {
        string path = Path.Combine(Folder ?? "", name);
        Assert.SkipWhen(Folder is null || !File.Exists(path), $"needs {name} (set SUFFICE_TEST_DATA to the folder with the real files)");
        return path;
    }

    /// <summary>Full path of a file of the published study, in the folder <c>reference</c> beside the data; skips the test, visibly, where it is absent.</summary>
    public static string ReferenceOf(string name)
    {
        string path = Path.Combine(Folder ?? "", "..", "reference", name);
        Assert.SkipWhen(Folder is null || !File.Exists(path), $"needs reference/{name} beside the folder with the real files");
        return Path.GetFullPath(path);
    }

    /// <summary>The complete AuPd scan, unzipped with its header into <paramref name="folder"/>.</summary>
    public static string AuPd(string folder)
    {
        const string name = "AuPd_Calibration_Scan_600mmCL";
        string zipped = PathOf($"merlin/{name}.mib.gz");
        string mib = Path.Combine(folder, name + ".mib");
        using (GZipStream source = new(File.OpenRead(zipped), CompressionMode.Decompress))
        using (FileStream target = File.Create(mib))
            source.CopyTo(target);
        File.Copy(PathOf($"merlin/{name}.hdr"), Path.Combine(folder, name + ".hdr"), overwrite: true);
        return mib;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("SUFFICE_TEST_DATA") is { Length: > 0 } named) return named;
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "Suffice.slnx"))) continue;
            string beside = Path.Combine(at.FullName, "..", "shared", "data");
            return Directory.Exists(beside) ? Path.GetFullPath(beside) : null;
        }
        return null;
    }
}
