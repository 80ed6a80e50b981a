using Microsoft.Win32.SafeHandles;
using Suffice.Cubes;

namespace Suffice.Sources;

/// <summary>A file that is read by position, so that threads need not share a cursor; its errors name it.</summary>
internal sealed class SourceFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private SourceFile(string path, SafeFileHandle handle, long bytes)
    {
        Path = path;
        _handle = handle;
        Bytes = bytes;
    }

    public string Path { get; }

    /// <summary>Length of the file when it was opened: every size a header claims is held against it.</summary>
    public long Bytes { get; }

    public static SourceFile Open(string path)
    {
        SafeFileHandle? handle = null;
        try
        {
            // An acquisition may still be writing: what is there already can be read.
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return new SourceFile(path, handle, RandomAccess.GetLength(handle));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            handle?.Dispose();
            bool missing = cause is FileNotFoundException or DirectoryNotFoundException;
            string problem = missing ? "there is no such file" : "cannot be opened for reading";
            throw new CubeFileException(path, problem, cause);
        }
    }

    /// <summary>The first bytes of the file, fewer than asked for where it is shorter.</summary>
    public byte[] ReadStart(int atMost)
    {
        byte[] start = new byte[Math.Min(atMost, Bytes)];
        ReadAt(0, start);
        return start;
    }

    /// <summary>Fills <paramref name="bytes"/> from <paramref name="offset"/>.</summary>
    public void ReadAt(long offset, Span<byte> bytes)
    {
        try
        {
            // One call of the system returns at most 2 GiB and may return less for any reason.
            for (int filled = 0; filled < bytes.Length;)
            {
                int read = RandomAccess.Read(_handle, bytes[filled..], offset + filled);
                if (read == 0) throw Shortened(offset + filled);
                filled += read;
            }
        }
        catch (Exception cause) when (cause is IOException and not CubeFileException or UnauthorizedAccessException)
        {
            throw new CubeFileException(Path, $"cannot be read at byte {offset:N0}: {cause.Message}", cause);
        }
    }

    public void Dispose() => _handle.Dispose();

    private CubeFileException Shortened(long offset) =>
        new(Path, $"ends at byte {offset:N0} but had {Bytes:N0} bytes when it was opened; was it shortened meanwhile?");
}
