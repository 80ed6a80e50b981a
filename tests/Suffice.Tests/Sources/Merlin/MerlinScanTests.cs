using Suffice.Cubes;
using Suffice.Sources;
using Suffice.Sources.Merlin;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Sources.Merlin;

public sealed class MerlinScanTests
{
    [Fact]
    public void The_users_word_counts_most_and_must_fit()
    {
        ScanShape shape = Decide(12, MerlinFile.Hdr(12, 4), asked: new(2, 6));
        Assert.Equal((2, 6, "as given by --scan"), (shape.Rows, shape.Columns, shape.Origin));
        Assert.Equal("--scan 2x5 has 10 positions, fewer than the 12 patterns in the file; possible: 3x4, 4x3, 2x6, 6x2, 1x12", Refusal(12, new(2, 5)));
        Assert.Equal("--scan 4x4 has 16 positions, more than the 12 patterns in the file; possible: 3x4, 4x3, 2x6, 6x2, 1x12", Refusal(12, new(4, 4)));
    }

    [Fact]
    public void ScanX_and_ScanY_count_more_than_triggers()
    {
        ScanShape shape = Decide(12, MerlinFile.Hdr(("Frames per Trigger (Number)", "4"), ("ScanX", "6"), ("ScanY", "2")));
        Assert.Equal((2, 6, "from the .hdr: ScanX 6, ScanY 2"), (shape.Rows, shape.Columns, shape.Origin));
        Assert.Empty(shape.Notes);
    }

    [Fact]
    public void Frames_during_flyback_are_kept_as_columns()
    {
        ScanShape shape = Decide(272, MerlinFile.Hdr(("ScanX", "16"), ("ScanY", "16")));
        Assert.Equal((16, 17), (shape.Rows, shape.Columns));
        Assert.Contains(shape.Notes, note => note.Contains("1 frames more than ScanX", StringComparison.Ordinal));
    }

