using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Packing;
using Suffice.Sources.Numpy;
using Suffice.Tests.Commands;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Packing;

/// <summary>What goes in comes out, byte for byte, whatever the source looked like.</summary>
public sealed class RoundTripTests : IDisposable
{
    private const string AuPdSha256 = "cf76cd64f5cd147ade24010cccc2973e4aba54c0ea8847ca17e498c7896fa572";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_real_scan_comes_back_with_its_digest()
    {
        string mib = RealData.AuPd(_folder.Path), packed = _folder.File("AuPd.emd");
        PackReport report = Packed.Pack(mib, packed);
        Assert.True(report.IsKept);
        Assert.Equal(AuPdSha256, report.Originals[0].Sha256);
        Assert.True(report.Ratio > 45, $"{report.Ratio}");
        Assert.True(Packed.Verify(packed, isFull: true).IsGood);
        string[] back = Packed.Unpack(packed, _folder.File("back"));
        Assert.Equal(["AuPd_Calibration_Scan_600mmCL.mib", "AuPd_Calibration_Scan_600mmCL.hdr"], back.Select(path => Path.GetFileName(path)));
        Assert.Equal(AuPdSha256, Packed.Sha256(back[0]));
        Assert.Equal(Packed.Sha256(Path.ChangeExtension(mib, ".hdr")), Packed.Sha256(back[1]));
    }

