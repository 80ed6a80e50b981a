using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Containers.Hdf5.Conventions;

/// <summary>Files as other programs lay them out.</summary>
public sealed class ConventionFiles() : ScriptFiles("h5conventions.py");

public class ConventionsTests(ConventionFiles files) : IClassFixture<ConventionFiles>
{
    [Theory]
    [InlineData("scan", 2, 3, 4, 5)]
    [InlineData("spectra", 2, 3, 1, 20)]
    [InlineData("images", 6, 1, 4, 5)]
    public void HyperSpys_axes_say_which_of_them_are_the_scan(string name, int rows, int columns, int height, int width)
    {
        using OpenedCube opened = Open(name + ".hspy");
        Assert.Equal(("HyperSpy", new CubeShape(rows, columns, height, width)), (opened.Format, opened.Cube.Shape));
        Axis[] axes = [.. opened.Cube.ScanAxes, .. opened.Cube.DetectorAxes];
        Assert.All(opened.Cube.ScanAxes, axis => Assert.Equal("nm", axis.Unit));
        Assert.All(opened.Cube.DetectorAxes, axis => Assert.Equal("1/nm", axis.Unit));
        for (int i = 0; i < axes.Length; i++)
            Assert.Equal(("abcde"[i].ToString(), 0.5 + i, -2.0 * i), (axes[i].Name, axes[i].Scale, axes[i].Offset));
        Assert.Equal(Enumerable.Range(0, 120), Sources.OpenedCubes.ReadAll(opened).Chunk(2).Select(sample => (int)sample[0]));
    }

    [Fact]
    public void What_Python_writes_for_an_absent_unit_is_no_unit()
    {
        using OpenedCube opened = Open("uncalibrated.hspy");
        Assert.Equal(["scan_y", "scan_x"], opened.Cube.ScanAxes.Select(axis => axis.Name));
        Assert.DoesNotContain(opened.Cube.DetectorAxes, axis => axis.IsCalibrated);
    }

    [Fact]
    public void An_attribute_without_a_value_is_as_if_it_were_not_there()
    {
        using OpenedCube opened = Open("empty_values.hspy");
        Assert.All(opened.Cube.ScanAxes, axis => Assert.Equal((1.0, 0.0), (axis.Scale, axis.Offset)));
    }

    [Fact]
    public void NeXus_names_its_signal_and_axes()
    {
        using OpenedCube opened = Open("nexus.nxs");
        Assert.Equal(("NeXus NXdata", "/entry/measured/counts"), (opened.Format, opened.DatasetPath));
        Assert.Equal(new Axis("qx", 5, 0.25, 1.5, "mrad"), opened.Cube.DetectorAxes[1]);
        Assert.Equal(new Axis("y", 2, 0.25, 1.5, "nm"), opened.Cube.ScanAxes[0]);
    }

    [Fact]
    public void The_pixel_mask_of_a_NeXus_detector_comes_with_the_cube()
    {
        using OpenedCube opened = Open("masked.nxs");
        Assert.Equal([1 * 5 + 2, 3 * 5 + 4], opened.MaskedPixels.ToArray().Index().Where(pixel => pixel.Item).Select(pixel => pixel.Index));
        Assert.Contains("pixel_mask: 2 of 20 pixels are masked (1 gap, 1 noisy); their samples are left as they are", opened.Notes);
        using OpenedCube without = Open("nexus.nxs");
        Assert.True(without.MaskedPixels.IsEmpty);
        Assert.Equal([files.PathOf("nexus.nxs")], without.Files);
    }

    [Fact]
    public void Of_several_cubes_the_largest_is_taken_and_the_others_named()
    {
        using OpenedCube opened = Open("several.h5");
        Assert.Equal("/group/large", opened.DatasetPath);
        Assert.Contains(opened.Notes, note => note.Contains("largest of 2 cubes; give --path for another: /small", StringComparison.Ordinal));
    }

    [Fact]
    public void One_part_of_an_acquisition_is_not_taken_for_the_whole()
    {
        using OpenedCube opened = Open("parts.h5");
        Assert.Contains(opened.Notes, note => note.Contains("one of 3 numbered parts", StringComparison.Ordinal));
    }

    private OpenedCube Open(string name) => CubeFile.Open(files.PathOf(name));
}
