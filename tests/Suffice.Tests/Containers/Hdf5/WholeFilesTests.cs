using System.Text;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Sources.Merlin;
using Suffice.Studies;
using Suffice.Tests.Interop;
using Suffice.Tests.Sources;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Containers.Hdf5;

public sealed class WholeFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void H5py_reads_every_file_that_we_write()
    {
        IReadOnlyList<Hdf5Case> cases = Hdf5Case.Matrix(_folder.Path);
        foreach (Hdf5Case one in cases) one.Write(threads: 2);
        Assert.Equal("", Hdf5Case.Python("check", _folder.Path, cases));
    }

    [Fact]
    public void We_read_every_file_that_h5py_writes()
    {
        IReadOnlyList<Hdf5Case> cases = Hdf5Case.Matrix(_folder.Path);
        Assert.Equal("", Hdf5Case.Python("write", _folder.Path, cases));
        AssertReadsBack(cases);
    }

    [Fact]
    public void We_read_every_file_that_we_write()
    {
        IReadOnlyList<Hdf5Case> cases = Hdf5Case.Matrix(_folder.Path);
        foreach (Hdf5Case one in cases) one.Write(threads: 3);
        AssertReadsBack(cases);
    }

    [Fact]
    public void Real_counts_go_both_ways_in_every_setting()
    {
        byte[] samples;
        using (OpenedCube scan = MerlinReader.Open(RealData.AuPd(_folder.Path)))
            samples = scan.Reader.ReadRegion(new CubeRegion(5, 6, 0, 0, new CubeShape(3, 3, 256, 256)), threads: 2);
        Hdf5Case[] cases =
        [
            .. from setting in StudyMethods.Settings
               from order in Enum.GetValues<ByteOrder>()
               select Hdf5Case.Make(_folder.Path, setting, ElementType.UInt16, order, Hdf5Format.Earliest, [3, 3, 256, 256], [2, 2, 128, 128], samples),
        ];
        foreach (Hdf5Case one in cases) one.Write(threads: 2);
        Assert.Equal("", Hdf5Case.Python("check", _folder.Path, cases));
        Assert.Equal("", Hdf5Case.Python("write", _folder.Path, cases));
        AssertReadsBack(cases);
    }

    [Fact]
    public void Chunks_without_filters_are_stored_as_HDF5_stores_them_padding_included()
    {
        Hdf5Case[] ours = [.. Hdf5Case.Matrix(_folder.Path).Where(one => one.Filters.Length == 0)];
        Hdf5Case[] theirs = [.. ours.Select(one => one with { File = one.File + ".stock" })];
        foreach (Hdf5Case one in ours) one.Write(threads: 2);
        Assert.Equal("", Hdf5Case.Python("write", _folder.Path, theirs));
        Assert.Equal("", Hdf5Case.Python("chunks", _folder.Path, ours.Zip(theirs, (a, b) => new { A = a.File, B = b.File })));
    }

    [Theory]
    [InlineData("lzf", 0, true)]
    [InlineData("szip", 0, false)]
    [InlineData("lzf", 1, true)]
    [InlineData("szip", 1, false)]
    public void A_filter_left_out_for_noise_is_left_out_by_both_sides_alike(string setting, int format, bool isSameChunk)
    {
        byte[] noise = SampleData.Make(new(ElementType.UInt16, ByteOrder.LittleEndian, [4, 4, 20, 20]), "noise");
        Hdf5Case ours = Hdf5Case.Make(
            _folder.Path, StudyMethods.Settings.Single(s => s.Name == setting), ElementType.UInt16, ByteOrder.LittleEndian, (Hdf5Format)format,
            [4, 4, 20, 20], [2, 2, 20, 20], noise);
        Hdf5Case theirs = ours with { File = ours.File + ".stock" };
        ours.Write(threads: 2);
        Assert.Equal("", Hdf5Case.Python("check", _folder.Path, [ours]));
        Assert.Equal("", Hdf5Case.Python("write", _folder.Path, [theirs]));
        AssertReadsBack([ours, theirs]);
        if (isSameChunk) Assert.Equal("", Hdf5Case.Python("chunks", _folder.Path, [new { A = ours.File, B = theirs.File }]));
    }

    [Theory]
    [InlineData(2, 3, true)]
    [InlineData(3, 7, true)]
    [InlineData(2, 3, false)]
    public void Whole_patterns_are_handed_over_once_each_as_they_are_decoded(int rows, int columns, bool isWhole)
    {
        foreach (StudyMethods.Setting setting in StudyMethods.Settings)
        {
            Hdf5Case one = Hdf5Case.Make(
                _folder.Path, setting, ElementType.UInt16, ByteOrder.BigEndian, Hdf5Format.Latest, [5, 7, 29, 31], [rows, columns, 29, isWhole ? 31 : 16]);
            one.Write(threads: 2);
            using OpenedCube opened = Hdf5CubeFile.Open(one.File);
            Assert.Equal(isWhole, ((IPatternReader)opened.Reader).CanVisit);
            if (!isWhole) continue;
            AssertVisitsAll(opened.Reader, setting.Name);
            using ScanCrop crop = new(opened.Reader, new ScanRegion(1, 2, 3, 4));
            AssertVisitsAll(crop, setting.Name);
        }
    }

    private static void AssertVisitsAll(ICubeReader reader, string name)
    {
        CubeShape shape = reader.Cube.Shape;
        byte[] expected = reader.ReadRegion(CubeRegion.Rows(shape, 0, shape.ScanY), threads: 1), samples = new byte[expected.Length];
        int visits = 0, patternBytes = (int)reader.Cube.PatternBytes;
        ((IPatternReader)reader).Visit([CubeRegion.Rows(shape, 0, shape.ScanY)], (y, x, pattern) =>
        {
            Interlocked.Increment(ref visits);
            pattern.CopyTo(samples.AsSpan((y * shape.ScanX + x) * patternBytes));
        }, threads: 3, TestContext.Current.CancellationToken);
        Assert.Equal(shape.Patterns, visits);
        Assert.True(samples.AsSpan().SequenceEqual(expected), name);
    }

    private static void AssertReadsBack(IEnumerable<Hdf5Case> cases)
    {
        StringBuilder wrong = new();
        foreach (Hdf5Case one in cases)
        {
            using OpenedCube opened = Hdf5CubeFile.Open(one.File);
            Assert.Equal((one.Layout!.Element, one.Layout.Order, one.CubeShape), (opened.Cube.Element, opened.Cube.StoredOrder, opened.Cube.Shape));
            Assert.True(((Hdf5CubeReader)opened.Reader).DecodesChunks);
            byte[] expected = File.ReadAllBytes(one.Raw);
            if (!opened.ReadAll(threads: 1).AsSpan().SequenceEqual(expected)) wrong.AppendLine(one.Name + " differs, one thread");
            if (!opened.ReadAll(threads: 3).AsSpan().SequenceEqual(expected)) wrong.AppendLine(one.Name + " differs, three threads");
        }
        Assert.Equal("", wrong.ToString());
    }
}
