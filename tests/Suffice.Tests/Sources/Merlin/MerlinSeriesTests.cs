using System.Globalization;
using Suffice.Cubes;
using Suffice.Sources.Merlin;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Sources.Merlin;

public sealed class MerlinSeriesTests : IDisposable
{
    private const int FrameBytes = 444, PatternBytes = 60;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("scan_000002.mib")]
    [InlineData("scan.hdr")]
    public void Any_file_of_a_series_opens_all_of_it(string asked)
    {
        Write("scan.hdr", MerlinFile.Hdr(12, 4));
        WriteSeries("scan_", 3, 4, 5);
        using OpenedCube cube = MerlinReader.Open(_folder.File(asked)), one = MerlinReader.Open(Write("one.mib", MerlinFile.Frames(12)), new ScanSize(3, 4));
        Assert.Equal("(3, 4, 5, 6)", cube.Cube.Shape.ToString());
        Assert.Equal("from the .hdr: 4 frames per trigger", cube.ScanOrigin);
        Assert.Equal(["3 files of a numbered series are read as one: scan_000001.mib to scan_000003.mib"], cube.Notes);
        Assert.Equal(_folder.File(asked), cube.Files[0]);
        Assert.Equal(["scan.hdr", "scan_000001.mib", "scan_000002.mib", "scan_000003.mib"], cube.Files.Select(path => Path.GetFileName(path)).Order());
        byte[] whole = one.ReadAll();
        Assert.Equal(whole, cube.ReadAll());
        Random random = new(1);
        for (int i = 0; i < 50; i++)
        {
            CubeRegion region = OpenedCubes.RandomRegion(cube.Cube.Shape, random);
            Assert.Equal(OpenedCubes.Pick(whole, cube.Cube, region), cube.Reader.ReadRegion(region, 1 + i % 3));
        }
    }

    [Fact]
    public void A_frame_in_each_of_many_files_is_read_with_few_of_them_open()
    {
        WriteSeries("many", [.. Enumerable.Repeat(1, 400)]);
        using OpenedCube cube = MerlinReader.Open(_folder.File("many000007.mib"));
        using OpenedCube one = MerlinReader.Open(Write("one.mib", MerlinFile.Frames(400)), new ScanSize(20, 20));
        Assert.Equal("(20, 20, 5, 6)", cube.Cube.Shape.ToString());
        Assert.Equal(one.ReadAll(), cube.ReadAll());
    }

    [Fact]
    public void A_missing_file_is_named_and_the_frames_behind_it_keep_their_places()
    {
        Write("scan_.hdr", MerlinFile.Hdr(12, 4));
        WriteSeries("scan_", 4, 2, 2, 4);
        File.Delete(_folder.File("scan_000002.mib"));
        using OpenedCube cube = MerlinReader.Open(_folder.File("scan_000001.mib")), one = MerlinReader.Open(Write("one.mib", MerlinFile.Frames(12)), new ScanSize(3, 4));
        Assert.Equal("(3, 4, 5, 6)", cube.Cube.Shape.ToString());
        Assert.Contains("scan_000002.mib is missing: frames 5 to 6 read as zeros", cube.Notes);
        byte[] expected = one.ReadAll();
        Array.Clear(expected, 4 * PatternBytes, 2 * PatternBytes);
        Assert.Equal(expected, cube.ReadAll());

        File.Delete(_folder.File("scan_000003.mib"));
        using OpenedCube worse = MerlinReader.Open(_folder.File("scan_000004.mib"));
        Assert.Contains("scan_000002.mib to scan_000003.mib are missing: frames 5 to 8 read as zeros", worse.Notes);
    }

    [Fact]
    public void A_file_that_ends_early_leaves_a_gap_and_is_named()
    {
        WriteSeries("scan_", 4, 4, 4);
        string second = _folder.File("scan_000002.mib");
        File.WriteAllBytes(second, File.ReadAllBytes(second)[..(3 * FrameBytes + 7)]);
        using OpenedCube cube = MerlinReader.Open(_folder.File("scan_000001.mib"), new ScanSize(3, 4));
        Assert.Contains("scan_000002.mib ends 7 bytes into frame 4, which would have 444: it is left out", cube.Notes);
        Assert.Contains("frames are missing between scan_000002.mib and scan_000003.mib: frame 8 reads as zeros", cube.Notes);
        Assert.Equal(12, cube.Cube.Shape.Patterns);
    }

    [Fact]
    public void A_damaged_file_of_a_series_is_left_aside_with_its_reason()
    {
        WriteSeries("scan_", 4, 4, 4);
        Write("scan_000002.mib", new byte[1000]);
        using OpenedCube cube = MerlinReader.Open(_folder.File("scan_000001.mib"), new ScanSize(3, 4));
        Assert.Contains(cube.Notes, note => note.StartsWith("scan_000002.mib is left aside: the first frame does not begin with MQ1", StringComparison.Ordinal));
        Assert.Contains("scan_000002.mib is missing: frames 5 to 8 read as zeros", cube.Notes);
    }

    [Fact]
    public void Scans_that_are_numbered_alike_stay_apart()
    {
        for (int scan = 1; scan <= 3; scan++) Write($"scan{scan}.mib", MerlinFile.Frames(4));
        using OpenedCube cube = MerlinReader.Open(_folder.File("scan2.mib"));
        Assert.Equal(4, cube.Cube.Shape.Patterns);
        Assert.Equal([_folder.File("scan2.mib")], cube.Files);
        Assert.Contains("2 more files are named like this one with other numbers, but their frames have numbers of their own: they are left aside", cube.Notes);
    }

    [Fact]
    public void A_scan_size_that_fits_one_file_alone_opens_it_alone()
    {
        WriteSeries("scan_", 4, 4);
        using OpenedCube cube = MerlinReader.Open(_folder.File("scan_000002.mib"), new ScanSize(2, 2));
        Assert.Equal(4, cube.Cube.Shape.Patterns);
        Assert.Contains(cube.Notes, note => note.Contains("--scan fits this one alone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_that_would_leave_mostly_gaps_makes_no_series()
    {
        Write("scan_1.mib", MerlinFile.Frames(4));
        Write("scan_2.mib", MerlinFile.Frame(999_999, 6, 5, ElementType.UInt16));
        using OpenedCube cube = MerlinReader.Open(_folder.File("scan_1.mib"));
        Assert.Equal(4, cube.Cube.Shape.Patterns);
    }

    [Fact]
    public void RAW_frames_may_be_in_a_series_too()
    {
        RawPacker packer = new(12, "2x2G", 3);
        for (int file = 1; file <= 4; file++) Write($"raw_{file}.mib", packer.Frame(file, packer.Pattern(file)));
        using OpenedCube cube = MerlinReader.Open(_folder.File("raw_3.mib"));
        Assert.Equal(4, cube.Cube.Shape.Patterns);
        Assert.Equal(Enumerable.Range(1, 4).SelectMany(file => packer.Samples(packer.Pattern(file))), cube.ReadAll());
    }

    private void WriteSeries(string prefix, params int[] framesOfEach)
    {
        int number = 1;
        for (int file = 1; file <= framesOfEach.Length; file++)
        {
            byte[] frames = [.. Enumerable.Range(number, framesOfEach[file - 1]).SelectMany(n => MerlinFile.Frame(n, 6, 5, ElementType.UInt16))];
            Write(string.Create(CultureInfo.InvariantCulture, $"{prefix}{file:D6}.mib"), frames);
            number += framesOfEach[file - 1];
        }
    }

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.File(name), bytes);
        return _folder.File(name);
    }
}
