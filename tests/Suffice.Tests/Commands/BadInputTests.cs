using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Commands;

/// <summary>What a user gets for a file that cannot be used: one line that names it, says what is wrong and what to do.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_file_an_empty_one_and_a_folder_are_told_apart()
    {
        File.WriteAllBytes(_folder.File("empty.h5"), []);
        Check("missing.mib", "there is no such file");
        Check("empty.h5", "the file is empty");
        Check("", "this is a folder; give a file in it");
    }

    [Fact]
    public void A_format_that_is_not_known_is_named_as_such()
    {
        File.WriteAllText(_folder.File("notes.txt"), "just some text");
        Check("notes.txt", "not a format that is known here: HDF5 (EMD, HyperSpy, NeXus, DECTRIS, stempy, TopSpin .app5 and others), .npy, .zspy, Merlin .mib, Gatan .dm3 and .dm4, "
            + "EMPAD .raw, NanoMEGAS .blo, TIA .ser, .mrc, Timepix3 events, or raw CSR .toml");
    }

    [Fact]
    public void A_hdr_without_its_mib_names_the_file_that_is_missing()
    {
        File.WriteAllText(_folder.File("scan.hdr"), "HDR,\t\r\nFrames in Acquisition (Number):\t256\r\nEnd\t");
        Check("scan.hdr", "there is no scan.mib beside it, which holds the frames");
    }

    [Fact]
    public void A_mib_with_a_wrong_header_says_what_is_expected()
    {
        File.WriteAllBytes(_folder.File("wrong.mib"), new byte[200_000]);
        Check("wrong.mib", "the first frame does not begin with MQ1, as a frame of a Merlin .mib does");
    }

    [Fact]
    public void A_truncated_mib_is_read_as_far_as_it_goes_and_says_what_is_missing()
    {
        string mib = RealData.AuPd(_folder.Path);
        using (FileStream file = new(mib, FileMode.Open)) file.SetLength(20_000_000);
        SufficeProcess.Result result = SufficeProcess.Run("inspect", mib, "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("ends 18,688 bytes into frame 153, which would have 131,456: it is left out", result.Output, StringComparison.Ordinal);
        Assert.Contains("the .hdr says 256 frames in the acquisition, the file holds 152: frames 153 to 256 are missing", result.Output, StringComparison.Ordinal);
        Assert.Contains("its last 8 of 16 positions have no frame and read as zeros", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Hdf5_files_without_a_cube_say_what_they_hold_instead()
    {
        Python.Run("badinput.py", _folder.Path);
        Check("no_cube.h5", "no cube in it: the largest dataset, /a, has 1 dimension (10); a cube has 3 to 5");
        Check("image.h5", "no cube in it: the largest dataset, /image, has 2 dimensions (64, 64); a cube has 3 to 5");
        Check("complex.h5", "no cube in it: /wave holds compound of 8 bytes (complex numbers, for instance); "
            + "a cube needs integers of 8 to 64 bits or floats of 32 or 64 bits");
        Check("link.h5", "no cube in it, but /data is a link to not_there.h5:/entry/data, which is not there; put that file beside this one");
        Check("soft_link.h5", "no cube in it, but /data is a link to /nowhere, which leads nowhere");
        Check("empty.h5", "no cube in it: the largest dataset, /d, has 4 dimensions (0, 4, 8, 8); a cube has 3 to 5, none of them empty");
        Check("group.h5", "no dataset in it");
        Check("filter.h5", "/d was written with filter 32026, for which there is no plugin here; install it and set HDF5_PLUGIN_PATH to its folder");
    }

    [Fact]
    public void Hdf5_files_that_are_cut_or_damaged_say_where()
    {
        Python.Run("badinput.py", _folder.Path);
        Assert.Contains("HDF5 cannot open it (truncated file", Line("half.h5"), StringComparison.Ordinal);
        Assert.StartsWith($"suffice: {_folder.File("damaged.h5")}: /d, chunk (0, 1, 0, 0): ", Line("damaged.h5"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--path", "nowhere", "there is no object /nowhere")]
    [InlineData("--path", "image", "/image has 2 dimensions (64, 64); a cube has 3 to 5, none of them empty")]
    public void A_wrong_path_says_what_is_there(string option, string value, string expected)
    {
        Python.Run("badinput.py", _folder.Path);
        Check("image.h5", expected, option, value);
    }

    [Theory]
    [InlineData("--scan", "abc", "--scan takes rows and columns such as 16x16, not 'abc'")]
    [InlineData("--threads", "0", "--threads must be at least 1, not 0")]
    [InlineData("--memory", "lots", "--memory takes a size such as 1GiB, not 'lots'")]
    [InlineData("--memory", "1KiB", "--memory must be at least 64MiB")]
    public void A_wrong_option_is_one_line_and_exit_code_2(string option, string value, string expected)
    {
        SufficeProcess.Result result = SufficeProcess.Run("inspect", "any.npy", option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"suffice: {expected}; see suffice inspect --help", result.OnlyErrorLine);
    }

    [Fact]
    public void A_method_that_does_not_exist_lists_those_that_do()
    {
        SufficeProcess.Result result = SufficeProcess.Run("bench", "any.npy", "--methods", "blosc_brotli");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("suffice: there is no method 'blosc_brotli'; there are none, gzip_1,", result.OnlyErrorLine, StringComparison.Ordinal);
    }

    private void Check(string name, string expected, params string[] options) =>
        Assert.Equal($"suffice: {_folder.File(name)}: {expected}", Line(name, options));

    private string Line(string name, params string[] options)
    {
        SufficeProcess.Result result = SufficeProcess.Run(["inspect", _folder.File(name), .. options]);
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        return result.OnlyErrorLine;
    }
}
