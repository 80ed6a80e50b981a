using System.Globalization;
using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Sources.Merlin;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Sources.Merlin;

public sealed class MerlinReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AuPd_is_a_scan_of_16_by_16_patterns_with_5098_electrons_each()
    {
        using OpenedCube opened = MerlinReader.Open(RealData.AuPd(_folder.Path));
        Assert.Equal(new CubeShape(16, 16, 256, 256), opened.Cube.Shape);
        Assert.Equal(ElementType.UInt16, opened.Cube.Element);
        Assert.Equal(ByteOrder.BigEndian, opened.Cube.StoredOrder);
        Assert.Equal("from the .hdr: 16 frames per trigger", opened.ScanOrigin);
        Assert.Empty(opened.Notes);
        Assert.Contains(("Sensor Bias (V)", "115 V"), opened.Metadata);
        Assert.Contains(("Counter depth", "12"), opened.Metadata);

        ReadOnlySpan<ushort> counts = MemoryMarshal.Cast<byte, ushort>(opened.ReadAll());
        (long electrons, int zeros, int most) = (0, 0, 0);
        foreach (ushort count in counts)
        {
            electrons += count;
            if (count == 0) zeros++;
            most = Math.Max(most, count);
        }
        Assert.Equal(314, most);
        Assert.Equal(0.980, zeros / (double)counts.Length, 3);
        Assert.Equal(5098, electrons / 256.0, 0);
    }

    [Fact]
    public void AuPd_equals_what_numpy_reads_and_the_flipped_rows_of_its_FPD_twin()
    {
        string mib = RealData.AuPd(_folder.Path);
        string numpy = Python.Run("frames.py", "mib", mib, "384", "256", "256", ">u2");
        string twin = Python.Run("frames.py", "fpd", RealData.PathOf("fpd/AuPd_16x16x256x256_FPD_HDF5.hdf5"));
        using OpenedCube opened = MerlinReader.Open(mib);
        Assert.Equal(numpy.Split(' ')[3].Trim(), OpenedCubes.Sha256(opened.ReadAll()));
        Assert.Equal(numpy, twin);
    }

    [Fact]
    public void Boxes_of_AuPd_equal_the_same_parts_of_the_whole()
    {
        using OpenedCube opened = MerlinReader.Open(RealData.AuPd(_folder.Path));
        byte[] whole = opened.ReadAll();
        Random random = new(1);
        for (int i = 0; i < 20; i++)
        {
            CubeRegion region = OpenedCubes.RandomRegion(opened.Cube.Shape, random);
            Assert.Equal(OpenedCubes.Pick(whole, opened.Cube, region), opened.Reader.ReadRegion(region, 1 + i % 2));
        }
    }

    [Theory]
    [InlineData("merlin/001_4x2_6bit.mib", 384, 256, "u1", "(2, 4, 256, 256)", "from the time stamps: a longer step after every 4 frames")]
    [InlineData("merlin/Single_1_Frame_CounterDepth_24_Rows_256.mib", 384, 256, ">u4", "(1, 1, 256, 256)", "a single pattern")]
    [InlineData("merlin/Quad_1_Frame_CounterDepth_12_Rows_256.mib", 768, 512, ">u2", "(1, 1, 512, 512)", "a single pattern")]
    [InlineData("merlin/merlintools_200kV_CL_380mm_Si110.mib", 384, 256, ">u2", "(1, 1, 256, 256)", "a single pattern")]
    [InlineData("merlin/Single_9_Frame_CounterDepth_1_Rows_256.mib", 384, 256, "u1", "(3, 3, 256, 256)", "assumed square: 9 frames")]
    public void Real_files_equal_what_numpy_reads(string name, int header, int side, string dtype, string shape, string origin)
    {
        string path = RealData.PathOf(name);
        string size = side.ToString(CultureInfo.InvariantCulture);
        string numpy = Python.Run("frames.py", "mib", path, header.ToString(CultureInfo.InvariantCulture), size, size, dtype);
        using OpenedCube opened = MerlinReader.Open(path);
        Assert.Equal(shape, opened.Cube.Shape.ToString());
        Assert.Equal(origin, opened.ScanOrigin);
        Assert.Equal(numpy.Split(' ')[3].Trim(), OpenedCubes.Sha256(opened.ReadAll()));
    }

    [Fact]
    public void A_file_that_begins_with_a_later_frame_says_so()
    {
        using OpenedCube opened = MerlinReader.Open(RealData.PathOf("merlin/merlintools_200kV_CL_380mm_Si110.mib"));
        Assert.Contains("the first frame has sequence number 10: the frames before it are in other files, or lost", opened.Notes);
    }

    [Fact]
    public void The_files_of_an_acquisition_are_listed_the_one_that_was_asked_for_first()
    {
        string mib = Write("scan.mib", MerlinFile.Frames(4)), hdr = Write("scan.hdr", MerlinFile.Hdr(4, 2));
        using OpenedCube byMib = MerlinReader.Open(mib), byHdr = MerlinReader.Open(hdr);
        Assert.Equal([mib, hdr], byMib.Files);
        Assert.Equal([hdr, mib], byHdr.Files);
    }

    [Theory]
    [InlineData("U01", 1, ElementType.UInt8)]
    [InlineData("U64", 8, ElementType.UInt64)]
    public void Rarer_processed_types_are_read(string type, int bytes, ElementType element)
    {
        ElementType stored = bytes == 1 ? ElementType.UInt8 : ElementType.UInt64;
        byte[] frames = [.. Enumerable.Range(1, 2).SelectMany(number => MerlinFile.Frame(number, 6, 5, stored, type))];
        using OpenedCube cube = MerlinReader.Open(Write("rare.mib", frames));
        Assert.Equal(element, cube.Cube.Element);
        byte[] samples = cube.ReadAll();
        Assert.Equal([31, 32], [samples[0], samples[bytes]]);
    }

    [Fact]
    public void Frames_that_the_detector_dropped_are_noted()
    {
        byte[] frames = [.. MerlinFile.Frames(3), .. MerlinFile.Frame(6, 6, 5, ElementType.UInt16)];
        using OpenedCube cube = MerlinReader.Open(Write("dropped.mib", frames));
        Assert.Contains("the last frame has sequence number 6 where 4 follows from the first: frames were lost, or written twice", cube.Notes);
    }

    [Fact]
    public void A_truncated_scan_keeps_all_whole_frames_and_the_rest_of_its_last_line_is_zeros()
    {
        Write("cut.hdr", MerlinFile.Hdr(12, 4));
        byte[] frames = MerlinFile.Frames(12);
        string path = Write("cut.mib", frames[..(6 * 444 + 100)]);
        using OpenedCube cube = MerlinReader.Open(path), whole = MerlinReader.Open(Write("whole.mib", frames), new ScanSize(3, 4));
        Assert.Equal("(2, 4, 5, 6)", cube.Cube.Shape.ToString());
        byte[] samples = cube.ReadAll();
        Assert.Equal(whole.ReadAll()[..(6 * 60)], samples[..(6 * 60)]);
        Assert.All(samples[(6 * 60)..], sample => Assert.Equal(0, sample));
        Assert.Equal(
            ["cut.mib ends 100 bytes into frame 7, which would have 444: it is left out",
                "the .hdr says 12 frames in the acquisition, the file holds 6: frames 7 to 12 are missing",
                "the last line is incomplete: its last 2 of 4 positions have no frame and read as zeros"], cube.Notes);
    }

    [Theory]
    [InlineData("scan.mib", "scan.hdr", "scan.hdr")]
    [InlineData("SCAN.MIB", "scan.hdr", "scan.hdr")]
    [InlineData("scan.mib", "Scan.HDR", "scan.mib")]
    public void Either_file_finds_the_other_whatever_its_case(string mib, string hdr, string opened)
    {
        File.WriteAllBytes(_folder.File(mib), MerlinFile.Frames(12));
        File.WriteAllBytes(_folder.File(hdr), MerlinFile.Hdr(12, 4));
        using OpenedCube cube = MerlinReader.Open(_folder.File(opened));
        Assert.Equal("(3, 4, 5, 6)", cube.Cube.Shape.ToString());
    }

    [Fact]
    public void A_hdr_without_a_mib_is_refused_and_a_mib_without_a_hdr_is_not()
    {
        string hdr = Write("lonely.hdr", MerlinFile.Hdr(4, 2));
        Assert.Contains("no lonely.mib beside it", Problem(hdr), StringComparison.Ordinal);
        using OpenedCube cube = MerlinReader.Open(Write("alone.mib", MerlinFile.Frames(4)));
        Assert.Equal("assumed square: 4 frames", cube.ScanOrigin);
    }

    [Fact]
    public void A_hdr_of_another_program_is_left_aside_with_a_note()
    {
        Write("scan.hdr", "ENVI\n"u8.ToArray());
        using OpenedCube cube = MerlinReader.Open(Write("scan.mib", MerlinFile.Frames(4)));
        Assert.StartsWith("scan.hdr is left aside", cube.Notes[0], StringComparison.Ordinal);
        Assert.Contains("does not begin with HDR,", Problem(_folder.File("scan.hdr")), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_an_interrupted_frame_are_left_out_with_a_note()
    {
        byte[] frames = MerlinFile.Frames(5);
        using OpenedCube cube = MerlinReader.Open(Write("cut.mib", frames[..^10]));
        Assert.Equal(4, cube.Cube.Shape.Patterns);
        Assert.Contains(cube.Notes, note => note.StartsWith("cut.mib ends 434 bytes into frame 5", StringComparison.Ordinal));
        Assert.Contains("less than one frame", Problem(Write("short.mib", frames[..400])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_without_its_magic_is_named_with_its_byte()
    {
        byte[] frames = MerlinFile.Frames(4);
        frames[2 * 444] = (byte)'X';
        string path = Write("damaged.mib", frames);
        using OpenedCube cube = MerlinReader.Open(path);
        CubeFileException error = Assert.Throws<CubeFileException>(() => cube.ReadAll());
        Assert.Equal($"{path}: frame 3 at byte 888 does not begin with MQ1, as a frame of a Merlin .mib does", error.Message);
        Assert.Equal(60, cube.Reader.ReadRegion(new(0, 0, 0, 0, new(1, 1, 5, 6)), 1).Length);
    }

    [Fact]
    public void A_frame_of_another_geometry_is_named_with_both()
    {
        byte[] frames = [.. MerlinFile.Frames(3), .. MerlinFile.Frame(4, 5, 6, ElementType.UInt16)];
        using OpenedCube cube = MerlinReader.Open(Write("joined.mib", frames));
        string problem = Assert.Throws<CubeFileException>(() => cube.ReadAll()).Problem;
        Assert.StartsWith("frame 4 at byte 1,332 is 5x6 U16 after a header of 384 bytes, the first frame is 6x5 U16", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_shortened_while_open_is_an_error_of_the_file()
    {
        string path = Write("shrinking.mib", MerlinFile.Frames(4));
        using OpenedCube cube = MerlinReader.Open(path);
        using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(1000);
        Assert.Contains("shortened", Assert.Throws<CubeFileException>(() => cube.ReadAll()).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.UInt16)]
    [InlineData(ElementType.UInt32)]
    public void Every_box_equals_the_same_part_of_the_whole(ElementType element)
    {
        using OpenedCube cube = MerlinReader.Open(Write($"{element}.mib", MerlinFile.Frames(20, 9, 7, element)), new ScanSize(4, 5));
        byte[] whole = cube.ReadAll();
        Assert.Equal((3 * 31 + 4) % 251, whole[(2 * 63 + 4) * element.Bytes()]);
        Random random = new(1);
        for (int i = 0; i < 200; i++)
        {
            CubeRegion region = OpenedCubes.RandomRegion(cube.Cube.Shape, random);
            Assert.Equal(OpenedCubes.Pick(whole, cube.Cube, region), cube.Reader.ReadRegion(region, 1 + i % 3));
        }
    }

    [Fact]
    public void Requests_that_cannot_be_met_are_the_callers_fault()
    {
        using OpenedCube cube = MerlinReader.Open(Write("scan.mib", MerlinFile.Frames(4)));
        CubeRegion whole = CubeRegion.Whole(cube.Cube.Shape);
        Assert.Throws<ArgumentException>(() => cube.Reader.Read(whole, new byte[3], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => cube.Reader.Read(whole, new byte[240], 0));
        Assert.Throws<ArgumentException>(() => cube.Reader.Read(whole with { ScanY = 1 }, new byte[240], 1));
        cube.Reader.Read(whole with { Extent = new(0, 2, 5, 6) }, [], 1);
    }

    [Fact]
    public void A_missing_file_is_one_clear_line() =>
        Assert.Equal("there is no such file", Problem(_folder.File("missing.mib")));

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.File(name), bytes);
        return _folder.File(name);
    }

    private static string Problem(string path) => Assert.Throws<CubeFileException>(() => MerlinReader.Open(path)).Problem;
}
