using Suffice.Packing;
using Suffice.Tests.Commands;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Packing;

/// <summary>HDF5 sources keep their whole tree, value for value; h5py is the judge.</summary>
public sealed class TreeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("emd/Si100_4D.emd")]
    [InlineData("emd/emd_type1_stringDims.h5")]
    [InlineData("emd/py4DSTEM_size2x3x4x5.h5")]
    [InlineData("emd/real_py4dstem.h5")]
    [InlineData("emd/smoke_test.emd")]
    [InlineData("fpd/AuPd_16x16x256x256_FPD_HDF5.hdf5")]
    [InlineData("hdf5_filters/blosc.h5")]
    public void Real_files_keep_their_tree(string name) => Check(RealData.PathOf(name));

    [Fact]
    public void Links_references_odd_types_and_attributes_are_carried_over()
    {
        Python.Run("packodd.py", _folder.File("odd.h5"));
        Check(_folder.File("odd.h5"));
        Check(_folder.File("odd.h5"), Packed.Options with { Codec = PackCodec.Keep });
    }

    [Fact]
    public void A_packed_file_packed_again_still_gives_the_original_back()
    {
        string scan = _folder.File("scan.npy");
        SmallScan.Write(scan);
        Packed.Pack(scan, _folder.File("scan.emd"));
        foreach (PackCodec codec in (PackCodec[])[PackCodec.Keep, Cli.Commands.PackCommand.Codec("gzip_1")])
        {
            string again = _folder.File(codec.Name + ".emd");
            Packed.Pack(_folder.File("scan.emd"), again, Packed.Options with { Codec = codec });
            Assert.True(Packed.Verify(again, isFull: true).IsGood);
            Assert.Equal(Packed.Sha256(scan), Packed.Sha256(Packed.Unpack(again, _folder.File(codec.Name)).Single()));
        }
    }

    [Fact]
    public void Without_compression_only_what_packing_added_is_gone()
    {
        string source = RealData.PathOf("emd/py4DSTEM_size2x3x4x5.h5"), packed = _folder.File("packed.h5"), plain = _folder.File("plain.h5");
        Packed.Pack(source, packed);
        Packed.Pack(packed, plain, Packed.Options with { Codec = PackCodec.None, IsPlain = true });
        Python.Run("packtree.py", source, plain);
        Assert.DoesNotContain(" /suffice", Tool.Run("h5dump", "-n", plain), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_programs_find_the_cube_by_their_rules()
    {
        string mib = RealData.AuPd(_folder.Path), packed = _folder.File("AuPd.emd"), counts = _folder.File("counts.npy");
        Packed.Pack(mib, packed);
        using (Suffice.Cubes.OpenedCube opened = CubeFile.Open(mib))
            Packed.Export("npy", opened, counts);
        string found = Python.Run("packreaders.py", packed, counts);
        Assert.Equal(5, found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_master_with_its_parts_becomes_one_file_that_holds_all_their_trees()
    {
        string packed = _folder.File("arina.emd");
        PackReport report = Packed.Pack(RealData.PathOf("dectris_arina/test_00_master.h5"), packed);
        Assert.False(report.IsKept);
        Assert.True(Packed.Verify(packed, isFull: true).IsGood);
        string tree = Tool.Run("h5dump", "-n", packed);
        Assert.Contains("/suffice/tree/0/entry/instrument/detector/detectorSpecific/pixel_mask", tree, StringComparison.Ordinal);
        Assert.Contains("image_nr_low", Tool.Run("h5dump", "-A", "-g", "/suffice/tree/1/entry/data/data", packed), StringComparison.Ordinal);
        foreach (string original in Packed.Unpack(packed, _folder.File("back")))
            Assert.Equal(Packed.Sha256(RealData.PathOf("dectris_arina/" + Path.GetFileName(original))), Packed.Sha256(original));
    }

    private void Check(string source, PackOptions? options = null)
    {
        string packed = _folder.File($"{options?.Codec.Name}-{Path.GetFileName(source)}");
        PackReport report = Packed.Pack(source, packed, options);
        Assert.False(report.IsKept);
        VerifyReport verified = Packed.Verify(packed, isFull: true);
        Assert.True(verified.IsGood, string.Join('\n', verified.Problems));
        Python.Run("packtree.py", source, packed);
    }
}
