namespace Suffice.Tests.Interop;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    private TemporaryFolder(string path) => Path = path;

    public TemporaryFolder()
        : this(Directory.CreateTempSubdirectory("suffice-test-").FullName)
    {
    }

    public string Path { get; }

    /// <summary>A folder for thousands of small files: in memory where the system has such a place, for a busy disk takes 10 ms for each.</summary>
    public static TemporaryFolder InMemory() =>
        Directory.Exists(Memory) ? new(Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"suffice-test-{Guid.NewGuid():N}")).FullName) : new();

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
