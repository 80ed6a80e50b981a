using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Sources.DirectElectron;

public sealed class MrcReaderTests : IDisposable
{
    private const string Movie = "de_mrc/ROI_Random_Scan_movie.mrc";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Frames_of_a_random_scan_lie_where_they_were_taken_and_sum_up_to_the_cameras_own_image()
    {
        using OpenedCube opened = CubeFile.Open(RealData.PathOf(Movie));
        using OpenedCube image = CubeFile.Open(RealData.PathOf("de_mrc/ROI_Random_Scan_Sum.mrc"));
        Assert.Equal(new CubeShape(29, 12, 16, 16), opened.Cube.Shape);
        Assert.Equal(ElementType.UInt16, opened.Cube.Element);
        Assert.Contains(("Scan - Type", "Random"), opened.Metadata);
        byte[] bytes = opened.ReadAll();
        ReadOnlySpan<ushort> samples = MemoryMarshal.Cast<byte, ushort>(bytes);
        ReadOnlySpan<float> sums = MemoryMarshal.Cast<byte, float>(image.ReadAll());
        for (int position = 0; position < sums.Length; position++)
        {
            double sum = 0;
            foreach (ushort sample in samples.Slice(position * 256, 256)) sum += sample;
            // The camera summed before it rounded.
            Assert.InRange(sum / sums[position], 0.9999, 1.0001);
        }
        opened.MustHold(bytes);
    }

    [Fact]
    public void Movie_description_and_positions_come_back_from_a_packed_file()
    {
        Copy("movie.mrc", "info.txt", "scan_coordinates.csv");
        Assert.Equal(3, Packed.MustComeBack(_folder.File("ROI_Random_Scan_movie.mrc"), _folder).Originals.Length);
    }

    [Fact]
    public void Without_positions_the_frames_stay_in_their_order()
    {
        Copy("movie.mrc", "info.txt");
        using OpenedCube opened = CubeFile.Open(_folder.File("ROI_Random_Scan_movie.mrc"));
        Assert.Equal(new CubeShape(348, 1, 16, 16), opened.Cube.Shape);
        Packed.MustComeBack(_folder.File("ROI_Random_Scan_movie.mrc"), _folder);
    }

    [Theory]
    [InlineData("7,12\n7,12\n", "visited more than once")]
    [InlineData("7,12\n", "has 1 positions for 348 frames")]
    public void Positions_that_do_not_fit_are_left_aside_and_said(string coordinates, string note)
    {
        Copy("movie.mrc", "info.txt");
        string all = coordinates.Length > 6 ? string.Concat(Enumerable.Repeat(coordinates, 174)) : coordinates;
        File.WriteAllText(_folder.File("ROI_Random_Scan_scan_coordinates.csv"), all);
        using OpenedCube opened = CubeFile.Open(_folder.File("ROI_Random_Scan_movie.mrc"));
        Assert.Contains(opened.Notes, text => text.Contains(note, StringComparison.Ordinal));
        Assert.Equal(348, opened.Cube.Shape.Patterns);
    }

    [Fact]
    public void A_cut_movie_keeps_its_whole_frames()
    {
        Copy("movie.mrc");
        using (FileStream file = File.OpenWrite(_folder.File("ROI_Random_Scan_movie.mrc"))) file.SetLength(1024 + 512 * 100 + 13);
        using OpenedCube opened = CubeFile.Open(_folder.File("ROI_Random_Scan_movie.mrc"));
        Assert.Equal(100, opened.Cube.Shape.Patterns);
        Assert.Contains("the header says 348 frames, the file holds 100", opened.Notes);
    }

    private void Copy(params string[] endings)
    {
        foreach (string ending in endings)
        {
            File.Copy(RealData.PathOf("de_mrc/ROI_Random_Scan_" + ending), _folder.File("ROI_Random_Scan_" + ending));
            new FileInfo(_folder.File("ROI_Random_Scan_" + ending)).IsReadOnly = false;
        }
    }
}
