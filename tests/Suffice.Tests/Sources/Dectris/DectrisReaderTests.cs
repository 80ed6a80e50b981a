using System.Text.Json;
using Suffice.Cubes;
using Suffice.Sources.Dectris;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Sources.Dectris;

public class DectrisReaderTests(DectrisFiles files) : IClassFixture<DectrisFiles>
{
    [Theory]
    [InlineData("u16_plain", ElementType.UInt16)]
    [InlineData("u16_bslz4", ElementType.UInt16)]
    [InlineData("u16_lz4", ElementType.UInt16)]
    [InlineData("u32_plain", ElementType.UInt32)]
    [InlineData("u32_bslz4", ElementType.UInt32)]
    [InlineData("u32_lz4", ElementType.UInt32)]
    public void All_parts_are_one_cube_with_the_counts_that_h5py_reads(string name, ElementType element)
    {
        using OpenedCube opened = files.Open(name);
        Assert.Equal(("DECTRIS", element, new CubeShape(4, 4, 6, 7)), (opened.Format, opened.Cube.Element, opened.Cube.Shape));
        Assert.Equal(new CubeShape(1, 1, 6, 7), opened.Reader.BlockShape);
        Assert.Equal(["nothing but the number of images suggests a square scan: pass --scan if it is not"], opened.Notes);
        Assert.Equal(
            [$"{name}_master.h5", $"{name}_data_000001.h5", $"{name}_data_000002.h5", $"{name}_data_000003.h5"],
            opened.Files.Select(file => Path.GetFileName(file)));
        Assert.Equal(files.Expected(name), opened.ReadAll(threads: 3));
    }

    [Theory]
    [InlineData("u32_bslz4", 8)]
    [InlineData("u16_plain", 2)]
    [InlineData("many", 12)]
    public void Any_region_is_read_across_the_ends_of_parts(string name, int rows)
    {
        byte[] whole = files.Expected(name);
        using OpenedCube square = files.Open(name);
        int columns = (int)square.Cube.Shape.Patterns / rows;
        using OpenedCube opened = name == "many" ? files.Open(name, new ScanSize(rows, 5)) : files.Open(name, new ScanSize(rows, columns));
        Random random = new(3);
        for (int i = 0; i < 200; i++)
        {
            CubeRegion region = OpenedCubes.RandomRegion(opened.Cube.Shape, random);
            Assert.Equal(OpenedCubes.Pick(whole, opened.Cube, region), opened.Reader.ReadRegion(region, 1 + i % 3));
        }
    }

    [Theory]
    [InlineData("inside")]
    [InlineData("inside_unnumbered")]
    public void Images_within_the_master_are_read_as_its_only_part(string name)
    {
        using OpenedCube opened = files.Open(name);
        Assert.Equal(("DECTRIS", new CubeShape(4, 4, 6, 7)), (opened.Format, opened.Cube.Shape));
        Assert.Equal([files.PathOf(name + "_master.h5")], opened.Files);
        Assert.Equal(files.Expected(name), opened.ReadAll());
    }

    [Theory]
    [InlineData("sub/absolute")]
    [InlineData("sub/moved")]
    [InlineData("sub/windows")]
    public void A_link_with_a_full_path_is_followed_or_its_file_found_beside_the_master(string name)
    {
        using OpenedCube opened = files.Open(name);
        Assert.Equal(files.PathOf(name + "_data_000003.h5"), opened.Files[^1]);
        Assert.Equal(files.Expected(name), opened.ReadAll());
    }

    [Fact]
    public void The_parts_lie_beside_the_file_that_a_symbolic_link_leads_to()
    {
        using OpenedCube opened = files.Open("linked");
        Assert.Equal(files.Expected("sub/linked"), opened.ReadAll());
    }

    [Fact]
    public void Image_numbers_may_begin_anywhere()
    {
        using OpenedCube opened = files.Open("start");
        Assert.Equal(files.Expected("start"), opened.ReadAll());
    }

