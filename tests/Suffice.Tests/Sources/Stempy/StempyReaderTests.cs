using Suffice.Cubes;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Sources.Stempy;

/// <summary>On files that h5py writes by stempy's documented layout: no real one is small enough to keep.</summary>
public sealed class StempyReaderTests(StempyReaderTests.Events files) : IClassFixture<StempyReaderTests.Events>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("v1", "")]
    [InlineData("v2", "")]
    [InlineData("v3", "3 frames of each position are counted together")]
    public void Synthetic_events_of_each_version_are_counted_into_their_patterns(string version, string note)
    {
        using OpenedCube opened = CubeFile.Open(files.PathOf(version + ".h5"));
        Assert.Equal(new CubeShape(4, 5, 12, 9), opened.Cube.Shape);
        Assert.Equal("from the attributes of scan_positions: Ny 4, Nx 5", opened.ScanOrigin);
        Assert.Equal(note.Length > 0 ? [note] : [], opened.Notes);
        opened.MustHold(File.ReadAllBytes(files.PathOf(version + ".counts")));
    }

    [Fact]
    public void Events_pack_into_a_cube_with_the_same_counts()
    {
        Packed.Pack(files.PathOf("v2.h5"), _folder.File("v2.emd"));
        using OpenedCube packed = CubeFile.Open(_folder.File("v2.emd"));
        Assert.Equal(File.ReadAllBytes(files.PathOf("v2.counts")), packed.ReadAll());
    }

    [Theory]
    [InlineData("bad-pixel.h5", "an electron at pixel 108 of 108")]
    [InlineData("bad-position.h5", "position 20 of 20")]
    [InlineData("bad-count.h5", "20 frames for 19 scan positions")]
    public void What_does_not_fit_is_an_error_that_says_where(string name, string problem) =>
        Assert.Contains(problem, Assert.Throws<CubeFileException>(() => CubeFile.Open(files.PathOf(name)).Dispose()).Problem);

    public sealed class Events() : ScriptFiles("stempyfiles.py");
}
