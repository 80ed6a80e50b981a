using System.IO.Compression;
using System.Text.Json;
using Suffice.Cubes;

namespace Suffice.Sources.Zarr;

/// <summary>The keys of a Zarr store in a zip file. One caller at a time is in the archive.</summary>
internal sealed class ZipStore : IDisposable
{
    // No deflated stream is shorter than a 1032nd of what it holds.
    private const int MostDeflated = 1032;

    private readonly string _path;
    private readonly long _fileBytes;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public ZipStore(string path)
    {
        _path = path;
        try
        {
            _fileBytes = new FileInfo(path).Length;
            _archive = new ZipArchive(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in _archive.Entries) _entries[entry.FullName] = entry;
        }
        catch (InvalidDataException e)
        {
            throw new CubeFileException(path, "is not a whole zip file: its directory, which is written last, is missing or damaged", e);
        }
    }

    public IEnumerable<string> Keys => _entries.Keys;

    /// <summary>The bytes of a key; null where there is none.</summary>
    /// <param name="mostBytes">More than this is an error.</param>
    public byte[]? Read(string key, long mostBytes)
    {
        if (!_entries.TryGetValue(key, out ZipArchiveEntry? entry)) return null;
        // What the directory claims is held against what can be in the file, before it becomes memory.
        if (entry.CompressedLength > _fileBytes || entry.Length / MostDeflated > entry.CompressedLength)
            throw new CubeFileException(_path, $"{Printable.Shorten(key)} claims {entry.Length:N0} bytes out of {entry.CompressedLength:N0}: the file is damaged");
        if (entry.Length > mostBytes) throw new CubeFileException(_path, $"{Printable.Shorten(key)} has {entry.Length:N0} bytes, more than {mostBytes:N0}, the most that it can: the file is damaged");
        byte[] bytes = new byte[entry.Length];
        lock (_gate)
        {
            try
            {
                using Stream stream = entry.Open();
                stream.ReadExactly(bytes);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                throw new CubeFileException(_path, $"{Printable.Shorten(key)} cannot be taken out of the zip file: {e.Message}", e);
            }
        }
        return bytes;
    }

    /// <summary>The JSON of a key; null where there is none.</summary>
    public JsonElement? ReadJson(string key)
    {
        if (Read(key, ZspyFormat.MaxJsonBytes) is not byte[] bytes) return null;
        try
        {
            // Python writes NaN and Infinity as bare words; what holds them here is never an object that matters.
            using JsonDocument document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            throw new CubeFileException(_path, $"{Printable.Shorten(key)} is not JSON: the file is damaged");
        }
    }

    public void Dispose() => _archive.Dispose();
}
