using Suffice.Cubes;
using Suffice.Packing;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Sources.Topspin;

/// <summary>On synthetic files that h5py writes by the layout that other readers describe: no real one is small enough to keep.</summary>
public sealed class TopspinReaderTests(TopspinReaderTests.Scans files) : IClassFixture<TopspinReaderTests.Scans>, IDisposable
{
    private const string Series = "/18d9446f-22bf-4fb1-8d13-338174e75d20/3526f008-a687-41fb-a21e-c21362241492";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Patterns_lie_where_they_were_taken_with_the_steps_that_their_texts_give()
    {
        using OpenedCube opened = CubeFile.Open(files.PathOf("raster.app5"));
        Assert.Equal(("TopSpin .app5", Series), (opened.Format, opened.DatasetPath));
        Assert.Equal((new CubeShape(3, 4, 6, 5), ElementType.Float32), (opened.Cube.Shape, opened.Cube.Element));
        Assert.Equal("from the positions of 12 patterns", opened.ScanOrigin);
        (double, double, string)[] axes = [.. opened.Cube.ScanAxes.Concat(opened.Cube.DetectorAxes).Select(axis => (Math.Round(axis.Scale, 9), Math.Round(axis.Offset, 9), axis.Unit))];
        Assert.Equal([(6, 10, "nm"), (2, -3, "nm"), (0.25, -1.25, "mrad"), (0.5, -1.5, "mrad")], axes);
        Assert.Contains(("FrameTime", "0.01"), opened.Metadata);
        opened.MustHold(Samples("raster.app5"));
    }

    [Fact]
    public void A_file_that_is_one_session_is_read_whatever_number_it_begins_with()
    {
        using OpenedCube opened = CubeFile.Open(files.PathOf("single.app5"));
        opened.MustHold(Samples("single.app5"));
    }

    [Theory]
    [InlineData("missing.app5", 3, 4, "2 positions of the grid have no pattern and read as zeros")]
    [InlineData("no-position.app5", 3, 4, "1 of 11 patterns do not say where they were taken: they are left in the order of their recording")]
    [InlineData("no-position.app5", 3, 4, "1 patterns between the first and the last are missing and read as zeros")]
    [InlineData("no-grid.app5", 3, 4, "the positions of the patterns make no grid: they are left in the order of their recording")]
    [InlineData("twice.app5", 2, 6, "the patterns 0 and 1 were taken at the same position: they are left in the order of their recording")]
    [InlineData("doctype.app5", 3, 4, "1 of 12 patterns do not say where they were taken: they are left in the order of their recording")]
    public void What_is_missing_or_no_grid_is_said_and_the_other_patterns_are_read(string name, int rows, int columns, string note)
    {
        using OpenedCube opened = CubeFile.Open(files.PathOf(name));
        Assert.Equal((rows, columns), (opened.Cube.Shape.ScanY, opened.Cube.Shape.ScanX));
        Assert.Contains(note, opened.Notes);
        opened.MustHold(Samples(name));
    }

    [Fact]
    public void A_scan_that_the_user_gives_goes_before_positions()
    {
        using OpenedCube opened = CubeFile.Open(files.PathOf("raster.app5"), new CubeFileOptions(Series, new ScanSize(2, 6)));
        Assert.Equal(new CubeShape(2, 6, 6, 5), opened.Cube.Shape);
        opened.MustHold(Samples("raster.app5"));
    }

    [Fact]
    public void A_pattern_unlike_the_first_is_an_error_that_names_it()
    {
        using OpenedCube opened = CubeFile.Open(files.PathOf("shapes.app5"));
        Assert.Equal($"{Series}/7/Data has 6 x 6 pixels of float32; the first pattern has 6 x 5 of float32", Assert.Throws<CubeFileException>(() => opened.ReadAll()).Problem);
    }

    [Fact]
    public void A_packed_scan_has_the_patterns_as_its_cube_and_all_else_as_a_tree()
    {
        PackReport report = Packed.Pack(files.PathOf("raster.app5"), _folder.File("scan.emd"));
        Assert.False(report.IsKept);
        Assert.True(Packed.Verify(_folder.File("scan.emd"), isFull: true).IsGood);
        using (OpenedCube packed = CubeFile.Open(_folder.File("scan.emd"))) Assert.Equal(Samples("raster.app5"), packed.ReadAll());
        using Suffice.Containers.Hdf5.Hdf5File file = Suffice.Containers.Hdf5.Hdf5File.Open(_folder.File("scan.emd"));
        Assert.Contains("<X>", Suffice.Containers.Hdf5.Hdf5Attributes.DatasetText(file, $"/suffice/tree/0{Series}/11/Metadata"));
        Assert.Equal([32, 32], file.Describe("/suffice/tree/0/b38446c6-6b25-4fee-9c62-6d8e4fcbeb5c/5a203dd8-ddbd-4775-8786-78d456e8b877").Extents);
    }

    private byte[] Samples(string name) => File.ReadAllBytes(files.PathOf(name + ".samples"));

    public sealed class Scans() : ScriptFiles("topspinfiles.py");
}