    [Fact]
    public void Every_merlin_file_comes_back()
    {
        string[] files = [.. Directory.GetFiles(Path.GetDirectoryName(RealData.PathOf("merlin/001_4x2_6bit.mib"))!, "*.mib").Order()];
        Assert.True(files.Length >= 6);
        foreach (string mib in files)
        {
            string packed = _folder.File(Path.GetFileNameWithoutExtension(mib) + ".emd");
            PackReport report = Packed.Pack(mib, packed);
            Assert.True(Packed.Verify(packed, isFull: true).IsGood);
            string[] back = Packed.Unpack(packed, _folder.File("back"));
            Assert.Equal(report.Originals.Select(original => Packed.Sha256(original.Path)), back.Select(Packed.Sha256));
            Assert.Contains(Path.GetFileName(mib), back.Select(path => Path.GetFileName(path)));
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip_1")]
    [InlineData("lzf")]
    [InlineData("szip")]
    [InlineData("blosc_lz4")]
    [InlineData("bitshuffle_lz4")]
    [InlineData("tally-fast")]
    [InlineData("tally")]
    [InlineData("tally-archive")]
    public void Every_codec_and_chunking_gives_the_same_file_back(string codec)
    {
        string scan = _folder.File("scan.npy"), packed = _folder.File("scan.emd");
        SmallScan.Write(scan);
        PackOptions options = Packed.Options with { Codec = Cli.Commands.PackCommand.Codec(codec), Chunk = new CubeShape(3, 5, 32, 48) };
        Packed.Pack(scan, packed, options);
        Assert.True(Packed.Verify(packed, isFull: true).IsGood);
        Assert.Equal(Packed.Sha256(scan), Packed.Sha256(Packed.Unpack(packed, _folder.File("back")).Single()));
    }

    [Fact]
    public void The_same_source_gives_the_same_file_with_any_number_of_threads()
    {
        string scan = _folder.File("scan.npy");
        SmallScan.Write(scan);
        Packed.Pack(scan, _folder.File("1.emd"), Packed.Options with { Threads = 1, Chunk = new CubeShape(1, 4, 48, 48) });
        Packed.Pack(scan, _folder.File("3.emd"), Packed.Options with { Threads = 3, Chunk = new CubeShape(1, 4, 48, 48) });
        Assert.Equal(Packed.Sha256(_folder.File("1.emd")), Packed.Sha256(_folder.File("3.emd")));
    }

    [Fact]
    public void A_truncated_scan_keeps_every_byte_and_says_what_is_missing()
    {
        string mib = RealData.AuPd(_folder.Path), packed = _folder.File("cut.emd");
        using (FileStream file = new(mib, FileMode.Open)) file.SetLength(20_000_000);
        PackReport report = Packed.Pack(mib, packed);
        Assert.Contains(report.Notes, note => note.Contains("256 frames in the acquisition, the file holds 152", StringComparison.Ordinal));
        Assert.Contains(report.Notes, note => note.Contains("18,688 bytes into frame 153", StringComparison.Ordinal));
        using (OpenedCube cube = CubeFile.Open(packed)) Assert.True(cube.Cube.Shape.Patterns >= 152 - 8);
        Assert.Equal(Packed.Sha256(mib), Packed.Sha256(Packed.Unpack(packed, _folder.File("back"))[0]));
    }

    [Fact]
    public void A_frame_with_a_damaged_header_is_kept_and_named()
    {
        string mib = RealData.AuPd(_folder.Path), packed = _folder.File("damaged.emd");
        using (FileStream file = new(mib, FileMode.Open))
        {
            file.Position = 17 * (384 + 131072L);
            file.Write("XX"u8);
        }
        PackReport report = Packed.Pack(mib, packed);
        Assert.True(report.IsDoubtful);
        Assert.Contains(report.Notes, note => note.Contains("frame 18", StringComparison.Ordinal));
        Assert.Equal(Packed.Sha256(mib), Packed.Sha256(Packed.Unpack(packed, _folder.File("back"))[0]));
    }

    [Fact]
    public void Bytes_behind_an_array_are_kept()
    {
        string scan = _folder.File("scan.npy"), packed = _folder.File("scan.emd");
        SmallScan.Write(scan);
        using (FileStream file = new(scan, FileMode.Append)) file.Write(new byte[3_000_000]);
        Packed.Pack(scan, packed);
        Assert.Equal(Packed.Sha256(scan), Packed.Sha256(Packed.Unpack(packed, _folder.File("back")).Single()));
    }

    [Fact]
    public void Chunks_hold_whole_patterns_of_neighbouring_positions()
    {
        static CubeShape Choose(CubeShape shape, long bytes) => ChunkChoice.ForFrames(new MemoryCube(ElementType.UInt16, shape, []).Cube, bytes);
        Assert.Equal(new CubeShape(1, 29, 256, 256), Choose(new CubeShape(100, 200, 256, 256), 4 << 20));
        Assert.Equal(new CubeShape(2, 16, 256, 256), Choose(new CubeShape(16, 16, 256, 256), 4 << 20));
        Assert.Equal(new CubeShape(1, 1, 4096, 4096), Choose(new CubeShape(16, 16, 4096, 4096), 4 << 20));
        Assert.Equal(new CubeShape(2, 3, 4, 5), Choose(new CubeShape(2, 3, 4, 5), 4 << 20));
    }

    [Theory]
    [InlineData(3, 5, 7, 1)]
    [InlineData(64, 64, 256, 1)]
    [InlineData(64, 64, 256, 16)]
    [InlineData(1, 1, 2048, 1)]
    public void Slabs_follow_one_another_in_the_scan_and_stay_within_memory(int rows, int columns, int detector, int chunkRows)
    {
        CubeShape shape = new(rows, columns, detector, detector);
        Cube cube = new MemoryCube(ElementType.UInt16, shape, []).Cube;
        CubeShape chunk = new(Math.Min(chunkRows, rows), Math.Min(3, columns), detector, detector);
        const long memory = 512 << 20;
        (ImmutableArray<CubeRegion> slabs, int buffers) = PackSlabs.Plan(cube, chunk, shape with { ScanY = 1, ScanX = 1 }, memory, 2);
        long next = 0;
        foreach (CubeRegion slab in slabs)
        {
            Assert.Equal(next, (long)slab.ScanY * columns + slab.ScanX);
            Assert.True(slab.Extent.ScanY == 1 || slab.Extent.ScanX == columns);
            Assert.True(slab.Extent.Patterns * cube.PatternBytes * buffers <= memory);
            next += slab.Extent.Patterns;
        }
        Assert.Equal(shape.Patterns, next);
    }

    [Fact]
    public void Checksums_are_those_of_the_standard()
    {
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(Crc32C.Of("123456789"u8), Crc32C.Append(Crc32C.Of("1234"u8), "56789"u8));
    }

    [Fact]
    public void A_cube_is_written_as_npy()
    {
        string scan = _folder.File("scan.npy"), packed = _folder.File("scan.emd"), back = _folder.File("back.npy");
        SmallScan.Write(scan);
        Packed.Pack(scan, packed);
        using OpenedCube opened = CubeFile.Open(packed);
        Packed.Export("npy", opened, back);
        Assert.Equal(Packed.Sha256(scan), Packed.Sha256(back));
    }
}
