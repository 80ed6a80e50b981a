using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>Checks a packed file by itself: every chunk, every checksum, everything beside them; on demand, the digests too.</summary>
public static class PackVerifier
{
    /// <summary>Verifies a file.</summary>
    /// <param name="isFull">Whether the cube's and the originals' SHA-256 are computed anew as well.</param>
    /// <param name="progress">Called with bytes done and bytes in all.</param>
    /// <exception cref="CubeFileException">The file cannot be opened.</exception>
    public static VerifyReport Verify(
        string path, bool isFull, int threads, long memoryBytes, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        List<string> problems = [], notes = [];
        long chunkCount = 0, done = 0;
        PackedManifest manifest;
        using (Hdf5File file = Hdf5File.Open(path))
        {
            if (PackedManifest.Read(file) is not { } read)
                return new VerifyReport(0, 0, ["was not packed by suffice, so it holds no checksums to verify; suffice pack makes such a file"], []) { IsPacked = false };
            manifest = read;
            long all = Tables(file, manifest).Sum(table => SizeOf(file, table.Dataset));
            List<(long, long)> places = [];
            foreach ((string dataset, string table, int detectorRank) in Tables(file, manifest))
            {
                try
                {
                    using StoredChunks chunks = new(file, dataset, detectorRank);
                    if (!chunks.IsDecodable) notes.Add($"{dataset}: its filters are not known here, so its stored bytes were checked and not its samples");
                    problems.AddRange(chunks.Check(ReadTable(file, table), chunks.IsDecodable, threads, bytes =>
                        progress?.Invoke(Math.Min(all, Interlocked.Add(ref done, bytes)), all), cancellation));
                    chunkCount += chunks.Count;
                    if (chunks.Places is { } known) places.AddRange(known);
                    else notes.Add($"{dataset}: the library does not give the addresses of its {chunks.Count:N0} chunks");
                }
                catch (CubeFileException e)
                {
                    problems.Add(e.Problem);
                }
            }
            if (CheckSeal(file, places) is { } broken) problems.Insert(0, broken);
        }
        if (manifest.IsEvents)
        {
            notes.Add("its cube is stored as electron events, which the checksum over everything beside chunks covers");
            done += new FileInfo(path).Length;
        }
        if (isFull && problems.Count == 0) problems.AddRange(CheckDigests(path, manifest, threads, memoryBytes, cancellation));
        return new VerifyReport(chunkCount, done, [.. problems], [.. notes]);
    }

    /// <summary>What tells a packed file from one that would be packed of these sources now; null where nothing does.</summary>
    public static string? Difference(string path, string source, OpenedCube opened, CancellationToken cancellation = default)
    {
        using Hdf5File file = Hdf5File.Open(path);
        if (PackedManifest.Read(file) is not { } manifest) return "it was not packed by suffice";
        ImmutableArray<OriginalFile> files = OriginalFile.Of(source, opened);
        bool areSame = files.Select(f => (f.Name, f.Bytes)).SequenceEqual(manifest.Originals.Select(o => (o.Name, o.Bytes)));
        if (!areSame) return "it was packed from other files, or they have other sizes now";
        foreach ((OriginalFile original, PackedOriginal packed) in files.Zip(manifest.Originals))
        {
            cancellation.ThrowIfCancellationRequested();
            using FileStream stream = new(original.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            if (Convert.ToHexStringLower(SHA256.HashData(stream)) != packed.Sha256) return $"{original.Name} has changed since";
        }
        return null;
    }

    /// <summary>A table of checksums.</summary>
    internal static ChunkChecksum[] ReadTable(Hdf5File file, string path) =>
        Hdf5Values.ReadDataset(file, path, ElementType.UInt32) is { } bytes
            ? [.. MemoryMarshal.Cast<byte, ChunkChecksum>(bytes)]
            : throw new CubeFileException(file.Path, $"the table of checksums {path} is missing or damaged");

    private static IEnumerable<(string Dataset, string Table, int DetectorRank)> Tables(Hdf5File file, PackedManifest manifest)
    {
        // Lists have no chunks: the seal covers them.
        if (!manifest.IsEvents) yield return (manifest.CubePath, PackedLayout.CubeTable, manifest.DetectorRank);
        for (int i = 0; i < manifest.Originals.Length; i++)
            if (file.Describe(manifest.Originals[i].RestPath).Kind == Hdf5NodeKind.Dataset)
                yield return (manifest.Originals[i].RestPath, PackedLayout.RestTable(i), 0);
    }

    private static long SizeOf(Hdf5File file, string dataset) =>
        file.Describe(dataset) is { Element: { } element } node ? (long)Math.Min(node.Samples * element.Bytes(), long.MaxValue) : 0;

    private static string? CheckSeal(Hdf5File file, List<(long, long)> places)
    {
        try
        {
            byte[] seal = Hdf5Values.ReadDataset(file, PackedLayout.Seal, ElementType.UInt64) ?? [];
            return Seal.Problem(file.Path, Hdf5Values.AddressOf(file, PackedLayout.Seal), seal, places);
        }
        catch (CubeFileException e)
        {
            return $"its seal cannot be read ({e.Problem})";
        }
    }

    private static IEnumerable<string> CheckDigests(string path, PackedManifest manifest, int threads, long memoryBytes, CancellationToken cancellation)
    {
        using PackedPatterns patterns = new(path, manifest, threads, memoryBytes);
        using IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (manifest.CubeSha256.Length > 0)
        {
            patterns.Read(0, patterns.Count, ByteOrder.LittleEndian, bytes =>
            {
                cancellation.ThrowIfCancellationRequested();
                digest.AppendData(bytes);
            });
            if (Convert.ToHexStringLower(digest.GetHashAndReset()) != manifest.CubeSha256) yield return "the SHA-256 of the cube is not the one that was packed";
        }
        foreach (PackedOriginal original in manifest.Originals.Where(original => original.IsKept))
            if (Unpacker.Rebuild(path, original, patterns, Stream.Null, cancellation) != original.Sha256)
                yield return $"{original.Name} is not rebuilt as it was: its SHA-256 differs";
    }
}
