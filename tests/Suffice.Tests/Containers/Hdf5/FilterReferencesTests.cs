using System.Runtime.InteropServices;
using System.Text.Json;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Bitshuffle;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Studies;
using Suffice.Tests.Interop;
using Suffice.Tests.Sources;
using Xunit;

namespace Suffice.Tests.Containers.Hdf5;

public sealed class FilterReferencesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("blosc.h5", "dset", 100)]
    [InlineData("regression_0.1.3.h5", "compressed", 21)]
    [InlineData("regression_0.4.0.h5", "compressed", 21)]
    [InlineData("regression_0.4.0.h5", "compressed_zstd", 21)]
    public void Every_chunk_of_the_reference_files_decodes_to_its_original(string file, string group, int chunks)
    {
        string path = RealData.PathOf($"hdf5_filters/{file}");
        string[] lines = Python.Run("h5files.py", "dump", path, group, _folder.Path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(chunks, lines.Length);
        foreach (string line in lines)
        {
            using JsonDocument chunk = JsonDocument.Parse(line);
            JsonElement root = chunk.RootElement;
            string stem = root.GetProperty("file").GetString()!;
            byte[] original = File.ReadAllBytes(stem + ".raw"), decoded = new byte[original.Length];
            FilterSpec[] filters = [.. root.GetProperty("filters").EnumerateArray().Select(filter =>
                new FilterSpec(filter[0].GetInt32(), [.. filter[1].EnumerateArray().Select(value => value.GetUInt32())]))];
            // Some elements have 3, 6 or 10 bytes: their size is in the filter's parameters.
            ChunkSpec spec = new(ElementType.UInt8, ByteOrder.LittleEndian, [original.Length]);
            new FilterPipeline([.. filters], spec).Decode(File.ReadAllBytes(stem + ".chunk"), root.GetProperty("mask").GetUInt32(), decoded);
            Assert.True(original.AsSpan().SequenceEqual(decoded), root.GetProperty("name").GetString());
        }
    }

    [Fact]
    public void The_reference_file_of_Blosc_opens_as_a_cube()
    {
        string path = RealData.PathOf("hdf5_filters/blosc.h5");
        using JsonDocument h5py = JsonDocument.Parse(Python.Run("h5files.py", "describe", path, "dset"));
        using OpenedCube opened = CubeFile.Open(path);
        Assert.Equal(new CubeShape(100, 1, 100, 100), opened.Cube.Shape);
        Assert.Equal(h5py.RootElement.GetProperty("sha256").GetString(), OpenedCubes.Sha256(opened.ReadAll()));
    }

    [Theory]
    [InlineData(ElementType.UInt8, ByteOrder.LittleEndian)]
    [InlineData(ElementType.UInt16, ByteOrder.LittleEndian)]
    [InlineData(ElementType.UInt16, ByteOrder.BigEndian)]
    [InlineData(ElementType.UInt32, ByteOrder.LittleEndian)]
    [InlineData(ElementType.Float32, ByteOrder.LittleEndian)]
    public void Libzstd_decodes_our_Zstd_chunks_with_and_without_bitshuffle(ElementType element, ByteOrder order)
    {
        SkipWithoutLibzstd();
        foreach (StudyMethods.Setting setting in ZstdSettings)
        {
            Hdf5Case one = Hdf5Case.Make(_folder.Path, setting, element, order, Hdf5Format.Earliest, [3, 5, 29, 31], [2, 2, 16, 31]);
            one.Write(threads: 2);
            Assert.Equal("", Python.Run("zstdchunks.py", "decode", one.File, one.Raw));
            using OpenedCube opened = Hdf5CubeFile.Open(one.File);
            Assert.Equal(File.ReadAllBytes(one.Raw), opened.ReadAll());
        }
    }

    [Theory]
    [InlineData(ElementType.UInt16, ByteOrder.LittleEndian)]
    [InlineData(ElementType.UInt32, ByteOrder.BigEndian)]
    public void We_decode_the_chunks_of_libzstd(ElementType element, ByteOrder order)
    {
        SkipWithoutLibzstd();
        Hdf5Case one = Hdf5Case.Make(_folder.Path, ZstdSettings[0], element, order, Hdf5Format.Earliest, [3, 5, 29, 31], [2, 2, 16, 31]);
        Python.Run("zstdchunks.py", "encode", one.File, one.Raw, one.Dtype, string.Join(',', one.Shape), string.Join(',', one.Chunk));
        using OpenedCube opened = Hdf5CubeFile.Open(one.File);
        Assert.Equal(File.ReadAllBytes(one.Raw), opened.ReadAll());
    }

    private static StudyMethods.Setting[] ZstdSettings =>
    [
        new("zstd", null, _ => [new FilterSpec(32015, 3)]),
        new("bitshuffle_zstd", null, chunk => [BitshuffleFilter.Spec(chunk, BitshuffleCodec.Zstd)]),
    ];

    private static void SkipWithoutLibzstd() =>
        Assert.SkipUnless(NativeLibrary.TryLoad("libzstd.so.1", out _), "needs libzstd.so.1 (package libzstd1)");
}
