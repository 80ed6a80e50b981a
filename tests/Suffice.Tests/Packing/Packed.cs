using System.Security.Cryptography;
using Suffice.Cubes;
using Suffice.Packing;
using Suffice.Packing.Exports;
using Suffice.Tests.Interop;
using Suffice.Tests.Sources;
using Xunit;

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

    /// <summary>Writes a cube for another program.</summary>
    public static string[] Export(string format, OpenedCube opened, string target) =>
        [.. ExportFormat.All.Single(row => row.Name == format).Write(new CubeExport(opened, target, false, 2, MemoryBytes, (_, _) => { }, TestContext.Current.CancellationToken))];

    /// <summary>Packs a file and all that belong to it, and holds what comes out, and the cube, against them.</summary>
    public static PackReport MustComeBack(string path, TemporaryFolder folder, CubeFileOptions? cube = null)
    {
        string packed = folder.File(Path.GetFileName(path) + ".emd"), back = folder.File("back of " + Path.GetFileName(path));
        PackReport report = Pack(path, packed, null, cube);
        Assert.True(Verify(packed, isFull: true).IsGood);
        Assert.Equal(report.Originals.Select(original => Sha256(original.Path)), Unpack(packed, back).Select(Sha256));
        using OpenedCube before = CubeFile.Open(path, cube), after = CubeFile.Open(packed);
        Assert.Equal(before.Cube.Shape, after.Cube.Shape);
        Assert.Equal(before.Cube.Element, after.Cube.Element);
        Assert.Equal(before.ReadAll(), after.ReadAll());
        return report;
    }

    public static string Sha256(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
