using System.Globalization;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Cubes;

namespace Suffice.Tests.Interop;

/// <summary>The stock HDF5 filters, through h5py: one chunk in, one chunk out.</summary>
internal static class StockFilters
{
    /// <summary>The chunk as h5py stores it, and its filter mask.</summary>
    public static (byte[] Chunk, uint Mask) Encode(ChunkSpec chunk, byte[] samples, params FilterSpec[] filters)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("in"), samples);
        string mask = Python.Run("h5chunk.py", "encode", NumpyType(chunk), Extents(chunk), Text(filters), folder.File("in"), folder.File("out"));
        return (File.ReadAllBytes(folder.File("out")), uint.Parse(mask, CultureInfo.InvariantCulture));
    }

    /// <summary>What h5py reads from a chunk that we encoded with every filter applied.</summary>
    public static byte[] Decode(ChunkSpec chunk, byte[] encoded, params FilterSpec[] filters)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("in"), encoded);
        Python.Run("h5chunk.py", "decode", NumpyType(chunk), Extents(chunk), Text(filters), folder.File("in"), folder.File("out"));
        return File.ReadAllBytes(folder.File("out"));
    }

    /// <summary>Many <see cref="Encode"/>s by one Python.</summary>
    public static (byte[] Chunk, uint Mask)[] EncodeAll(IReadOnlyList<(ChunkSpec Chunk, FilterSpec Filter, byte[] Samples)> jobs)
    {
        using TemporaryFolder folder = new();
        string output = RunAll(folder, "encode", jobs);
        string[] masks = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return [.. masks.Select((mask, i) => (File.ReadAllBytes(folder.File($"{i}.out")), uint.Parse(mask, CultureInfo.InvariantCulture)))];
    }

    /// <summary>Many <see cref="Decode"/>s by one Python.</summary>
    public static byte[][] DecodeAll(IReadOnlyList<(ChunkSpec Chunk, FilterSpec Filter, byte[] Encoded)> jobs)
    {
        using TemporaryFolder folder = new();
        RunAll(folder, "decode", jobs);
        return [.. jobs.Select((_, i) => File.ReadAllBytes(folder.File($"{i}.out")))];
    }

    private static string RunAll(
        TemporaryFolder folder, string mode, IReadOnlyList<(ChunkSpec Chunk, FilterSpec Filter, byte[] Content)> jobs)
    {
        List<string> lines = [];
        for (int i = 0; i < jobs.Count; i++)
        {
            (ChunkSpec chunk, FilterSpec filter, byte[] content) = jobs[i];
            File.WriteAllBytes(folder.File($"{i}.in"), content);
            string source = folder.File($"{i}.in"), target = folder.File($"{i}.out");
            lines.Add(string.Join('\t', mode, NumpyType(chunk), Extents(chunk), Text([filter]), source, target));
        }
        File.WriteAllLines(folder.File("jobs"), lines);
        return Python.Run("h5chunk.py", "batch", folder.File("jobs"));
    }

    private static string NumpyType(ChunkSpec chunk)
    {
        char kind = chunk.Element.IsFloat() ? 'f' : chunk.Element.IsSigned() ? 'i' : 'u';
        return $"{(chunk.Order == ByteOrder.BigEndian ? '>' : '<')}{kind}{chunk.Element.Bytes()}";
    }

    private static string Extents(ChunkSpec chunk) => string.Join(',', chunk.Extents);

    private static string Text(FilterSpec[] filters) => string.Join('|', filters.Select(f => $"{f.Id}:{string.Join(',', f.Parameters)}"));
}
