using System.IO.Compression;
using System.Text;
using Suffice.Cubes;
using Suffice.Tests.Fuzz;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Sources.Zarr;

/// <summary>On files that Debian's zarr writes with the tree of HyperSpy.</summary>
public sealed class ZspyReaderTests(ZspyReaderTests.Signals files) : IClassFixture<ZspyReaderTests.Signals>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("blosc")]
    [InlineData("blosc-lz4")]
    [InlineData("zlib")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("none")]
    [InlineData("big-endian")]
    [InlineData("float")]
    public void Scans_of_every_codec_read_as_zarr_wrote_them(string name)
    {
        using OpenedCube opened = CubeFile.Open(files.PathOf(name + ".zspy"));
        Assert.Equal(new CubeShape(5, 6, 16, 12), opened.Cube.Shape);
        Assert.Equal(new Axis("a1", 6, 1, 1, "nm"), opened.Cube.ScanAxes[1]);
        Assert.Equal(new Axis("a3", 12, 2, 3, "1/nm"), opened.Cube.DetectorAxes[1]);
        opened.MustHold(File.ReadAllBytes(files.PathOf(name + ".samples")));
    }

    [Theory]
    [InlineData("stack", 30, 1, 16, 12)]
    [InlineData("spectra", 5, 6, 1, 192)]
    public void Signals_of_three_dimensions_are_stacks_or_spectra(string name, int rows, int columns, int height, int width)
    {
        using OpenedCube opened = CubeFile.Open(files.PathOf(name + ".zspy"));
        Assert.Equal(new CubeShape(rows, columns, height, width), opened.Cube.Shape);
        opened.MustHold(File.ReadAllBytes(files.PathOf(name + ".samples")));
    }

    [Fact]
    public void A_zip_store_comes_back_from_a_packed_file() => Packed.MustComeBack(files.PathOf("blosc.zspy"), _folder);

    [Fact]
    public void An_unknown_codec_and_a_cut_file_are_said()
    {
        Assert.Contains("codec bz2", Assert.Throws<CubeFileException>(() => CubeFile.Open(files.PathOf("bz2.zspy")).Dispose()).Problem);
        byte[] whole = File.ReadAllBytes(files.PathOf("zlib.zspy"));
        File.WriteAllBytes(_folder.File("cut.zspy"), whole[..(whole.Length / 2)]);
        Assert.Contains("not a whole zip file", Assert.Throws<CubeFileException>(() => CubeFile.Open(_folder.File("cut.zspy")).Dispose()).Problem);
    }

    [Theory]
    [InlineData("name\": \"\u00EC(", "name\": \"a")]
    [InlineData("name\": \"\\ud800", "name\": \"a")]
    public void Text_that_is_not_Unicode_is_an_error(string damaged, string good)
    {
        byte[] axis = Encoding.Latin1.GetBytes("""{"name": "a", "scale": 1, "offset": 0, "units": "nm", "navigate": true}""".Replace(good, damaged, StringComparison.Ordinal));
        string path = _folder.File("a.zspy");
        File.WriteAllBytes(path, VendorFiles.Zspy);
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            zip.GetEntry("Experiments/a/axis-0/.zattrs")!.Delete();
            using Stream entry = zip.CreateEntry("Experiments/a/axis-0/.zattrs").Open();
            entry.Write(axis);
        }
        Assert.Contains("not Unicode", Assert.Throws<CubeFileException>(() => CubeFile.Open(path).Dispose()).Problem);
    }

    public sealed class Signals() : ScriptFiles("zspyfiles.py");
}
