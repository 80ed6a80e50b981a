using System.Globalization;
using Suffice.Cubes;
using Suffice.Sources.Merlin;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Sources.Merlin;

public sealed class RawFramesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int, string, int> Layouts
    {
        get
        {
            TheoryData<int, string, int> data = [];
            foreach (int depth in new[] { 1, 6, 12, 24 })
                foreach ((string layout, int rows) in new[] { ("1x1", 256), ("1x1", 64), ("1x1", 1), ("2x2", 256), ("2x2", 7), ("2x2G", 256), ("2x2G", 5) })
                    data.Add(depth, layout, rows);
            return data;
        }
    }

    [Theory, MemberData(nameof(Layouts))]
    public void Packed_frames_come_back_exactly(int depth, string layout, int rows)
    {
        RawPacker packer = new(depth, layout, rows);
        int count = rows == 256 ? 2 : 6;
        using OpenedCube cube = MerlinReader.Open(Write("raw.mib", packer.Frames(count)), new ScanSize(count / 2, 2));
        Assert.Equal(new CubeShape(count / 2, 2, packer.Height, packer.Width), cube.Cube.Shape);
        Assert.Equal(packer.SampleBytes, cube.Cube.Element.Bytes());
        byte[] expected = [.. Enumerable.Range(1, count).SelectMany(number => packer.Samples(packer.Pattern(number)))];
        byte[] whole = cube.ReadAll();
        Assert.True(expected.AsSpan().SequenceEqual(whole));
        Random random = new(1);
        for (int i = 0; i < (rows == 256 ? 2 : 20); i++)
        {
            CubeRegion region = OpenedCubes.RandomRegion(cube.Cube.Shape, random);
            Assert.True(OpenedCubes.Pick(whole, cube.Cube, region).AsSpan().SequenceEqual(cube.Reader.ReadRegion(region, 1 + i % 3)));
        }
    }

    [Fact]
    public void Nine_1_bit_frames_light_the_same_hot_pixels_as_their_processed_twin()
    {
        const string name = "merlin/Single_9_Frame_CounterDepth_1_Rows_256";
        using OpenedCube raw = MerlinReader.Open(RealData.PathOf(name + "RAW.mib")), processed = MerlinReader.Open(RealData.PathOf(name + ".mib"));
        Assert.Equal(processed.Cube.Shape, raw.Cube.Shape);
        Assert.Equal(processed.Cube.Element, raw.Cube.Element);
        // Taken one after the other without a beam: a hot pixel counts in every frame of both.
        bool[] ours = Hot(raw), theirs = Hot(processed);
        double common = ours.Zip(theirs).Count(pair => pair.First && pair.Second), either = ours.Zip(theirs).Count(pair => pair.First || pair.Second);
        Assert.InRange(common, 2000, 3000);
        Assert.InRange(common / either, 0.99, 1);
    }

    [Theory]
    [InlineData("1x1", 512, 64, 64)]
    [InlineData("1x1", 256, 128, 64)]
    [InlineData("1x1", 256, 512, 256)]
    [InlineData("2x2", 1024, 16, 8)]
    [InlineData("2x2", 2048, 8, 8)]
    public void Headers_that_count_both_planes_of_24_bits_are_understood(string layout, int width, int height, int rows)
    {
        RawPacker packer = new(24, layout, rows);
        byte[] frames = [.. Enumerable.Range(1, 2).SelectMany(number => packer.Frame(number, packer.Pattern(number), null, width, height))];
        using OpenedCube cube = MerlinReader.Open(Write("planes.mib", frames));
        Assert.Equal(2, cube.Cube.Shape.Patterns);
        byte[] expected = [.. packer.Samples(packer.Pattern(1)), .. packer.Samples(packer.Pattern(2))];
        Assert.True(expected.AsSpan().SequenceEqual(cube.ReadAll()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(24)]
    public void Without_the_extended_header_the_place_of_the_second_frame_tells_the_depth(int depth)
    {
        RawPacker packer = new(depth, "1x1", 15);
        byte[] frames = [.. Enumerable.Range(1, 3).SelectMany(number => packer.Frame(number, packer.Pattern(number), ""))];
        using OpenedCube cube = MerlinReader.Open(Write("old.mib", frames));
        Assert.Contains($"taken to be {depth.ToString(CultureInfo.InvariantCulture)}", string.Join('\n', cube.Notes), StringComparison.Ordinal);
        Assert.Equal(packer.Samples(packer.Pattern(1)), cube.ReadAll()[..(15 * 256 * packer.SampleBytes)]);
    }

    [Fact]
    public void A_hdr_that_gives_another_depth_is_not_believed()
    {
        RawPacker packer = new(6, "1x1", 4);
        Write("scan.hdr", MerlinFile.Hdr(("Counter Depth (number)", "12")));
        using OpenedCube cube = MerlinReader.Open(Write("scan.mib", packer.Frames(2)));
        Assert.Contains("the .hdr says 12 bits a counter, the frames say 6: the frames are believed", cube.Notes);
        Assert.Equal(2, cube.Cube.Shape.Patterns);
    }

    [Fact]
    public void What_is_not_read_is_said()
    {
        RawPacker packer = new(6, "1x1", 4);
        Refuse("RAW frames with counters of 7 bits", packer.Frame(1, packer.Pattern(1), "MQ1A,2024-01-01T00:00:00.000000000Z,1ns,7,"));
        Refuse("whose header does not say how many bits", packer.Frame(1, packer.Pattern(1), "")[..^1]);
        Refuse("100x4 RAW pixels of 1 chip(s)", packer.Frame(1, packer.Pattern(1), null, 100));
        Refuse("256x300 RAW pixels of 1 chip(s)", packer.Frame(1, packer.Pattern(1), null, null, 300));
        byte[] header = MerlinFile.Header(1, 1024, 4, "R64", "Nx1", 4, "MQ1A,2024-01-01T00:00:00.000000000Z,1ns,6,");
        Refuse("RAW frames of 04 chips in layout Nx1", [.. header, .. new byte[4096]]);
        Refuse("less than one frame", packer.Frame(1, packer.Pattern(1))[..^1]);
    }

    [Fact]
    public void A_frame_of_another_geometry_is_named()
    {
        RawPacker packer = new(6, "1x1", 4);
        byte[] frames = [.. packer.Frames(2), .. packer.Frame(3, packer.Pattern(3), null, null, 5)];
        using OpenedCube cube = MerlinReader.Open(Write("joined.mib", frames));
        Assert.StartsWith("frame 3 at byte 2,816 is 256x5 R64", Assert.Throws<CubeFileException>(() => cube.ReadAll()).Problem, StringComparison.Ordinal);
    }

    private static bool[] Hot(OpenedCube cube)
    {
        byte[] samples = cube.ReadAll();
        int pixels = (int)cube.Cube.Shape.PatternSamples;
        return [.. Enumerable.Range(0, pixels).Select(pixel => Enumerable.Range(0, 9).All(frame => samples[frame * pixels + pixel] > 0))];
    }

    private void Refuse(string problem, byte[] file) =>
        Assert.Contains(problem, Assert.Throws<CubeFileException>(() => MerlinReader.Open(Write("refused.mib", file))).Problem, StringComparison.Ordinal);

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.File(name), bytes);
        return _folder.File(name);
    }
}
