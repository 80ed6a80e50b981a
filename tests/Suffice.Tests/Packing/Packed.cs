using System.Security.Cryptography;
using Suffice.Cubes;
using Suffice.Packing;

namespace Suffice.Tests.Packing;

/// <summary>Packs, unpacks and verifies within the test's process.</summary>
internal static class Packed
{
    public const long MemoryBytes = 256 << 20;

    public static PackOptions Options { get; } = new(PackCodec.Default, 2, MemoryBytes);

    public static PackReport Pack(string source, string target, PackOptions? options = null, CubeFileOptions? cube = null)
    {
        using OpenedCube opened = CubeFile.Open(source, cube);
        return Packer.Pack(source, opened, target, options ?? Options);
    }

    public static VerifyReport Verify(string path, bool isFull = false) => PackVerifier.Verify(path, isFull, 2, MemoryBytes);

    /// <summary>The originals of a packed file, by name.</summary>
    public static string[] Unpack(string path, string folder) =>
        [.. Unpacker.WriteOriginals(path, folder + Path.DirectorySeparatorChar, overwrite: false, 2, MemoryBytes)];

    public static string Sha256(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
