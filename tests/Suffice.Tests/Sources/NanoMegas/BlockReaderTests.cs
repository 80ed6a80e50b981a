using Suffice.Cubes;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Sources.NanoMegas;

public sealed class BlockReaderTests : IDisposable
{
    private const int PatternsOffset = 4112, Side = 144, FrameBytes = 6 + Side * Side;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_real_scan_has_its_step_and_agrees_with_its_own_bright_field_image()
    {
        string path = RealData.PathOf("blo/test1.blo");
        byte[] file = File.ReadAllBytes(path);
        using OpenedCube opened = CubeFile.Open(path);
        Assert.Equal(new CubeShape(3, 2, Side, Side), opened.Cube.Shape);
        Assert.Equal((12.8, "nm"), (Math.Round(opened.Cube.ScanAxes[1].Scale, 3), opened.Cube.ScanAxes[1].Unit));
        Assert.Equal((1 / 62.26, "cm"), (opened.Cube.DetectorAxes[0].Scale, opened.Cube.DetectorAxes[0].Unit));
        byte[] samples = [.. Enumerable.Range(0, 6).SelectMany(i => file.AsSpan(PatternsOffset + i * FrameBytes + 6, Side * Side).ToArray())];
        opened.MustHold(samples);
        // The file's own image, made by the instrument from the middle of each pattern.
        double[] image = [.. file.AsSpan(4096, 6).ToArray().Select(value => (double)value)];
        double[] middle = [.. Enumerable.Range(0, 6).Select(i => MeanOfMiddle(samples.AsSpan(i * Side * Side, Side * Side), 10))];
        Assert.True(MathNet.Numerics.Statistics.Correlation.Pearson(image, middle) > 0.99);
    }

    [Fact]
    public void The_real_scan_comes_back_from_a_packed_file()
    {
        string path = _folder.File("test1.blo");
        File.Copy(RealData.PathOf("blo/test1.blo"), path);
        Packed.MustComeBack(path, _folder);
    }

    [Fact]
    public void Patterns_that_were_not_written_read_as_zeros_and_are_said()
    {
        string path = _folder.File("short.blo");
        File.WriteAllBytes(path, File.ReadAllBytes(RealData.PathOf("blo/test1.blo"))[..(PatternsOffset + 4 * FrameBytes + 100)]);
        using OpenedCube opened = CubeFile.Open(path);
        Assert.Contains("the file holds 4 of 6 patterns; the others read as zeros", opened.Notes);
        byte[] samples = opened.ReadAll();
        Assert.True(samples.AsSpan(4 * Side * Side).IndexOfAnyExcept((byte)0) < 0);
        Assert.True(samples.AsSpan(3 * Side * Side, Side * Side).IndexOfAnyExcept((byte)0) >= 0);
        Packed.MustComeBack(path, _folder);
    }

    [Fact]
    public void A_pattern_without_its_mark_is_an_error_that_names_it()
    {
        byte[] file = File.ReadAllBytes(RealData.PathOf("blo/test1.blo"));
        file[PatternsOffset + 2 * FrameBytes] = 0;
        string path = _folder.File("bad.blo");
        File.WriteAllBytes(path, file);
        using OpenedCube opened = CubeFile.Open(path);
        Assert.Contains("pattern 2", Assert.Throws<CubeFileException>(() => opened.ReadAll()).Problem);
    }

    private static double MeanOfMiddle(ReadOnlySpan<byte> pattern, int radius)
    {
        double sum = 0;
        for (int y = Side / 2 - radius; y < Side / 2 + radius; y++)
            foreach (byte value in pattern.Slice(y * Side + Side / 2 - radius, 2 * radius)) sum += value;
        return sum / (4 * radius * radius);
    }
}
