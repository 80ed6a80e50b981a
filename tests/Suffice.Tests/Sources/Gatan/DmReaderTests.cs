using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Sources.Gatan;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Sources.Gatan;

public sealed class DmReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dm/ncem_dmTest_3D_int16_64x65x66.dm3")]
    [InlineData("dm/ncem_dmTest_3D_int16_64x65x66.dm4")]
    public void A_real_stack_counts_along_its_columns(string name)
    {
        using OpenedCube opened = CubeFile.Open(RealData.PathOf(name));
        Assert.Equal(new CubeShape(66, 1, 65, 64), opened.Cube.Shape);
        Assert.Equal(ElementType.Int16, opened.Cube.Element);
        Assert.Equal(new Axis("detector_x", 64, 2, 0, "pm"), opened.Cube.DetectorAxes[1]);
        Assert.Equal((4, "um"), (opened.Cube.ScanAxes[0].Scale, opened.Cube.ScanAxes[0].Unit));
        ReadOnlySpan<short> samples = MemoryMarshal.Cast<byte, short>(opened.ReadAll());
        for (int i = 0; i < samples.Length; i++) Assert.Equal(i % 64, samples[i]);
    }

    [Fact]
    public void A_real_spectrum_image_has_its_spectra_put_together()
    {
        // Where the walk of an independent script over the tags found the samples.
        const int offset = 156_270, channels = 2048;
        string path = RealData.PathOf("dm/EELS_SI.dm4");
        using OpenedCube opened = CubeFile.Open(path);
        Assert.Equal(new CubeShape(2, 2, 1, channels), opened.Cube.Shape);
        Assert.Equal(new Axis("energy", channels, 1, 300, "eV"), opened.Cube.DetectorAxes.Single());
        ReadOnlySpan<float> stored = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path).AsSpan(offset, 4 * 4 * channels));
        ReadOnlySpan<float> read = MemoryMarshal.Cast<byte, float>(opened.ReadAll());
        for (int channel = 0; channel < channels; channel++)
            for (int position = 0; position < 4; position++) Assert.Equal(stored[channel * 4 + position], read[position * channels + channel]);
    }

    [Fact]
    public void A_real_diffraction_pattern_is_a_scan_of_one()
    {
        using OpenedCube opened = CubeFile.Open(RealData.PathOf("dm/test_diffraction_pattern.dm3"));
        Assert.Equal(new CubeShape(1, 1, 87, 87), opened.Cube.Shape);
        Assert.Equal((ElementType.Int32, "1/nm"), (opened.Cube.Element, opened.Cube.DetectorAxes[0].Unit));
        Assert.Equal(0.1744, opened.Cube.DetectorAxes[0].Scale, 4);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    public void Synthetic_scans_read_the_same_in_both_orders_and_come_back_from_a_packed_file(int version, bool isSwapped)
    {
        (int rows, int columns, int height, int width) = (5, 7, 9, 70);
        ushort[] patterns = [.. Enumerable.Range(0, rows * columns * height * width).Select(i => (ushort)(i * 7 % 65_521))];
        string path = _folder.File("scan.dm" + version);
        File.WriteAllBytes(path, isSwapped ? DmFile.Write(version, patterns, [width, height, columns, rows], true)
            : DmFile.Write(version, Transposed(patterns, rows * columns), [columns, rows, width, height], false));
        using (OpenedCube opened = CubeFile.Open(path))
        {
            Assert.Equal(new CubeShape(rows, columns, height, width), opened.Cube.Shape);
            Assert.Equal(isSwapped ? 1.5 : 0.5, opened.Cube.ScanAxes[1].Scale);
            opened.MustHold([.. MemoryMarshal.AsBytes<ushort>(patterns)]);
        }
        Packed.MustComeBack(path, _folder);
    }

    [Fact]
    public void Cut_files_say_so()
    {
        byte[] good = DmFile.Write(4, new ushort[24], [2, 3, 4], false);
        foreach (int length in Enumerable.Range(16, good.Length - 24))
        {
            File.WriteAllBytes(_folder.File("a.dm4"), good[..length]);
            Assert.Throws<CubeFileException>(() => DmReader.Open(_folder.File("a.dm4")).Dispose());
        }
    }

    private static ushort[] Transposed(ushort[] patterns, int positions)
    {
        int pixels = patterns.Length / positions;
        return [.. Enumerable.Range(0, patterns.Length).Select(i => patterns[i % positions * pixels + i / positions])];
    }
}
