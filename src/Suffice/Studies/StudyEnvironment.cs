using System.Reflection;
using System.Runtime.InteropServices;
using Suffice.Containers.Hdf5;

namespace Suffice.Studies;

/// <summary>What a study ran on: without it, its times say nothing.</summary>
public static class StudyEnvironment
{
    /// <summary>Names and values, for <c>metadata.json</c>.</summary>
    /// <param name="folder">The folder whose filesystem was written to.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Describe(string folder) =>
    [
        new("suffice", Version(typeof(StudyEnvironment).Assembly)),
        new("commit", Commit() ?? "unknown"),
        new("cpu", Processor()),
        new("cores", Environment.ProcessorCount.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new("memory_bytes", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new("filesystem", FileSystem(folder)),
        new("os", RuntimeInformation.OSDescription),
        new("architecture", RuntimeInformation.ProcessArchitecture.ToString()),
        new("runtime", RuntimeInformation.FrameworkDescription),
        new("hdf5", Hdf5Library.Version.ToString()),
        new("zlib", "zlib-ng of the runtime"),
        new("zstd", "ZstdSharp.Port " + Version(typeof(ZstdSharp.Compressor).Assembly)),
        new("lz4", "own"),
    ];

    private static string Version(Assembly assembly)
    {
        string full = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        return full.Split('+')[0];
    }

    // The build puts the revision behind a plus sign.
    private static string? Commit() =>
        typeof(StudyEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, string commit]
            ? commit : null;

    private static string Processor()
    {
        const string cpuInfo = "/proc/cpuinfo";
        if (!File.Exists(cpuInfo)) return RuntimeInformation.ProcessArchitecture.ToString();
        string? line = File.ReadLines(cpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string FileSystem(string folder)
    {
        string path = Path.GetFullPath(folder);
        DriveInfo? drive = DriveInfo.GetDrives()
            .Where(drive => path.StartsWith(drive.RootDirectory.FullName, StringComparison.Ordinal)).MaxBy(drive => drive.RootDirectory.FullName.Length);
        return drive is null ? "unknown" : $"{drive.DriveFormat} ({drive.RootDirectory.FullName})";
    }
}