    [Fact]
    public void Positions_that_fit_nowhere_are_said_and_not_used()
    {
        ScanShape shape = Decide(13, MerlinFile.Hdr(("ScanX", "3"), ("ScanY", "3")));
        Assert.Equal((13, 1), (shape.Rows, shape.Columns));
        Assert.Equal("the .hdr says 3 (ScanX) by 3 (ScanY) positions, the file holds 13 frames", shape.Notes[0]);
        Assert.Contains("--scan", shape.Notes[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_scan_keeps_all_its_frames_and_says_what_is_missing()
    {
        ScanShape shape = Decide(250, MerlinFile.Hdr(256, 16));
        Assert.Equal((16, 16), (shape.Rows, shape.Columns));
        Assert.Equal(
            ["the .hdr says 256 frames in the acquisition, the file holds 250: frames 251 to 256 are missing",
                "the last line is incomplete: its last 6 of 16 positions have no frame and read as zeros"], shape.Notes);
    }

    [Fact]
    public void A_scan_interrupted_in_its_first_line_keeps_all_of_it()
    {
        ScanShape shape = Decide(7, MerlinFile.Hdr(("ScanX", "16"), ("ScanY", "16")));
        Assert.Equal((1, 7), (shape.Rows, shape.Columns));
        Assert.Contains("the scan ended within its first line: 7 of 16 frames", shape.Notes);
    }

    [Fact]
    public void One_trigger_for_all_frames_says_nothing_about_lines()
    {
        MerlinHdr hdr = MerlinHdr.Read(RealData.PathOf("merlin/AuPd_DM-Scan_ExtraFrames_272frames.hdr"));
        Assert.Equal((272, 272), (hdr.FramesInAcquisition, hdr.FramesPerTrigger));
        ScanShape assumed = MerlinScan.Decide("a.mib", 272, null, hdr, () => null);
        Assert.Equal((16, 17), (assumed.Rows, assumed.Columns));
        Assert.Equal("assumed square with one more frame in each line: 272 frames are 16 lines of 17", assumed.Origin);
        Assert.Contains("the flyback, probably; pass --scan if the scan is another", Assert.Single(assumed.Notes), StringComparison.Ordinal);
        ScanShape timed = MerlinScan.Decide("a.mib", 272, null, hdr, () => 17);
        Assert.Equal((16, 17), (timed.Rows, timed.Columns));
        ScanShape asked = MerlinScan.Decide("a.mib", 272, new ScanSize(16, 17), hdr, () => null);
        Assert.Equal((16, 17), (asked.Rows, asked.Columns));
    }

    [Fact]
    public void Triggers_of_one_frame_more_than_there_are_lines_hold_the_flyback()
    {
        ScanShape shape = Decide(272, MerlinFile.Hdr(272, 17));
        Assert.Equal((16, 17, "from the .hdr: 17 frames per trigger"), (shape.Rows, shape.Columns, shape.Origin));
        Assert.Contains("the flyback, probably", Assert.Single(shape.Notes), StringComparison.Ordinal);
        Assert.Empty(Decide(256, MerlinFile.Hdr(256, 16)).Notes);
    }

    [Fact]
    public void Products_of_neighbours_that_are_no_square_scan_stay_a_stack()
    {
        Assert.Equal((12, 1), (Decide(12, MerlinFile.Hdr(12, 1)).Rows, Decide(12, MerlinFile.Hdr(12, 1)).Columns));
        Assert.Equal((273, 1), (Decide(273, MerlinFile.Hdr(273, 1)).Rows, Decide(273, MerlinFile.Hdr(273, 1)).Columns));
    }

    [Fact]
    public void An_unlimited_acquisition_plans_no_number_of_frames()
    {
        ScanShape shape = Decide(12, MerlinFile.Hdr(0, 4));
        Assert.Equal((3, 4), (shape.Rows, shape.Columns));
        Assert.Empty(shape.Notes);
    }

    [Fact]
    public void A_square_is_assumed_of_the_planned_frames_and_said()
    {
        ScanShape shape = Decide(250, MerlinFile.Hdr(256, 1));
        Assert.Equal((16, 16, "assumed square: 256 frames"), (shape.Rows, shape.Columns, shape.Origin));
        Assert.Contains(shape.Notes, note => note.Contains("pass --scan", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(40, 8, 5)]
    [InlineData(37, 8, 5)] // the last line is incomplete, the flyback was seen four times
    [InlineData(16, 8, 0)]
    public void Lines_are_found_in_times_despite_jitter(int frames, int line, long seed)
    {
        Random random = new((int)seed);
        long[] times = new long[frames];
        for (int i = 1; i < frames; i++) times[i] = times[i - 1] + 1_000_000 + random.Next(100) + (i % line == 0 ? 20_000 : 0);
        Assert.Equal(line, LineTiming.FindLineLength(times, frames));
    }

    [Fact]
    public void Jitter_alone_shows_no_lines()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            long[] times = new long[64];
            for (int i = 1; i < times.Length; i++) times[i] = times[i - 1] + 1_000_000 + random.Next(100);
            Assert.Null(LineTiming.FindLineLength(times, 64));
        }
        Assert.Null(LineTiming.FindLineLength([0, 1, 2, 3, 4, 5], 6));
        Assert.Null(LineTiming.FindLineLength([long.MaxValue, 0, long.MaxValue, 0, 5], 5));
    }

    [Theory]
    [InlineData("16x17", 16, 17)]
    [InlineData(" 3 X 4 ", 3, 4)]
    public void Sizes_are_read_as_rows_by_columns(string text, int rows, int columns)
    {
        Assert.True(ScanSize.TryParse(text, out ScanSize scan));
        Assert.Equal(new ScanSize(rows, columns), scan);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("16")]
    [InlineData("0x4")]
    [InlineData("-1x4")]
    [InlineData("1x2x3")]
    [InlineData("99999999999x1")]
    public void Other_text_is_no_size(string? text) => Assert.False(ScanSize.TryParse(text, out _));

    private static ScanShape Decide(int frames, byte[] hdr, ScanSize? asked = null) =>
        MerlinScan.Decide("a.mib", frames, asked, MerlinHdr.Parse(hdr, "a.hdr"), () => null);

    private static string Refusal(int frames, ScanSize asked) =>
        Assert.Throws<CubeFileException>(() => MerlinScan.Decide("a.mib", frames, asked, null, () => null)).Problem;
}
