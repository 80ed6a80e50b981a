using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Tests.Sources;
using Xunit;

namespace Suffice.Tests.Containers.Hdf5;

public class OddFilesTests(OddFiles files) : IClassFixture<OddFiles>
{
    /// <summary>The file, and whether our own decoders read its chunks (else the library reads it).</summary>
    public static TheoryData<string, bool> Files => new()
    {
        { "single_chunk", true },
        { "single_chunk_latest", true },
        { "single_chunk_unfiltered_latest", true },
        { "implicit_latest", true },
        { "fixed_array", true },
        { "fixed_array_paged", true },
        { "fixed_array_unfiltered", true },
        { "extensible_array", true },
        { "extensible_array_long", true },
        { "btree_v2", true },
        { "btree_v1", true },
        { "chunk_longer_than_the_dataset", true },
        { "never_written", true },
        { "never_written_fill", true },
        { "never_written_latest", true },
        { "nothing_written", true },
        { "fill_big_endian", true },
        { "fill_never", true },
        { "shrunk", true },
        { "unfiltered_edges", true },
        { "unfiltered_edges_extensible", true },
        { "unfiltered_edges_btree_v2", true },
        { "masked", true },
        { "masked_latest", true },
        { "user_block", true },
        { "contiguous", false },
        { "contiguous_big_endian", false },
        { "compact", false },
        { "external_storage", false },
        { "virtual", false },
        { "soft_link", true },
        { "external_link", true },
        { "nbit", false },
        { "precision_12_bits", false },
        { "scale_offset", false },
        { "checked", true },
        { "checked_floats", true },
        { "many_chunks", true },
        { "many_chunks_latest", true },
        { "many_chunks_missing", true },
        { "many_chunks_unfiltered_edges", true },
        { "stack", true },
        { "stack_contiguous", false },
        { "stack_of_patterns", true },
        { "series_of_one", true },
        { "series", true },
        { "series_contiguous", false },
    };

    public static TheoryData<string> Names => [.. Files.Select(row => row.Data.Item1)];

    [Theory]
    [MemberData(nameof(Files))]
    public void We_read_what_h5py_reads_from_files_of_any_layout(string name, bool decodesChunks)
    {
        byte[] expected = files.Expected(name);
        using OpenedCube opened = files.Open(name);
        Assert.Equal(decodesChunks, ((Hdf5CubeReader)opened.Reader).DecodesChunks);
        Assert.Equal(expected.Length, opened.Cube.Bytes);
        Assert.Equal(expected, opened.ReadAll(threads: 1));
        Assert.Equal(expected, opened.ReadAll(threads: 3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_region_is_a_slice_of_the_whole(string name)
    {
        byte[] expected = files.Expected(name);
        using OpenedCube opened = files.Open(name);
        AssertRegions(opened, expected);
    }

    [Theory]
    [InlineData("stack", "4x6")]
    [InlineData("stack", "24x1")]
    [InlineData("stack", "1x24")]
    [InlineData("stack_contiguous", "3x8")]
    [InlineData("stack_of_patterns", "6x4")]
    [InlineData("series", "4x6")]
    [InlineData("series", "2x12")]
    [InlineData("series_contiguous", "8x3")]
    [InlineData("series_of_one", "3x8")]
    [InlineData("contiguous", "2x15")]
    [InlineData("unfiltered_edges", "10x3")]
    [InlineData("many_chunks", "50x98")]
    public void A_folded_scan_has_the_same_samples_in_any_region(string name, string scan)
    {
        Assert.True(ScanSize.TryParse(scan, out ScanSize size));
        byte[] expected = files.Expected(name);
        using OpenedCube opened = files.Open(name, size);
        Assert.Equal((size.Rows, size.Columns), (opened.Cube.Shape.ScanY, opened.Cube.Shape.ScanX));
        Assert.Equal(expected, opened.ReadAll(threads: 3));
        AssertRegions(opened, expected);
    }

    [Fact]
    public void A_series_with_one_step_is_a_scan_of_four_axes()
    {
        using OpenedCube one = files.Open("series_of_one"), several = files.Open("series"), stack = files.Open("stack");
        Assert.Equal(new CubeShape(4, 6, 7, 9), one.Cube.Shape);
        Assert.Equal(new CubeShape(6, 4, 7, 9), several.Cube.Shape);
        Assert.Equal(new CubeShape(24, 1, 7, 9), stack.Cube.Shape);
        Assert.Contains(stack.Notes, note => note.Contains("--scan", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("unfiltered_edges", true)]
    [InlineData("many_chunks_unfiltered_edges", true)]
    [InlineData("checked", false)]
    public void Chunks_at_the_edge_without_filters_are_told_by_the_file(string name, bool expected)
    {
        using OpenedCube opened = files.Open(name);
        Assert.Equal(expected, ((Hdf5CubeReader)opened.Reader).Dataset.LeavesEdgesUnfiltered);
    }

    [Fact]
    public void A_scan_that_does_not_fit_is_refused_with_both_numbers()
    {
        CubeFileException e = Assert.Throws<CubeFileException>(() => files.Open("stack", new ScanSize(5, 5)));
        Assert.Contains("24 patterns do not make a scan of 5x5", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_lie_within_the_cube_even_where_a_chunk_is_longer()
    {
        foreach (string name in new[] { "chunk_longer_than_the_dataset", "stack", "series", "contiguous", "many_chunks" })
        {
            using OpenedCube opened = files.Open(name);
            Assert.True(CubeRegion.Whole(opened.Reader.BlockShape).IsWithin(opened.Cube.Shape), name);
        }
    }

    [Fact]
    public void A_region_outside_or_a_buffer_of_another_size_is_the_callers_fault()
    {
        using OpenedCube opened = files.Open("checked");
        CubeRegion outside = new(4, 0, 0, 0, new CubeShape(2, 1, 1, 1));
        Assert.Throws<ArgumentException>(() => opened.Reader.Read(outside, new byte[4], 1));
        Assert.Throws<ArgumentException>(() => opened.Reader.Read(CubeRegion.Whole(opened.Cube.Shape), new byte[4], 1));
    }

    private static void AssertRegions(OpenedCube opened, byte[] expected)
    {
        Random random = new(11);
        for (int i = 0; i < 24; i++)
        {
            CubeRegion region = OpenedCubes.RandomRegion(opened.Cube.Shape, random);
            byte[] read = opened.Reader.ReadRegion(region, threads: i % 2 == 0 ? 1 : 3);
            Assert.True(read.AsSpan().SequenceEqual(OpenedCubes.Pick(expected, opened.Cube, region)), region.ToString());
        }
    }
}
