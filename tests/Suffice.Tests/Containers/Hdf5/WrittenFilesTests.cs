using System.Security.Cryptography;
using System.Text;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Studies;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Containers.Hdf5;

/// <summary>The same cube makes the same file. Alone, because plugins are the whole process's: one that is forgotten flushes all files.</summary>
[Collection(nameof(WrittenFilesTests))]
[CollectionDefinition(nameof(WrittenFilesTests), DisableParallelization = true)]
public sealed class WrittenFilesTests : IDisposable
{
    private static readonly int[] PluginIds = [32000, 32001, 32004, 32008];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Hdf5Format.Earliest)]
    [InlineData(Hdf5Format.Latest)]
    public void Any_number_of_threads_writes_the_same_file(Hdf5Format format)
    {
        foreach (StudyMethods.Setting setting in StudyMethods.Settings)
        {
            Hdf5Case one = Make(setting, format);
            Assert.Equal(HashOf(one, threads: 1), HashOf(one, threads: 3));
        }
    }

    [Theory]
    [InlineData(Hdf5Format.Earliest)]
    [InlineData(Hdf5Format.Latest)]
    public void A_plugin_that_is_loaded_does_not_change_the_file(Hdf5Format format)
    {
        Hdf5Case[] cases = [.. StudyMethods.Settings.Select(setting => Make(setting, format))];
        string[] before = [.. cases.Select(one => HashOf(one, threads: 2))];
        int[] loaded = [.. PluginIds.Where(Hdf5Library.HasFilter)];
        Assert.SkipUnless(loaded.Length > 0, "needs HDF5 filter plugins (package hdf5-filter-plugin, or HDF5_PLUGIN_PATH)");
        Assert.Equal(before, cases.Select(one => HashOf(one, threads: 2)));
        // Another test may have loaded the plugins before this one: their names must not be there.
        foreach (Hdf5Case one in cases)
            foreach (string name in new[] { "blosc", "bitshuffle", "lz4", "lzf" })
                Assert.DoesNotContain(name, Encoding.Latin1.GetString(File.ReadAllBytes(one.File)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_does_not_change_the_file()
    {
        Hdf5Case one = Make(StudyMethods.Settings[1], Hdf5Format.Latest);
        string Write()
        {
            using (Hdf5File file = Hdf5File.Create(one.File, one.Format))
            {
                Hdf5DatasetWriter.Create(file, "/deep/in/groups", one.Layout!).Dispose();
                file.Close();
            }
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(one.File)));
        }

        string before = Write();
        // HDF5 counts whole seconds.
        Thread.Sleep(1100);
        Assert.Equal(before, Write());
    }

    [Fact]
    public void H5dump_and_h5repack_read_what_needs_no_plugin()
    {
        foreach (string name in new[] { "none", "gzip_6", "szip" })
        {
            Hdf5Case one = Make(StudyMethods.Settings.Single(setting => setting.Name == name), Hdf5Format.Latest);
            one.Write(threads: 2);
            string binary = _folder.File("dumped.bin"), repacked = _folder.File(name + "_repacked.h5");
            Tool.Run("h5dump", "-d", "/data", "-b", "LE", "-o", binary, one.File);
            Assert.Equal(File.ReadAllBytes(one.Raw), File.ReadAllBytes(binary));
            Tool.Run("h5repack", "-f", "SHUF", "-f", "GZIP=1", one.File, repacked);
            using OpenedCube opened = Hdf5CubeFile.Open(repacked);
            Assert.Equal(File.ReadAllBytes(one.Raw), Sources.OpenedCubes.ReadAll(opened));
        }
    }

    [Fact]
    public void A_dataset_that_cannot_be_created_is_refused_with_the_librarys_reason()
    {
        Hdf5Case one = Make(StudyMethods.Settings[0], Hdf5Format.Earliest);
        using Hdf5File file = Hdf5File.Create(one.File);
        Hdf5DatasetWriter.Create(file, "/data", one.Layout!).Dispose();
        CubeFileException e = Assert.Throws<CubeFileException>(() => Hdf5DatasetWriter.Create(file, "/data", one.Layout!));
        Assert.Contains("HDF5 cannot create the dataset /data", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("no further description", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_the_files_fault() =>
        Assert.Contains("HDF5 cannot create it", Assert.Throws<CubeFileException>(
            () => Hdf5File.Create(_folder.File("not/there.h5"))).Message, StringComparison.Ordinal);

    private Hdf5Case Make(StudyMethods.Setting setting, Hdf5Format format) => Hdf5Case.Make(
        _folder.Path, setting, ElementType.UInt16, ByteOrder.LittleEndian, format, [5, 7, 29, 31], [2, 3, 16, 31]);

    private static string HashOf(Hdf5Case one, int threads)
    {
        one.Write(threads);
        return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(one.File)));
    }
}
