using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Containers.Hdf5;

public class LinksTests(OddFiles files) : IClassFixture<OddFiles>
{
    [Fact]
    public void A_broken_external_link_names_the_missing_file() =>
        AssertMessage("not_here.h5:/entry/data/data, which is not there; put that file beside this one", "broken_external.h5");

    [Fact]
    public void The_target_of_an_external_link_is_among_the_files()
    {
        using OpenedCube opened = files.Open("external_link");
        Assert.Equal([files.PathOf("external_link.h5"), files.PathOf("link_target.h5")], opened.Files);
    }

    [Fact]
    public void A_broken_link_that_is_asked_for_names_its_target() =>
        AssertMessage("/entry/data is a link to not_here.h5:/entry/data/data, which is not there", "broken_external.h5", "entry/data");

    [Fact]
    public void A_broken_soft_link_names_its_target() =>
        AssertMessage("/data is a link to /nowhere/at/all, which leads nowhere", "broken_soft.h5");

    [Fact]
    public void A_path_that_is_not_there_is_named() => AssertMessage("there is no object /nothing", "checked.h5", "nothing");

    [Fact]
    public void A_group_is_not_a_dataset() => AssertMessage("/a is a group, not a dataset", "circle.h5", "a");

    [Fact]
    public void Complex_numbers_are_refused_and_the_file_is_closed()
    {
        AssertMessage("/data holds compound of 8 bytes (complex numbers, for instance)", "complex.h5", "data");
        AssertMessage("no cube in it: /data holds compound", "complex.h5");
        // The library would refuse to replace a file that is still open.
        Hdf5File.Create(files.PathOf("complex.h5")).Dispose();
    }

    [Fact]
    public void A_filter_without_a_plugin_is_named() =>
        AssertMessage("/data was written with filter 305, for which there is no plugin here", "unknown_filter.h5");

    [Fact]
    public void Links_in_a_circle_are_walked_once()
    {
        using Hdf5File file = Hdf5File.Open(files.PathOf("circle.h5"));
        Hdf5Tree tree = file.Walk();
        Assert.Single(tree.Nodes, node => node.Kind == Hdf5NodeKind.Dataset);
        Assert.InRange(tree.Nodes.Length, 4, 5);
        using OpenedCube opened = Hdf5CubeFile.Open(files.PathOf("circle.h5"));
        Assert.Equal(new CubeShape(5, 6, 9, 11), opened.Cube.Shape);
    }

    [Fact]
    public void A_file_that_is_not_HDF5_is_refused()
    {
        string path = files.PathOf("text.h5");
        File.WriteAllText(path, "this is not HDF5");
        Assert.Contains("HDF5 cannot open it", Assert.Throws<CubeFileException>(() => Hdf5CubeFile.Open(path)).Message, StringComparison.Ordinal);
    }

    private void AssertMessage(string expected, string name, string? dataset = null)
    {
        CubeFileException e = Assert.Throws<CubeFileException>(() => Hdf5CubeFile.Open(files.PathOf(name), dataset).Dispose());
        Assert.Contains(expected, e.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
