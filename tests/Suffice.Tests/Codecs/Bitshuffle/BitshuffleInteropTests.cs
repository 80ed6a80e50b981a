using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Bitshuffle;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Bitshuffle;

public sealed unsafe class BitshuffleInteropTests
{
    private static readonly ElementType[] Elements =
        [ElementType.UInt8, ElementType.UInt16, ElementType.UInt32, ElementType.Float32, ElementType.Float64];

    [Fact]
    public void The_stock_filter_reads_what_we_write()
    {
        List<(ChunkSpec Chunk, FilterSpec Filter, byte[] Encoded)> jobs = [];
        List<byte[]> contents = [];
        foreach ((ChunkSpec chunk, FilterSpec spec, byte[] content) in Cases())
        {
            BitshuffleFilter filter = new(spec, chunk);
            byte[] encoded = new byte[filter.MaxEncodedLength(content.Length)];
            jobs.Add((chunk, ForStock(spec), encoded[..filter.Encode(content, encoded)]));
            contents.Add(content);
        }
        byte[][] decoded = StockFilters.DecodeAll(jobs);
        for (int i = 0; i < jobs.Count; i++)
            Assert.True(contents[i].AsSpan().SequenceEqual(decoded[i]), Name(jobs[i].Chunk, jobs[i].Filter));
    }

    [Fact]
    public void We_read_what_the_stock_filter_writes()
    {
        (ChunkSpec Chunk, FilterSpec Filter, byte[] Samples)[] jobs = [.. Cases()];
        (byte[] Chunk, uint Mask)[] stock = StockFilters.EncodeAll([.. jobs.Select(j => (j.Chunk, ForStock(j.Filter), j.Samples))]);
        for (int i = 0; i < jobs.Length; i++)
        {
            Assert.Equal(0u, stock[i].Mask);
            byte[] decoded = new byte[jobs[i].Chunk.Bytes];
            Assert.Equal(decoded.Length, new BitshuffleFilter(jobs[i].Filter, jobs[i].Chunk).Decode(stock[i].Chunk, decoded));
            Assert.True(jobs[i].Samples.AsSpan().SequenceEqual(decoded), Name(jobs[i].Chunk, jobs[i].Filter));
        }
    }

    [Theory]
    [InlineData("regression_0.1.3.h5")]
    [InlineData("regression_0.4.0.h5")]
    public void The_regression_files_of_bitshuffle_are_read(string name)
    {
        string file = RealData.PathOf("hdf5_filters/" + name);
        using TemporaryFolder folder = new();
        string[] lines = Python.Run("h5extract.py", file, folder.Path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        foreach (string[] words in lines.Select(l => l.Split(' ')))
        {
            byte[] expected = File.ReadAllBytes(folder.File(words[0] + ".bytes")), decoded = new byte[expected.Length];
            FilterSpec spec = new(int.Parse(words[1], CultureInfo.InvariantCulture),
                [.. words[2].Split(',').Select(v => uint.Parse(v, CultureInfo.InvariantCulture))]);
            BitshuffleFilter filter = new(spec, new ChunkSpec(ElementType.UInt8, ByteOrder.LittleEndian, [expected.Length]));
            Assert.Equal(decoded.Length, filter.Decode(File.ReadAllBytes(folder.File(words[0] + ".chunk")), decoded));
            Assert.True(expected.AsSpan().SequenceEqual(decoded), string.Join(' ', words));
        }
    }

    [Fact]
    public void Zstandard_blocks_are_read_by_the_native_library()
    {
        // Debian's h5py stores bitshuffle with Zstandard uncompressed: the blocks are checked one by one instead.
        Assert.SkipUnless(NativeLibrary.TryLoad("libzstd.so.1", out nint library), "needs libzstd.so.1 (package libzstd1)");
        var decompress = (delegate* unmanaged<byte*, nuint, byte*, nuint, nuint>)NativeLibrary.GetExport(library, "ZSTD_decompress");
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [21_003]);
        byte[] content = SampleData.Make(chunk, "sparse"), planes = new byte[content.Length];
        byte[] encoded = new byte[100_000], block = new byte[8192];
        int length = new BitshuffleFilter(BitshuffleFilter.Spec(chunk, BitshuffleCodec.Zstd), chunk).Encode(content, encoded);
        new BitshuffleFilter(BitshuffleFilter.Spec(chunk, BitshuffleCodec.None), chunk).Encode(content, planes);
        int at = 12, done = 0;
        while (content.Length - done >= 16)
        {
            int bytes = Math.Min(8192, (content.Length - done) / 16 * 16), stored = BinaryPrimitives.ReadInt32BigEndian(encoded.AsSpan(at));
            fixed (byte* source = &encoded[at + 4])
            fixed (byte* target = block)
                Assert.Equal((nuint)bytes, decompress(target, (nuint)block.Length, source, (nuint)stored));
            Assert.True(planes.AsSpan(done, bytes).SequenceEqual(block.AsSpan(0, bytes)));
            at += 4 + stored;
            done += bytes;
        }
        Assert.Equal(content[done..], encoded[at..length]);
    }

    /// <summary>The stock filter puts its version and the element size before the parameters that it is given.</summary>
    internal static FilterSpec ForStock(FilterSpec spec) => new(spec.Id, spec.Parameters[3..]);

    private static IEnumerable<(ChunkSpec Chunk, FilterSpec Filter, byte[] Samples)> Cases() =>
        from codec in new[] { BitshuffleCodec.Lz4, BitshuffleCodec.None }
        from element in Elements
        from kind in SampleData.Kinds
        from length in new[] { 8192, 20_001 }
        let chunk = new ChunkSpec(element, ByteOrder.LittleEndian, [length])
        // The stock filter gives up on what grows.
        where kind != "noise" || codec == BitshuffleCodec.None
        select (chunk, BitshuffleFilter.Spec(chunk, codec), SampleData.Make(chunk, kind));

    private static string Name(ChunkSpec chunk, FilterSpec filter) =>
        $"{chunk.Element} x {chunk.Samples}, parameters {string.Join(',', filter.Parameters)}";
}
