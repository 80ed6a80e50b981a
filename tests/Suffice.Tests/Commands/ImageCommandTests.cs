using System.Text.Json;
using Suffice.Cubes;
using Suffice.Sources.Numpy;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Commands;

/// <summary><c>suffice image</c> as a user runs it.</summary>
public sealed class ImageCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_format_holds_what_numpy_computes_from_the_samples()
    {
        string scan = Scan(new CubeShape(5, 6, 32, 30)), images = _folder.File("images");
        SufficeProcess.Result result = SufficeProcess.Run(
            "image", scan, "--view", "annulus:4-9px", "com", "mean", "variance", "radial:2px", "bragg:3px", "clusters:2", "--format", "npy", "tiff", "png", "emd",
            "--out", images, "--noise", "--json");
        Assert.True(result.ExitCode == 0, result.Errors);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement measured = json.RootElement.GetProperty("measured");
        Assert.Equal(15.5, measured.GetProperty("centre_row").GetDouble(), 0.5);
        string row = measured.GetProperty("centre_row").GetRawText(), column = measured.GetProperty("centre_column").GetRawText();
        Assert.StartsWith("good", Python.Run("views.py", scan, images, row, column), StringComparison.Ordinal);
        Assert.All(json.RootElement.GetProperty("views").EnumerateArray().Take(1), view => Assert.True(view.GetProperty("shot_noise").GetDouble() > 0));
        string[] files = [.. Directory.GetFiles(images).Select(file => Path.GetFileName(file)!)];
        foreach (string name in (string[])["com-angle.png", "com-row.tif", "radial_2px-mean.csv", "bragg_3px-discs.csv", "clusters_2.png", "views.emd"]) Assert.Contains(name, files);
        Assert.DoesNotContain("bragg_3px-discs.png", files);
        Assert.DoesNotContain(files, name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void The_sums_that_a_real_file_holds_are_ours()
    {
        string scan = RealData.PathOf("fpd/AuPd_16x16x256x256_FPD_HDF5.hdf5");
        SufficeProcess.Result result = SufficeProcess.Run("image", scan, "--view", "total", "sum", "--format", "npy", "--out", _folder.File("fpd"));
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal("equal", Python.Run("fpdsums.py", scan, _folder.File("fpd")).Trim());
    }

    [Fact]
    public void A_part_of_the_scan_a_mask_and_the_optics_are_taken_from_the_command_line()
    {
        string scan = Scan(new CubeShape(5, 6, 32, 30)), mask = _folder.File("mask.npy");
        byte[] marks = new byte[32 * 30];
        marks[16 * 30 + 15] = 1;
        File.WriteAllBytes(mask, [.. NpyHeader.Encode([32, 30], ElementType.UInt8, ByteOrder.LittleEndian), .. marks]);
        SufficeProcess.Result result = SufficeProcess.Run(
            "image", scan, "--view", $"mask:{mask}", "point:16,15", "disc:10mrad", "--roi", "1,2,3,4", "--semiangle", "20mrad", "--format", "npy", "--out", _folder.File("a"));
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("(20 mrad)", result.Output, StringComparison.Ordinal);
        Assert.Contains("from the semiangle given", result.Output, StringComparison.Ordinal);
        Assert.Contains("detector pixel, 3 x 4", result.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_folder.File("a/mask_mask.npy")), File.ReadAllBytes(_folder.File("a/point_16_15.npy")));
        result = SufficeProcess.Run("image", scan, "--view", "total", "mean", "--exclude", mask, "--format", "npy", "--out", _folder.File("b"));
        Assert.Contains("Left out: 1 pixel masked", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 without a value", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope", "there is no view 'nope'; there are bf, ")]
    [InlineData("adf:1-2mrad", "is in mrad, but the detector is not calibrated")]
    [InlineData("annulus:400-500px", "no detector pixel lies in it; the detector has 32 x 30 pixels")]
    [InlineData("eels:5-6eV", "is in eV")]
    [InlineData("mask:missing.npy", "missing.npy: there is no such file")]
    public void A_view_that_cannot_be_is_one_line(string view, string message)
    {
        string scan = Scan(new CubeShape(2, 2, 32, 30));
        SufficeProcess.Result result = SufficeProcess.Run("image", scan, "--view", view, "--out", _folder.File("images"));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.OnlyErrorLine, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("images")));
    }

    [Fact]
    public void Samples_that_are_not_a_number_are_left_out_or_named()
    {
        float[] samples = [.. Enumerable.Range(0, 4 * 100).Select(i => i % 100 is 44 or 45 or 54 or 55 ? 9f : 1)];
        for (int pattern = 0; pattern < 4; pattern++) samples[pattern * 100 + 7] = float.NaN;
        string always = WriteFloats("always.npy", [2, 2, 10, 10], samples);
        SufficeProcess.Result result = SufficeProcess.Run("image", always, "--view", "total", "--format", "npy", "--out", _folder.File("a"));
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("1 pixel not a number", result.Output, StringComparison.Ordinal);
        // Beyond the patterns that are looked at first.
        float[] many = new float[3000 * 100];
        many[2 * 100 + 33] = float.NaN;
        string once = WriteFloats("once.npy", [30, 100, 10, 10], many);
        result = SufficeProcess.Run("image", once, "--view", "total", "--format", "npy", "--out", _folder.File("b"));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("1 samples are not a number, the first at position 0,2, pixel 3,3; leave", result.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_centre_that_cannot_be_found_is_one_line()
    {
        string flat = _folder.File("flat.npy");
        File.WriteAllBytes(flat, [.. NpyHeader.Encode([2, 2, 10, 10], ElementType.UInt8, ByteOrder.LittleEndian), .. Enumerable.Repeat((byte)3, 400)]);
        SufficeProcess.Result result = SufficeProcess.Run("image", flat, "--view", "annulus:1-3px", "--out", _folder.File("a"));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cannot be found in the mean pattern; give the centre behind @, such as annulus:1-3px@5,5", result.OnlyErrorLine, StringComparison.Ordinal);
        Assert.Equal(0, SufficeProcess.Run("image", flat, "--view", "annulus:1-3px@5,5", "--out", _folder.File("a")).ExitCode);
    }

    [Fact]
    public void Files_that_are_there_are_kept()
    {
        string scan = Scan(new CubeShape(2, 2, 32, 30)), images = _folder.File("images");
        string[] command = ["image", scan, "--view", "com", "--format", "npy", "--out", images];
        Assert.Equal(0, SufficeProcess.Run(command).ExitCode);
        SufficeProcess.Result again = SufficeProcess.Run(command);
        Assert.Equal(1, again.ExitCode);
        Assert.EndsWith("is there already; give another --out, or --overwrite", again.OnlyErrorLine, StringComparison.Ordinal);
        Assert.Equal(0, SufficeProcess.Run([.. command, "--overwrite"]).ExitCode);
        Assert.Contains("takes a folder", SufficeProcess.Run("image", scan, "--view", "com", "--out", scan).OnlyErrorLine, StringComparison.Ordinal);
    }

    // A disc of counts with a weaker one that moves with the position.
    private string Scan(CubeShape shape)
    {
        Random random = new(1);
        byte[] samples = new byte[shape.Samples * 2];
        for (int i = 0; i < shape.Samples; i++)
        {
            int pattern = i / (int)shape.PatternSamples, y = i % (int)shape.PatternSamples / shape.DetectorX, x = i % shape.DetectorX;
            double rate = 0.2 + (Math.Sqrt(Math.Pow(y - 15.5, 2) + Math.Pow(x - 14.6, 2)) < 3.2 ? 40 : 0) + (Math.Sqrt(Math.Pow(y - 24, 2) + Math.Pow(x - 8 - pattern % 3, 2)) < 3.2 ? 12 : 0);
            BitConverter.TryWriteBytes(samples.AsSpan(2 * i), (ushort)(rate * (0.7 + 0.6 * random.NextDouble()) + random.NextDouble()));
        }
        string path = _folder.File("scan.npy");
        File.WriteAllBytes(path, [.. NpyHeader.Encode([shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX], ElementType.UInt16, ByteOrder.LittleEndian), .. samples]);
        return path;
    }

    private string WriteFloats(string name, long[] shape, float[] samples)
    {
        byte[] bytes = new byte[4 * samples.Length];
        Buffer.BlockCopy(samples, 0, bytes, 0, bytes.Length);
        File.WriteAllBytes(_folder.File(name), [.. NpyHeader.Encode(shape, ElementType.Float32, ByteOrder.LittleEndian), .. bytes]);
        return _folder.File(name);
    }
}
