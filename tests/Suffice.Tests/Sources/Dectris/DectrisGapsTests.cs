using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Sources.Dectris;

/// <summary>Acquisitions of which something is missing: what is there is kept, and what is not is said.</summary>
public class DectrisGapsTests(DectrisFiles files) : IClassFixture<DectrisFiles>
{
    [Theory]
    [InlineData("missing", 5,
        "/entry/data/data_000002 is a link to missing_data_000002.h5:/entry/data/data, which is not there; put that file beside this one: "
        + "images 6 to 8 are missing, the 5 before them are kept, and what begins with missing_data_000003.h5 is left out, whose place in the scan would be uncertain")]
    [InlineData("missing_last", 8,
        "/entry/data/data_000003 is a link to missing_last_data_000003.h5:/entry/data/data, which is not there; put that file beside this one: "
        + "images 9 to 16 are missing, the 8 before them are kept")]
    [InlineData("unlinked", 5,
        "the master has no link data_000002: images 6 to 8 are missing, the 5 before them are kept, "
        + "and what begins with unlinked_data_000003.h5 is left out, whose place in the scan would be uncertain")]
    [InlineData("short_part", 4,
        "short_part_data_000002.h5 begins with image 6: image 5 is missing, the 4 before them are kept, "
        + "and what begins with short_part_data_000002.h5 is left out, whose place in the scan would be uncertain")]
    public void The_parts_before_a_gap_are_kept_and_the_gap_is_named(string name, int kept, string expected)
    {
        using OpenedCube opened = files.Open(name, new ScanSize(1, kept));
        Assert.Contains(expected, opened.Notes);
        if (name != "short_part")
            Assert.Equal(files.Expected(name)[..(kept * DectrisFiles.PatternSamples * 2)], opened.ReadAll());
    }

    [Fact]
    public void A_truncated_part_is_a_gap()
    {
        using OpenedCube opened = files.Open("truncated");
        Assert.Contains(opened.Notes, note => note.StartsWith("truncated_data_000003.h5: HDF5 cannot open it (truncated file", StringComparison.Ordinal)
            && note.EndsWith("the images from 9 on are missing, the 8 before them are kept", StringComparison.Ordinal));
        Assert.Equal(files.Expected("truncated")[..(8 * DectrisFiles.PatternSamples * 2)], opened.ReadAll());
    }

    [Fact]
    public void Fewer_images_than_were_planned_are_said()
    {
        using OpenedCube opened = files.Open("fewer");
        Assert.Contains("the master says 20 images (ntrigger x nimages), its parts hold 16", opened.Notes);
    }

    [Theory]
    [InlineData("missing_first_master.h5",
        "/entry/data/data_000001 is a link to missing_first_data_000001.h5:/entry/data/data, which is not there; put that file beside this one")]
    [InlineData("truncated_first_master.h5", "HDF5 cannot open it (truncated file")]
    [InlineData("other_shape_master.h5",
        "/entry/data/data holds patterns of 6x5 uint16, but other_shape_data_000001.h5 has 6x7 uint16; they are no parts of one acquisition")]
    [InlineData("other_type_master.h5", "/entry/data/data holds patterns of 6x7 uint32, but other_type_data_000001.h5 has 6x7 uint16")]
    [InlineData("other_rank_master.h5", "/entry/data/data has extents (6, 7); images, rows and columns are expected")]
    [InlineData("circle_master.h5", "/entry/data/data_000001 is a link that leads in a circle")]
    public void What_cannot_be_one_acquisition_is_refused_in_one_clear_line(string name, string expected)
    {
        CubeFileException e = Assert.Throws<CubeFileException>(() => CubeFile.Open(files.PathOf(name)).Dispose());
        Assert.Contains(expected, e.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void A_part_that_changes_after_it_was_opened_is_noticed()
    {
        using Interop.TemporaryFolder folder = new();
        foreach (string name in new[] { "_master.h5", "_data_000001.h5", "_data_000002.h5", "_data_000003.h5" })
            File.Copy(files.PathOf("u16_bslz4" + name), folder.File("u16_bslz4" + name));
        using OpenedCube opened = CubeFile.Open(folder.File("u16_bslz4_master.h5"));
        File.Copy(files.PathOf("other_shape_data_000002.h5"), folder.File("u16_bslz4_data_000002.h5"), overwrite: true);
        CubeFileException e = Assert.Throws<CubeFileException>(() => opened.ReadAll());
        Assert.Contains("u16_bslz4_data_000002.h5: /entry/data/data is no longer what it was", e.Message, StringComparison.Ordinal);
    }
}
