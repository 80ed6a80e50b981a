using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Sources.Tia;

/// <summary>On files that are written here by the documented layout.</summary>
public sealed class SeriesReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, 5, false)]
    [InlineData(true, 5, false)]
    [InlineData(true, 1, true)]
    public void Synthetic_series_open_with_their_scan_and_come_back_from_a_packed_file(bool isWide, int height, bool isSpectra)
    {
        ushort[] samples = [.. Enumerable.Range(0, 3 * 4 * height * 6).Select(i => (ushort)(i * 31))];
        string path = _folder.File("scan_1.ser");
        File.WriteAllBytes(path, SeriesFile.Write(isWide, 3, 4, height, 6, samples, 12, isSpectra));
        using (OpenedCube opened = CubeFile.Open(path))
        {
            Assert.Equal(new CubeShape(3, 4, height, 6), opened.Cube.Shape);
            Assert.Equal(isSpectra ? 1 : 2, opened.Cube.DetectorAxes.Length);
            Assert.Equal((2e-9, "m"), (opened.Cube.ScanAxes[0].Scale, opened.Cube.ScanAxes[0].Unit));
            Assert.Equal((0.25, isSpectra ? "eV" : "1/m"), (opened.Cube.DetectorAxes[^1].Scale, opened.Cube.DetectorAxes[^1].Unit));
            opened.MustHold([.. MemoryMarshal.AsBytes<ushort>(samples)]);
        }
        Packed.MustComeBack(path, _folder);
    }

    [Fact]
    public void A_series_that_was_interrupted_says_how_far_it_came()
    {
        File.WriteAllBytes(_folder.File("a.ser"), SeriesFile.Write(true, 3, 4, 2, 6, new ushort[144], 7));
        using OpenedCube opened = CubeFile.Open(_folder.File("a.ser"));
        Assert.Equal(new CubeShape(2, 4, 2, 6), opened.Cube.Shape);
        Assert.Contains("7 of 12 planned elements were written", opened.Notes);
    }
}