    [Fact]
    public void A_part_can_still_be_named()
    {
        using OpenedCube opened = CubeFile.Open(files.PathOf("u16_bslz4_master.h5"), new CubeFileOptions("/entry/data/data_000002"));
        Assert.Equal(("HDF5", new CubeShape(3, 1, 6, 7)), (opened.Format, opened.Cube.Shape));
    }

    [Fact]
    public void Masks_are_joined_and_counted_and_no_sample_is_changed()
    {
        using OpenedCube opened = files.Open("masked");
        int[] expected = [1, 1 * 7 + 1, 2 * 7 + 3, 5 * 7 + 6];
        Assert.Equal(expected, opened.MaskedPixels.ToArray().Index().Where(pixel => pixel.Item).Select(pixel => pixel.Index));
        Assert.Contains(
            "pixel_mask: 4 of 42 pixels are masked (1 gap, 1 dead, 1 noisy, 1 in a bad cluster, 1 masked by the user); "
            + "their samples are left as they are; 2 virtual pixels hold interpolated counts", opened.Notes);
        Assert.Equal(files.Expected("masked"), opened.ReadAll());
    }

    [Fact]
    public void A_mask_without_a_masked_pixel_says_so()
    {
        using OpenedCube opened = files.Open("unmasked");
        Assert.Contains("pixel_mask: no pixel is masked", opened.Notes);
        Assert.Equal(DectrisFiles.PatternSamples, opened.MaskedPixels.Length);
    }

    [Fact]
    public void A_mask_of_another_detector_is_left_aside()
    {
        using OpenedCube opened = files.Open("other_mask");
        Assert.True(opened.MaskedPixels.IsEmpty);
        Assert.Contains(opened.Notes, note => note.EndsWith("pixel_mask is for (6, 5) pixels, the patterns have (6, 7)", StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_are_told_with_their_units()
    {
        using OpenedCube opened = files.Open("side_car");
        foreach ((string, string) entry in new[]
        {
            ("description", "Dectris ARINA"), ("x_pixel_size", "0.0001 m"), ("photon_energy", "300000 eV"), ("ntrigger", "4"), ("High Tension", "300000"),
        })
            Assert.Contains(entry, opened.Metadata);
    }

    [Fact]
    public void The_real_ARINA_master_opens_with_the_scan_beside_it()
    {
        string path = RealData.PathOf("dectris_arina/test_00_master.h5");
        using JsonDocument h5py = JsonDocument.Parse(Python.Run("h5files.py", "describe", path, "/entry/data/data_000001"));
        using OpenedCube opened = CubeFile.Open(path);
        Assert.Equal(("DECTRIS", ElementType.UInt32, new CubeShape(4, 4, 192, 192)), (opened.Format, opened.Cube.Element, opened.Cube.Shape));
        Assert.Equal("from test_00.h5: NumPixelsX 4, NumPixelsY 4", opened.ScanOrigin);
        Assert.Equal(["test_00_master.h5", "test_00_data_000001.h5", "test_00.h5"], opened.Files.Select(file => Path.GetFileName(file)));
        Assert.Equal(
            ["test_00.h5 says that its pixel size, 0.13915206, is not calibrated: the scan's step stays unknown", "pixel_mask: no pixel is masked"],
            opened.Notes);
        Assert.Contains(("description", "Dectris ARINA CZT"), opened.Metadata);
        Assert.Contains(("frame_time", "9.960000094249845E-05 s"), opened.Metadata);
        Assert.Equal(h5py.RootElement.GetProperty("sha256").GetString(), OpenedCubes.Sha256(opened.ReadAll(threads: 3)));
    }

    [Theory]
    [InlineData("u16_plain_data_000001.h5")]
    [InlineData("side_car.h5")]
    [InlineData("text_side_car.h5")]
    public void Other_files_are_no_masters(string name) => Assert.False(DectrisReader.IsMaster(files.PathOf(name)));
}
