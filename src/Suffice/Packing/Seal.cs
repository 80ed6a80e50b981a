using System.Runtime.InteropServices;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>
/// One checksum over every byte of a packed file that no table of chunks covers: structure, attributes, links, the tables
/// themselves. It lies in the file, in a dataset whose own bytes are left out of it.
/// </summary>
/// <remarks>Four 64-bit numbers: version, length of the file, CRC-32C, bytes that it covers.</remarks>
internal static class Seal
{
    private const int Numbers = 4, Bytes = Numbers * sizeof(ulong), Version = 1, BlockBytes = 1 << 20;

    /// <summary>Makes room for the seal.</summary>
    public static void Reserve(Hdf5File file) =>
        Hdf5Values.WriteDataset(file, PackedLayout.Seal, ElementType.UInt64, [Numbers], new byte[Bytes]);

    /// <summary>Seals a closed file.</summary>
    /// <param name="address">Where the seal's dataset lies.</param>
    /// <param name="chunks">Where the chunks lie that tables cover.</param>
    public static void Write(string path, long address, IEnumerable<(long Address, long Bytes)> chunks)
    {
        (uint crc, long covered, long length) = Compute(path, address, chunks);
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite) { Position = address };
        file.Write(MemoryMarshal.AsBytes<ulong>([Version, (ulong)length, crc, (ulong)covered]));
    }

    /// <summary>What is wrong with everything beside the chunks; null where nothing is.</summary>
    public static string? Problem(string path, long address, ReadOnlySpan<byte> stored, IEnumerable<(long Address, long Bytes)> chunks)
    {
        ReadOnlySpan<ulong> seal = MemoryMarshal.Cast<byte, ulong>(stored);
        if (seal.Length != Numbers || seal[0] != Version) return "its seal is damaged";
        (uint crc, long covered, long length) = Compute(path, address, chunks);
        if ((ulong)length != seal[1]) return $"it has {length:N0} bytes where it had {seal[1]:N0} when it was packed";
        return crc == seal[2] && (ulong)covered == seal[3] ? null
            : "its structure (everything beside the chunks: groups, attributes, indexes, tables of checksums) is not as it was packed";
    }

    private static (uint Crc, long Covered, long Length) Compute(string path, long address, IEnumerable<(long Address, long Bytes)> chunks)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        byte[] block = new byte[BlockBytes];
        uint crc = 0;
        long at = 0, covered = 0;
        foreach ((long start, long bytes) in chunks.Append((address, Bytes)).Append((file.Length, 0)).OrderBy(place => place.Item1))
        {
            for (file.Position = Math.Min(at, file.Length); at < Math.Min(start, file.Length);)
            {
                int length = file.Read(block, 0, (int)Math.Min(block.Length, Math.Min(start, file.Length) - at));
                if (length == 0) break;
                crc = Crc32C.Append(crc, block.AsSpan(0, length));
                at += length;
                covered += length;
            }
            at = Math.Max(at, start + bytes);
        }
        return (crc, covered, file.Length);
    }
}
