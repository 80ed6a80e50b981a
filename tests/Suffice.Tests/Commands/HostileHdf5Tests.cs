using System.Globalization;
using Suffice.Cubes;
using Suffice.Tests.Fuzz;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Commands;

/// <summary>Damaged HDF5 files: a child process opens them first, and what it comes back from does no harm in this one.</summary>
public sealed class HostileHdf5Tests : IDisposable
{
    private const int Batch = 100, MostGrowth = 4096, MostCubeBytes = 64 << 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>10,000 with SUFFICE_HOSTILE_FILES=10000.</summary>
    [Fact]
    public void What_the_probe_comes_back_from_is_a_clear_error_or_an_answer()
    {
        int files = Environment.GetEnvironmentVariable("SUFFICE_HOSTILE_FILES") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 300;
        byte[][] good = GoodFiles();
        Random random = new(11);
        Mutator mutator = new(random);
        int refused = 0, read = 0, errors = 0;
        for (int done = 0; done < files; done += Batch)
        {
            string[] batch = [.. Enumerable.Range(done, Math.Min(Batch, files - done)).Select(i => _folder.File($"{i}.h5"))];
            foreach (string path in batch)
            {
                byte[] bytes = good[random.Next(good.Length)];
                File.WriteAllBytes(path, mutator.Mutate(bytes, good[random.Next(good.Length)], [], bytes.Length + MostGrowth));
            }
            HashSet<string> survived = Probe(batch);
            refused += batch.Length - survived.Count;
            foreach (string path in batch)
            {
                if (survived.Contains(path)) _ = Answers(path) ? read++ : errors++;
                File.Delete(path);
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{files} files: {refused} crashed or hung their probe, {errors} clear errors, {read} read");
        Assert.Equal(files, refused + read + errors);
    }

    // As many children as crash, or hang, and one more.
    private static HashSet<string> Probe(string[] paths)
    {
        HashSet<string> survived = [];
        for (string[] left = paths; left.Length > 0;)
        {
            using SufficeProcess process = SufficeProcess.Start(["probe-hdf5", .. left]);
            string[] named = process.FinishOrKill(TimeSpan.FromSeconds(30)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            survived.UnionWith(named);
            left = left[Math.Min(left.Length, named.Length + 1)..];
        }
        return survived;
    }

    private static bool Answers(string path)
    {
        try
        {
            using OpenedCube opened = CubeFile.Open(path);
            if (opened.Cube.Bytes > MostCubeBytes) return true;
            opened.Reader.Read(CubeRegion.Whole(opened.Cube.Shape), new byte[opened.Cube.Bytes], 1);
            return true;
        }
        catch (Exception e) when (e is CubeFileException or NotSupportedException)
        {
            return false;
        }
    }

    private byte[][] GoodFiles()
    {
        string scan = _folder.File("scan.npy"), packed = _folder.File("packed.emd"), gzip = _folder.File("gzip.emd");
        SmallScan.Write(scan);
        Packed.Pack(scan, packed);
        Packed.Pack(scan, gzip, Packed.Options with { Codec = Cli.Commands.PackCommand.Codec("shuffle_gzip_6"), Chunk = new CubeShape(4, 4, 48, 48) });
        // A master file, and the one that holds its data, which lies beside the mutants.
        const string master = "dectris_arina/test_00_master.h5", data = "dectris_arina/test_00_data_000001.h5";
        File.Copy(RealData.PathOf(data), _folder.File(Path.GetFileName(data)));
        string[] real = [master, data, "emd/py4DSTEM_size2x3x4x5.h5", "emd/smoke_test.emd", "hspy/example2_v3.1.hspy"];
        return [.. real.Select(RealData.PathOf).Append(packed).Append(gzip).Select(File.ReadAllBytes)];
    }
}
