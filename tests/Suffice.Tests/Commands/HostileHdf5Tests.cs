using System.Globalization;
using Suffice.Cubes;
using Suffice.Packing;
using Suffice.Tests.Fuzz;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Commands;

/// <summary>
/// Damaged HDF5 files, opened and read in child processes: the C library may crash on them, at opening or later, as the memory beside
/// its own happens to be.
/// </summary>
public sealed class HostileHdf5Tests(HostileHdf5Tests.Masters masters, HostileHdf5Tests.Events events, HostileHdf5Tests.Scans scans)
    : IClassFixture<HostileHdf5Tests.Masters>, IClassFixture<HostileHdf5Tests.Events>, IClassFixture<HostileHdf5Tests.Scans>, IDisposable
{
    private const int Batch = 100, MostGrowth = 4096;

    // For one file: the library may go round in circles on a damaged heap.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>10,000 with SUFFICE_HOSTILE_FILES=10000; of one kind alone with SUFFICE_HOSTILE_KIND=topspin.</summary>
    [Fact]
    public void What_the_library_comes_back_from_is_a_clear_error_or_an_answer()
    {
        int files = Files(300), crashed = 0, read = 0, errors = 0;
        foreach (string[] batch in Mutants(files, seed: 11).Chunk(Batch))
        {
            string[] outcomes = Read(batch);
            read += outcomes.Count(outcome => outcome == "read");
            errors += outcomes.Count(outcome => outcome == "error");
            crashed += outcomes.Count(outcome => outcome.Length == 0);
            foreach (string path in batch) File.Delete(path);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{files} files: {crashed} crashed the library or made it hang, {errors} clear errors, {read} read");
        Assert.Equal(files, crashed + read + errors);
        // It is the library's doing where that is rare; where it is not, ours.
        Assert.InRange(crashed, 0, files / 20);
    }

    /// <summary>A tenth as many, for each is three processes.</summary>
    [Fact]
    public void A_command_answers_or_says_one_line_whatever_the_library_does()
    {
        int files = Files(300) / 10, refused = 0;
        foreach (string path in Mutants(files, seed: 12))
        {
            using SufficeProcess process = SufficeProcess.Start(["inspect", path, "--json"]);
            SufficeProcess.Result result = process.Finish();
            File.Delete(path);
            if (result.ExitCode == 0) continue;
            refused++;
            Assert.True(result.ExitCode == 1, $"{result.ExitCode}: {result.Errors}");
            Assert.StartsWith("suffice: ", result.OnlyErrorLine, StringComparison.Ordinal);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{files} files: {refused} refused in one line");
    }

    private static int Files(int usual) =>
        Environment.GetEnvironmentVariable("SUFFICE_HOSTILE_FILES") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    private IEnumerable<string> Mutants(int files, int seed)
    {
        string kind = Environment.GetEnvironmentVariable("SUFFICE_HOSTILE_KIND") ?? "";
        byte[][] good = [.. GoodFiles().Where(file => kind.Length == 0 || file.Kind == kind).Select(file => file.Bytes)];
        Random random = new(seed);
        Mutator mutator = new(random);
        for (int i = 0; i < files; i++)
        {
            string path = _folder.File($"{i}.h5");
            byte[] bytes = good[random.Next(good.Length)];
            File.WriteAllBytes(path, mutator.Mutate(bytes, good[random.Next(good.Length)], [], bytes.Length + MostGrowth));
            yield return path;
        }
    }

    // As many children as crash, or hang, and one more; an exception that is no clear error ends a child with a trace.
    private static string[] Read(string[] paths)
    {
        List<string> outcomes = [];
        while (outcomes.Count < paths.Length)
        {
            using SufficeProcess process = SufficeProcess.Start(["probe-hdf5", "--read", .. paths[outcomes.Count..]]);
            string output = process.FinishOrKill(Patience), trace = process.Errors;
            Assert.False(trace.Contains("   at Suffice.", StringComparison.Ordinal), trace);
            outcomes.AddRange(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.IndexOf('\t', StringComparison.Ordinal)]));
            if (outcomes.Count < paths.Length) outcomes.Add("");
        }
        return [.. outcomes];
    }

    private IEnumerable<(string Kind, byte[] Bytes)> GoodFiles()
    {
        string scan = _folder.File("scan.npy"), packed = _folder.File("packed.emd"), gzip = _folder.File("gzip.emd"), list = _folder.File("events.h5");
        SmallScan.Write(scan);
        Packed.Pack(scan, packed);
        Packed.Pack(scan, gzip, Packed.Options with { Codec = Cli.Commands.PackCommand.Codec("shuffle_gzip_6"), Chunk = new CubeShape(4, 4, 48, 48) });
        Packed.Pack(events.PathOf("v2.h5"), list, Packed.Options with { Form = PackedForm.Events });
        // The parts of a master are looked for beside it.
        const string master = "dectris_arina/test_00_master.h5", data = "dectris_arina/test_00_data_000001.h5";
        File.Copy(RealData.PathOf(data), _folder.File(Path.GetFileName(data)));
        foreach (string part in Directory.GetFiles(Path.GetDirectoryName(masters.PathOf("square_master.h5"))!, "square_data_*")) File.Copy(part, _folder.File(Path.GetFileName(part)));
        string[] real = ["emd/py4DSTEM_size2x3x4x5.h5", "emd/smoke_test.emd", "hspy/example2_v3.1.hspy"];
        (string, string)[] files =
        [
            .. real.Select(name => ("conventions", RealData.PathOf(name))), ("packed", packed), ("packed", gzip),
            ("dectris", RealData.PathOf(master)), ("dectris", RealData.PathOf(data)), ("dectris", masters.PathOf("square_master.h5")), ("dectris", masters.PathOf("inside_master.h5")),
            ("stempy", events.PathOf("v1.h5")), ("stempy", events.PathOf("v3.h5")), ("stempy", list),
            ("topspin", scans.PathOf("raster.app5")), ("topspin", scans.PathOf("single.app5")),
        ];
        return files.Select(file => (file.Item1, File.ReadAllBytes(file.Item2)));
    }

    public sealed class Masters() : ScriptFiles("h5dectris.py");

    public sealed class Events() : ScriptFiles("stempyfiles.py");

    public sealed class Scans() : ScriptFiles("topspinfiles.py");
}
