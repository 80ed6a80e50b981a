using System.Collections.Immutable;
using System.Security.Cryptography;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>Takes a packed file apart: the original files, byte for byte, or the cube alone.</summary>
public static class Unpacker
{
    private const int Columns = 4;

    /// <summary>The original files that a packed one can give back: name and length; empty where it was HDF5.</summary>
    /// <exception cref="CubeFileException">It was not packed here.</exception>
    public static ImmutableArray<(string Name, long Bytes)> OriginalsOf(string path)
    {
        using Hdf5File file = Hdf5File.Open(path);
        return [.. Manifest(file).Originals.Where(original => original.IsKept).Select(original => (original.Name, original.Bytes))];
    }

    /// <summary>Writes the original files; each appears when it is complete and has the SHA-256 of the one that was packed.</summary>
    /// <param name="target">A folder, where they keep their names, or the name of the first; the others are named like it.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="CubeFileException">The packed file holds none, or is damaged, or a target is there already.</exception>
    public static ImmutableArray<string> WriteOriginals(
        string path, string target, bool overwrite, int threads, long memoryBytes, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        PackedManifest manifest;
        using (Hdf5File file = Hdf5File.Open(path)) manifest = Manifest(file);
        ImmutableArray<PackedOriginal> originals = [.. manifest.Originals.Where(original => original.IsKept)];
        if (originals.IsEmpty)
            throw new CubeFileException(path, "was packed from HDF5, whose tree it keeps: there is no other original in it; unpack without --original decodes the cube");
        using PackedPatterns patterns = new(path, manifest, threads, memoryBytes);
        ImmutableArray<string> names = Names(originals, target);
        List<TemporaryTarget> written = [];
        long done = 0, all = originals.Sum(original => original.Bytes);
        try
        {
            // All are complete before the first gets its name.
            foreach ((PackedOriginal original, string name) in originals.Zip(names))
            {
                written.Add(TemporaryTarget.For(name, overwrite));
                using FileStream output = new(written[^1].Path, FileMode.Create, FileAccess.Write);
                string sha = Rebuild(path, original, patterns, output, cancellation, bytes => progress?.Invoke(done += bytes, all));
                if (sha == original.Sha256) continue;
                throw new CubeFileException(path, $"{original.Name} does not come out as it went in (its SHA-256 differs): nothing was written; see suffice verify");
            }
            foreach (TemporaryTarget file in written) file.Commit();
            return names;
        }
        catch (InvalidDataException e)
        {
            throw new CubeFileException(path, $"it is damaged ({e.Message}): nothing was written; see suffice verify", e);
        }
        finally
        {
            foreach (TemporaryTarget file in written) file.Dispose();
        }
    }

    /// <summary>Puts an original together and returns its SHA-256.</summary>
    internal static string Rebuild(
        string path, PackedOriginal original, PackedPatterns patterns, Stream output, CancellationToken cancellation, Action<long>? progress = null)
    {
        using Hdf5File file = Hdf5File.Open(path);
        using RestReader rest = new(file, original.RestPath);
        using IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Take(ReadOnlySpan<byte> bytes)
        {
            digest.AppendData(bytes);
            output.Write(bytes);
        }

        int patternBytes = checked((int)patterns.Cube.PatternBytes);
        if (original.IsPositionFastest)
        {
            rest.Read(original.Recipe[0], Take);
            patterns.ReadPositionFastest(original.Order, pixels =>
            {
                cancellation.ThrowIfCancellationRequested();
                Take(pixels);
                progress?.Invoke(pixels.Length);
            });
        }
        for (int row = original.IsPositionFastest ? Columns : 0; row + Columns <= original.Recipe.Length; row += Columns)
        {
            rest.Read(original.Recipe[row], Take);
            long header = original.Recipe[row + 1];
            patterns.Read(original.Recipe[row + 2], original.Recipe[row + 3], original.Order, slab =>
            {
                cancellation.ThrowIfCancellationRequested();
                for (int at = 0; at < slab.Length; at += patternBytes)
                {
                    rest.Read(header, Take);
                    Take(slab.Slice(at, patternBytes));
                }
                progress?.Invoke(slab.Length);
            });
        }
        rest.Read(rest.Left, Take);
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static PackedManifest Manifest(Hdf5File file) =>
        PackedManifest.Read(file) ?? throw new CubeFileException(file.Path, "was not packed by suffice: it holds no original");

    // A name from a file leads nowhere but into the target's folder.
    private static ImmutableArray<string> Names(ImmutableArray<PackedOriginal> originals, string target)
    {
        string[] names = [.. originals.Select(original => Path.GetFileName(original.Name.Replace('\\', '/')))];
        if (names.Any(name => name.Length == 0 || name is "." or "..")) throw new InvalidDataException("an original has no name");
        bool isFolder = Directory.Exists(target) || Path.EndsInDirectorySeparator(target);
        if (isFolder) return [.. names.Select(name => Path.Combine(target, name))];
        string folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
        string stem = Path.GetFileNameWithoutExtension(names[0]), newStem = Path.GetFileNameWithoutExtension(target);
        return [target, .. names[1..].Select(name => Path.Combine(
            folder, name.StartsWith(stem, StringComparison.Ordinal) ? newStem + name[stem.Length..] : name))];
    }
}
