using System.Text.Json;
using Suffice.Cubes;
using Suffice.Sources.Numpy;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Commands;

/// <summary>pack, unpack and verify as a user runs them.</summary>
public sealed class PackCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_packed_as_far_as_it_can_be_and_resumed()
    {
        string source = _folder.File("in"), target = _folder.File("out");
        Directory.CreateDirectory(Path.Combine(source, "day2"));
        SmallScan.Write(Path.Combine(source, "a.npy"));
        SmallScan.Write(Path.Combine(source, "day2", "b.npy"));
        File.WriteAllText(Path.Combine(source, "broken.npy"), "no array");
        File.WriteAllText(Path.Combine(source, "notes.txt"), "text");
        SufficeProcess.Result first = SufficeProcess.Run("pack", source, target);
        Assert.Equal(1, first.ExitCode);
        Assert.Contains("2 packed, 0 packed before, 1 failed; 1 other files left alone", first.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(target, "a.emd")) && File.Exists(Path.Combine(target, "day2", "b.emd")));
        File.Delete(Path.Combine(source, "broken.npy"));
        File.Delete(Path.Combine(target, "a.emd"));
        SufficeProcess.Result again = SufficeProcess.Run("pack", source, target, "--resume");
        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.Contains("1 packed, 1 packed before, 0 failed", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_is_deleted_only_on_demand_and_when_it_can_be_rebuilt()
    {
        string scan = _folder.File("scan.npy"), packed = _folder.File("scan.emd"), tree = _folder.File("tree.emd");
        SmallScan.Write(scan);
        string digest = Packed.Sha256(scan);
        Assert.Equal(0, SufficeProcess.Run("pack", scan, packed).ExitCode);
        Assert.True(File.Exists(scan));
        Assert.Equal(0, SufficeProcess.Run("pack", scan, packed, "--overwrite", "--delete-source").ExitCode);
        Assert.False(File.Exists(scan));
        Assert.Equal(0, SufficeProcess.Run("unpack", packed, scan, "--original").ExitCode);
        Assert.Equal(digest, Packed.Sha256(scan));
        SufficeProcess.Result kept = SufficeProcess.Run("pack", packed, tree, "--delete-source");
        Assert.Equal(1, kept.ExitCode);
        Assert.Contains("the source is kept", kept.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(packed) && File.Exists(tree));
    }

    [Fact]
    public void Nothing_is_overwritten_and_mistakes_are_one_line()
    {
        string scan = _folder.File("scan.npy"), packed = _folder.File("scan.emd");
        SmallScan.Write(scan);
        File.WriteAllText(packed, "mine");
        Assert.Equal($"suffice: {packed}: this file is there already; give --overwrite to replace it", SufficeProcess.Run("pack", scan, packed).OnlyErrorLine);
        Assert.Equal("mine", File.ReadAllText(packed));
        Assert.Contains("a file cannot be packed into itself", SufficeProcess.Run("pack", scan, scan, "--overwrite").OnlyErrorLine, StringComparison.Ordinal);
        Assert.Contains("there is no codec 'brotli'", SufficeProcess.Run("pack", scan, packed, "--codec", "brotli").OnlyErrorLine, StringComparison.Ordinal);
        Assert.Contains("--codec keep copies the chunks of an HDF5 file",
            SufficeProcess.Run("pack", scan, packed, "--overwrite", "--codec", "keep").OnlyErrorLine, StringComparison.Ordinal);
        Assert.Equal(2, SufficeProcess.Run("pack", scan, packed, "--chunk", "1,2").ExitCode);
        string below = Path.Combine(scan, "scan.emd");
        Assert.StartsWith($"suffice: {below}: the folder {scan} cannot be written", SufficeProcess.Run("pack", scan, below).OnlyErrorLine, StringComparison.Ordinal);
        Assert.Contains("this is no packed file", SufficeProcess.Run("unpack", scan, packed).OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_never_packed_is_neither_good_nor_bad()
    {
        string file = RealData.PathOf("emd/smoke_test.emd");
        SufficeProcess.Result result = SufficeProcess.Run("verify", file);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal($"{file}: not verified", result.Output.Trim());
        Assert.Contains("was not packed by suffice", result.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Scans_larger_than_memory_stay_within_it()
    {
        const int rows = 96;
        string scan = _folder.File("large.npy"), packed = _folder.File("large.emd");
        byte[] header = NpyHeader.Encode([rows, 64, 256, 256], ElementType.UInt16, ByteOrder.LittleEndian);
        using (FileStream file = File.Create(scan))
        {
            file.Write(header);
            file.SetLength(header.Length + rows * 64L * 256 * 256 * 2);
        }
        foreach (string[] command in (string[][])[["pack", scan, packed, "--memory", "256MiB", "--json"], ["verify", packed, "--memory", "256MiB", "--json"]])
        {
            using SufficeProcess process = SufficeProcess.Start(command);
            SufficeProcess.Result result = process.Finish();
            Assert.True(result.ExitCode == 0, result.Errors);
            Assert.InRange(result.PeakBytes, 1, 450L << 20);
            using JsonDocument json = JsonDocument.Parse(result.Output);
            Assert.Equal(1, json.RootElement.GetArrayLength());
        }
    }
}
