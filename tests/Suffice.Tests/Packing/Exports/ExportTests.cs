using System.Globalization;
using Suffice.Cubes;
using Suffice.Packing.Exports;
using Suffice.Tests.Interop;
using Suffice.Tests.Sources;
using Xunit;

namespace Suffice.Tests.Packing.Exports;

/// <summary>What is written for other programs holds the samples, by the rules by which those programs read.</summary>
public sealed class ExportTests : IDisposable
{
    private static readonly ElementType[] MerlinTypes = [ElementType.UInt8, ElementType.UInt16, ElementType.UInt32];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, ElementType> Cases => [.. from format in ExportFormat.All
                                                               from element in ElementTypes.All
                                                               where format.Name != "mib" || MerlinTypes.Contains(element)
                                                               select (format.Name, element)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_type_of_sample_is_read_back_by_python_and_by_us(string format, ElementType element)
    {
        using OpenedCube source = Memory(element);
        byte[] samples = source.ReadAll();
        string[] files = Packed.Export(format, source, _folder.File(NameOf(format)));
        string expected = string.Create(CultureInfo.InvariantCulture, $"(3, 5, 7, 9) {element.Name()} {OpenedCubes.Sha256(samples)}");
        Assert.Equal(expected, Python.Run("exports.py", format, files[0]).Trim());
        if (format == "tiff") return;
        using OpenedCube back = CubeFile.Open(files[0]);
        Assert.Equal(new CubeShape(3, 5, 7, 9), back.Cube.Shape);
        back.MustHold(samples);
    }

    [Theory]
    [InlineData("npy")]
    [InlineData("tiff")]
    [InlineData("hspy")]
    [InlineData("raw-csr")]
    [InlineData("mib")]
    public void The_real_scan_goes_out_with_all_its_counts(string format)
    {
        using OpenedCube source = CubeFile.Open(RealData.AuPd(_folder.Path));
        string[] files = Packed.Export(format, source, _folder.File(NameOf(format)));
        Assert.Equal($"(16, 16, 256, 256) uint16 {OpenedCubes.Sha256(source.ReadAll())}", Python.Run("exports.py", format, files[0]).Trim());
    }

    [Fact]
    public void Events_counted_into_patterns_and_made_events_again_keep_every_hit()
    {
        using OpenedCube events = CubeFile.Open(RealTimepix(), new CubeFileOptions(null, new ScanSize(2, 3)));
        byte[] counts = events.ReadAll();
        string toml = Packed.Export("raw-csr", events, _folder.File("events.toml"))[0];
        using OpenedCube back = CubeFile.Open(toml);
        Assert.Equal(counts, back.ReadAll());
    }

    [Fact]
    public void A_format_that_cannot_hold_the_samples_says_which_can()
    {
        using OpenedCube source = Memory(ElementType.Float32);
        Assert.Contains("--to npy", Assert.Throws<NotSupportedException>(() => Packed.Export("mib", source, _folder.File("a.mib"))).Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_that_is_there_stays_and_none_of_the_others_appears()
    {
        File.WriteAllText(_folder.File("a-indices.raw"), "mine");
        using OpenedCube source = Memory(ElementType.UInt8);
        Assert.Contains("there already", Assert.Throws<CubeFileException>(() => Packed.Export("raw-csr", source, _folder.File("a.toml"))).Problem);
        Assert.Equal("mine", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder.Path))));
    }

    private static string NameOf(string format) => "out." + format switch { "raw-csr" => "toml", "tiff" => "tif", _ => format };

    private string RealTimepix()
    {
        string path = _folder.File("pymepix.raw");
        using System.IO.Compression.GZipStream source = new(
            File.OpenRead(RealData.PathOf("timepix3/pymepix_out_5sec.raw.gz")), System.IO.Compression.CompressionMode.Decompress);
        using FileStream target = File.Create(path);
        source.CopyTo(target);
        return path;
    }

    // Sparse, with every bit pattern now and then: NaN, -0 and the largest values among them.
    private static OpenedCube Memory(ElementType element)
    {
        Random random = new((int)element);
        byte[] samples = new byte[3 * 5 * 7 * 9 * element.Bytes()];
        for (int i = 0; i < samples.Length; i += element.Bytes())
            if (random.Next(6) == 0) random.NextBytes(samples.AsSpan(i, element.Bytes()));
        if (element.IsFloat()) samples[element.Bytes() - 1] = 0x80;
        return new OpenedCube("memory", null, new MemoryCube(element, new CubeShape(3, 5, 7, 9), samples), "known", [], []);
    }
}
