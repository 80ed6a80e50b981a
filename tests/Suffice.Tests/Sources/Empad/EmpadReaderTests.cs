using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Sources.Empad;

/// <summary>The headers are real; the frames are written here by their documented layout, for no real .raw is small enough to keep.</summary>
public sealed class EmpadReaderTests : IDisposable
{
    private const int FrameSamples = 130 * 128, PatternSamples = 128 * 128;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("map4x4.xml", "scan_x4_y4.raw", 4, 4, 1141.59, "nm")]
    [InlineData("stack_images.xml", "series_x10.raw", 10, 1, 1, "pixels")]
    [InlineData("EMPAD_v1.2.2_x32_y64_size0.8.xml", "scan_x32_y64.raw", 64, 32, 27.61, "nm")]
    public void Each_generation_of_headers_gives_the_scan_and_its_step(string xml, string raw, int rows, int columns, double step, string unit)
    {
        string header = _folder.File(xml);
        File.Copy(RealData.PathOf("empad/" + xml), header);
        float[] frames = Frames(rows * columns);
        Write(raw, frames);
        foreach (string path in new[] { header, _folder.File(raw) })
        {
            using OpenedCube opened = CubeFile.Open(path);
            Assert.Equal(new CubeShape(rows, columns, 128, 128), opened.Cube.Shape);
            Assert.Equal(unit, opened.Cube.ScanAxes[0].Unit);
            Assert.InRange(opened.Cube.ScanAxes[0].Scale, 0.999 * step, 1.001 * step);
            if (rows * columns > 100) continue;
            opened.MustHold(Patterns(frames));
        }
    }

    [Fact]
    public void Rows_that_are_no_picture_and_bits_of_NaN_come_back_from_a_packed_file()
    {
        File.Copy(RealData.PathOf("empad/map4x4.xml"), _folder.File("map4x4.xml"));
        Write("scan_x4_y4.raw", Frames(16));
        PackReportOf(_folder.File("scan_x4_y4.raw"), 2);
    }

    [Fact]
    public void An_interrupted_scan_keeps_its_whole_frames_and_its_last_bytes()
    {
        Write("scan_x4_y4.raw", Frames(11)[..(10 * FrameSamples + 77)]);
        using (OpenedCube opened = CubeFile.Open(_folder.File("scan_x4_y4.raw")))
        {
            Assert.Equal(new CubeShape(3, 4, 128, 128), opened.Cube.Shape);
            Assert.Contains(opened.Notes, note => note.Contains("16 positions were planned", StringComparison.Ordinal));
            Assert.Contains(opened.Notes, note => note.Contains("the last 308 bytes", StringComparison.Ordinal));
        }
        PackReportOf(_folder.File("scan_x4_y4.raw"), 1);
    }

    [Fact]
    public void A_header_that_lies_about_the_scan_is_overruled_by_the_frames()
    {
        // "search" is what was looked at before, "acquire" the largest that was set; neither fits 16 frames, the name does.
        File.Copy(RealData.PathOf("empad/map4x4.xml"), _folder.File("map4x4.xml"));
        Write("scan_x4_y4.raw", Frames(16));
        using OpenedCube opened = CubeFile.Open(_folder.File("map4x4.xml"));
        Assert.Equal("from the file's name: 4 rows of 4", opened.ScanOrigin);
        using OpenedCube asked = CubeFile.Open(_folder.File("map4x4.xml"), new CubeFileOptions(null, new ScanSize(2, 8)));
        Assert.Equal(new CubeShape(2, 8, 128, 128), asked.Cube.Shape);
    }

    [Fact]
    public void A_header_without_its_frames_names_the_file_that_is_missing()
    {
        string problem = Assert.Throws<CubeFileException>(() => CubeFile.Open(RealData.PathOf("empad/stack_images.xml"))).Problem;
        Assert.Contains("series_x10.raw", problem);
    }

    private void PackReportOf(string path, int files) => Assert.Equal(files, Packed.MustComeBack(path, _folder).Originals.Length);

    private void Write(string name, float[] samples) => File.WriteAllBytes(_folder.File(name), [.. MemoryMarshal.AsBytes<float>(samples)]);

    private static float[] Frames(int count)
    {
        Random random = new(1);
        float[] frames = new float[count * FrameSamples];
        for (int i = 0; i < frames.Length; i++) frames[i] = random.Next(50) == 0 ? random.Next(1000) + 0.25f : 0;
        frames[5] = BitConverter.UInt32BitsToSingle(0x7FC0_1234);
        frames[6] = -0f;
        return frames;
    }

    private static byte[] Patterns(float[] frames) =>
        [.. Enumerable.Range(0, frames.Length / FrameSamples).SelectMany(i => MemoryMarshal.AsBytes(frames.AsSpan(i * FrameSamples, PatternSamples)).ToArray())];
}
