using System.Security.Cryptography;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Studies;
using Suffice.Tests.Commands;
using Suffice.Tests.Containers.Hdf5;
using Suffice.Tests.Interop;
using Suffice.Tests.Sources;
using Xunit;

namespace Suffice.Tests.Hdf5Plugin;

/// <summary>The plugin as other programs load it: h5py, the HDF5 tools, the C library, forked workers, and our own program.</summary>
public sealed class PluginTests : IDisposable
{
    private const int Reloads = 100, Workers = 4;

    private static readonly string Plugins = Path.Combine(Repository.Root, "artifacts", "hdf5-plugin");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_h5py_writes_through_it_h5py_and_we_read_in_every_type_and_byte_order()
    {
        string[] files = Run("written", _folder.Path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(20, files.Length);
        foreach (string[] line in files.Select(line => line.Split(' ')))
        {
            using OpenedCube opened = Hdf5CubeFile.Open(line[0]);
            Assert.True(((Hdf5CubeReader)opened.Reader).DecodesChunks);
            Assert.Equal((line[0], line[1]), (line[0], Convert.ToHexStringLower(SHA256.HashData(opened.ReadAll(threads: 2)))));
        }
    }

    [Fact]
    public void What_we_write_h5py_reads_through_it()
    {
        foreach (ElementType element in ElementTypes.All)
        {
            foreach (ByteOrder order in Enum.GetValues<ByteOrder>())
            {
                StudyMethods.Setting setting = StudyMethods.OwnSettings[(int)element % StudyMethods.OwnSettings.Length];
                Hdf5Case ours = Hdf5Case.Make(_folder.Path, setting, element, order, Hdf5Format.Earliest, [3, 5, 19, 23], [2, 3, 19, 23]);
                ours.Write(threads: 2);
                string digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(ours.Raw)));
                Assert.Equal((ours.Name, digest), (ours.Name, Run("digest", ours.File, ours.Path).Trim()));
            }
        }
    }

    [Fact]
    public void The_HDF5_tools_dump_repack_and_compare()
    {
        foreach (string tool in (string[])["h5dump", "h5repack", "h5diff"]) Tool.Run(tool, "--version");
        Run("tools", _folder.Path);
    }

    [Fact]
    public void Damaged_chunks_and_wrong_parameters_are_errors_that_say_what_is_wrong()
    {
        string[] errors = Run("damaged", _folder.Path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, errors.Length);
        Assert.All(errors, error => Assert.Contains("(Tally", error, StringComparison.Ordinal));
    }

    [Fact]
    public void Programs_load_use_and_unload_it_a_hundred_times() => Run("reloads", _folder.Path, $"{Reloads}");

    [Fact]
    public void Forked_workers_read_and_write_and_come_to_an_end() => Run("forks", _folder.Path, $"{Workers}");

    [Fact]
    public void It_lives_beside_the_runtime_of_our_own_program()
    {
        SkipWithoutPlugin();
        SmallScan.Write(_folder.File("scan.npy"));
        using SufficeProcess bench = SufficeProcess.Start(
            ["bench", _folder.File("scan.npy"), "--out", _folder.File("out"), "--methods", "balanced_tally*", "--engine", "both", "--runs", "2"], null, ("HDF5_PLUGIN_PATH", Plugins));
        SufficeProcess.Result result = bench.Finish();
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("12 runs, 0 mismatches", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Our_program_says_where_it_is_and_how_other_programs_use_it()
    {
        SkipWithoutPlugin();
        using SufficeProcess folder = SufficeProcess.Start(["plugin", "--folder"], null, ("SUFFICE_SOURCE", Repository.Root));
        Assert.Equal(Plugins + "\n", folder.Finish().Output);
        using SufficeProcess usage = SufficeProcess.Start(["plugin"], null, ("SUFFICE_SOURCE", Repository.Root));
        string text = usage.Finish().Output;
        foreach (string program in (string[])["h5py", "h5dump", "h5repack", "MATLAB", "HDFView", "Julia"])
            Assert.Contains(program, text, StringComparison.Ordinal);
        using SufficeProcess elsewhere = SufficeProcess.Start(["plugin"], null, ("SUFFICE_SOURCE", null));
        SufficeProcess.Result result = elsewhere.Finish();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("./suffice plugin", result.OnlyErrorLine, StringComparison.Ordinal);
    }

    private static string Run(params string[] arguments)
    {
        SkipWithoutPlugin();
        return Python.Run("tallyplugin.py", [Plugins, .. arguments]);
    }

    private static void SkipWithoutPlugin() =>
        Assert.SkipUnless(File.Exists(Path.Combine(Plugins, "libh5tally.so")), "needs the HDF5 plugin (eng/plugin.sh builds it)");
}
