using System.Globalization;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Blosc;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Blosc;

public sealed class BloscInteropTests
{
    private static readonly ElementType[] Elements = [ElementType.UInt8, ElementType.UInt16, ElementType.UInt32, ElementType.Float32];

    // One block; several with a shorter last one; a number of elements that bit shuffle leaves alone; too short to compress.
    private static readonly int[] Lengths = [4096, 150_000, 33_333, 20];

    [Fact]
    public void The_stock_filter_reads_what_we_write()
    {
        List<(ChunkSpec Chunk, FilterSpec Filter, byte[] Encoded)> jobs = [];
        List<byte[]> contents = [];
        foreach ((ChunkSpec chunk, FilterSpec spec) in Cases())
        {
            byte[] content = SampleData.Make(chunk, "sparse");
            BloscFilter filter = new(spec, chunk);
            byte[] encoded = new byte[filter.MaxEncodedLength(content.Length)];
            jobs.Add((chunk, spec, encoded[..filter.Encode(content, encoded)]));
            contents.Add(content);
        }
        byte[][] decoded = StockFilters.DecodeAll(jobs);
        for (int i = 0; i < jobs.Count; i++)
            Assert.True(contents[i].AsSpan().SequenceEqual(decoded[i]), Name(jobs[i].Chunk, jobs[i].Filter));
    }

    [Fact]
    public void We_read_what_the_stock_filter_writes()
    {
        (ChunkSpec Chunk, FilterSpec Filter, byte[] Samples)[] jobs =
            [.. Cases().Select(c => (c.Chunk, c.Filter, SampleData.Make(c.Chunk, "sparse")))];
        (byte[] Chunk, uint Mask)[] stock = StockFilters.EncodeAll(jobs);
        int filtered = 0;
        for (int i = 0; i < jobs.Length; i++)
        {
            // The stock filter gives up where it saves nothing: HDF5 then stores the chunk and says so in the mask.
            if (stock[i].Mask != 0)
            {
                Assert.Equal(jobs[i].Samples, stock[i].Chunk);
                continue;
            }
            filtered++;
            byte[] decoded = new byte[jobs[i].Chunk.Bytes];
            Assert.Equal(decoded.Length, new BloscFilter(jobs[i].Filter, jobs[i].Chunk).Decode(stock[i].Chunk, decoded));
            Assert.True(jobs[i].Samples.AsSpan().SequenceEqual(decoded), Name(jobs[i].Chunk, jobs[i].Filter));
        }
        Assert.InRange(filtered, jobs.Length / 2, jobs.Length);
    }

    [Fact]
    public void The_published_blosc_file_is_read()
    {
        string file = RealData.PathOf("hdf5_filters/blosc.h5");
        using TemporaryFolder folder = new();
        string[] lines = Python.Run("h5extract.py", file, folder.Path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        foreach (string[] words in lines.Select(l => l.Split(' ')))
        {
            byte[] expected = File.ReadAllBytes(folder.File(words[0] + ".bytes")), decoded = new byte[expected.Length];
            FilterSpec spec = new(int.Parse(words[1], CultureInfo.InvariantCulture),
                [.. words[2].Split(',').Select(v => uint.Parse(v, CultureInfo.InvariantCulture))]);
            BloscFilter filter = new(spec, new ChunkSpec(ElementType.Float32, ByteOrder.LittleEndian, [expected.Length / 4]));
            Assert.Equal(decoded.Length, filter.Decode(File.ReadAllBytes(folder.File(words[0] + ".chunk")), decoded));
            Assert.True(expected.AsSpan().SequenceEqual(decoded), string.Join(' ', words));
        }
    }

    private static IEnumerable<(ChunkSpec Chunk, FilterSpec Filter)> Cases() =>
        from codec in BloscFilterTests.Codecs
        from shuffle in Enum.GetValues<BloscShuffle>()
        from element in Elements
        from length in Lengths
        let chunk = new ChunkSpec(element, ByteOrder.LittleEndian, [length])
        select (chunk, BloscFilter.Spec(chunk, codec, 4, shuffle));

    private static string Name(ChunkSpec chunk, FilterSpec filter) =>
        $"{chunk.Element} x {chunk.Samples}, parameters {string.Join(',', filter.Parameters)}";
}
