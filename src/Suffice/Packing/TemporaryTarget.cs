using System.Runtime.InteropServices;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>
/// A file that is written beside its final place under a name that says who writes it, and takes the final name when it is
/// complete and on the disk. What killed processes left behind goes when the next file is written there.
/// </summary>
internal sealed partial class TemporaryTarget : IDisposable
{
    private const int MostNameBytes = 100;

    private readonly string _final;
    private readonly bool _overwrite;

    private TemporaryTarget(string final, string path, bool overwrite) => (_final, Path, _overwrite) = (final, path, overwrite);

    /// <summary>The temporary name.</summary>
    public string Path { get; }

    /// <summary>A target for the file <paramref name="path"/>: empty, in folders that are created where they are missing.</summary>
    /// <exception cref="CubeFileException">There is such a file, and it must not be replaced; or none can be written there.</exception>
    public static TemporaryTarget For(string path, bool overwrite)
    {
        string full = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(full)) throw new CubeFileException(path, "this is a folder; give the name of a file");
        if (File.Exists(full) && !overwrite) throw new CubeFileException(path, "this file is there already; give --overwrite to replace it");
        string folder = System.IO.Path.GetDirectoryName(full)!;
        string name = System.IO.Path.GetFileName(full);
        while (Encoding.UTF8.GetByteCount(name) > MostNameBytes) name = name[..^1];
        TemporaryTarget target = new(full, System.IO.Path.Combine(folder, Leftovers.NameFor(name)), overwrite);
        try
        {
            Directory.CreateDirectory(folder);
            Leftovers.Remove(folder);
            File.Create(target.Path).Dispose();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new CubeFileException(path, $"the folder {folder} cannot be written; give a name in another one", e);
        }
        return target;
    }

    /// <summary>Brings the file to the disk and gives it its final name.</summary>
    public void Commit()
    {
        using (FileStream file = new(Path, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
        if (File.Exists(_final) && !_overwrite) throw new CubeFileException(_final, "this file appeared meanwhile; it is left as it is");
        File.Move(Path, _final, _overwrite);
        Flush(System.IO.Path.GetDirectoryName(_final)!);
    }

    public void Dispose() => File.Delete(Path);

    // A name is on the disk when the folder is.
    private static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        int descriptor = OpenFolder(folder, 0);
        if (descriptor < 0) return;
        _ = FlushFile(descriptor);
        _ = CloseFile(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FlushFile(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseFile(int descriptor);
}
