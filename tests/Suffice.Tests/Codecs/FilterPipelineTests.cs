using System.Collections.Immutable;
using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Lzf;
using Suffice.Codecs.Szip;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs;

public class FilterPipelineTests
{
    private static readonly ChunkSpec Chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [2, 3, 20, 21]);

    private static readonly FilterSpec[] Specs =
    [
        new(1, 1), new(2, 2), new(3), SzipParameters.For(Chunk).ToSpec(), LzfFilter.SpecFor(Chunk), new(32004, 0), new(32015, 1),
    ];

    [Fact]
    public void Any_chain_of_filters_round_trips() =>
        Gen.Select(FilterChecks.OneOf(Specs).Array[0, 6], FilterChecks.OneOf(SampleData.Kinds)).Sample((specs, kind) =>
        {
            FilterPipeline pipeline = new([.. specs], Chunk);
            byte[] samples = SampleData.Make(Chunk, kind), encoded = new byte[pipeline.MaxEncodedLength], decoded = new byte[Chunk.Bytes];
            int length = pipeline.Encode(samples, encoded, out uint mask);
            pipeline.Decode(encoded.AsSpan(0, length), mask, decoded);
            Assert.Equal(samples, decoded);
        }, iter: 500);

    [Theory]
    [InlineData(new[] { 32000 }, 1u)]
    [InlineData(new[] { 2, 32000 }, 2u)]
    [InlineData(new[] { 2, 32000, 3 }, 2u)]
    [InlineData(new[] { 32000, 4, 3 }, 3u)]
    public void A_filter_that_does_not_fit_is_left_out_and_its_bit_set(int[] ids, uint expected)
    {
        ImmutableArray<FilterSpec> specs = [.. ids.Select(id => Specs.Single(spec => spec.Id == id))];
        FilterPipeline pipeline = new(specs, Chunk);
        byte[] samples = SampleData.Make(Chunk, "noise"), encoded = new byte[pipeline.MaxEncodedLength], decoded = new byte[Chunk.Bytes];
        int length = pipeline.Encode(samples, encoded, out uint mask);
        Assert.Equal(expected, mask);
        Assert.InRange(length, Chunk.Bytes, Chunk.Bytes + 4);
        pipeline.Decode(encoded.AsSpan(0, length), mask, decoded);
        Assert.Equal(samples, decoded);
    }

    [Fact]
    public void The_mask_is_the_one_that_HDF5_writes()
    {
        byte[] samples = SampleData.Make(Chunk, "noise");
        FilterSpec[] specs = [new(2, 2), LzfFilter.SpecFor(Chunk), new(3)];
        (byte[] stock, uint mask) = StockFilters.Encode(Chunk, samples, specs);
        FilterPipeline pipeline = new([.. specs], Chunk);
        byte[] encoded = new byte[pipeline.MaxEncodedLength], decoded = new byte[Chunk.Bytes];
        int length = pipeline.Encode(samples, encoded, out uint ourMask);
        Assert.Equal(mask, ourMask);
        Assert.Equal(stock, encoded[..length]);
        pipeline.Decode(stock, mask, decoded);
        Assert.Equal(samples, decoded);
    }

    [Fact]
    public void A_chunk_whose_filters_were_all_left_out_is_its_samples()
    {
        byte[] samples = SampleData.Make(Chunk, "sparse"), decoded = new byte[Chunk.Bytes];
        new FilterPipeline([.. Specs], Chunk).Decode(samples, uint.MaxValue, decoded);
        Assert.Equal(samples, decoded);
    }

    [Fact]
    public void No_filters_copy()
    {
        FilterPipeline pipeline = new([], Chunk);
        byte[] samples = SampleData.Make(Chunk, "sparse"), encoded = new byte[pipeline.MaxEncodedLength];
        Assert.Equal(Chunk.Bytes, pipeline.Encode(samples, encoded, out uint mask));
        Assert.Equal((samples, 0u), (encoded, mask), (a, b) => a.Item1.AsSpan().SequenceEqual(b.Item1) && a.Item2 == b.Item2);
    }

    [Fact]
    public void A_chunk_of_another_length_is_refused()
    {
        byte[] decoded = new byte[Chunk.Bytes];
        ChunkSpec smaller = new(Chunk.Element, Chunk.Order, [2, 3, 20, 20]);
        foreach (FilterSpec spec in Specs)
        {
            FilterPipeline pipeline = new([spec], Chunk), other = new([spec], smaller);
            byte[] samples = SampleData.Make(Chunk, "sparse"), encoded = new byte[pipeline.MaxEncodedLength];
            int length = pipeline.Encode(samples, encoded, out uint mask);
            Assert.Throws<InvalidDataException>(() => other.Decode(encoded.AsSpan(0, length), mask, new byte[smaller.Bytes]));
            Assert.Throws<InvalidDataException>(() => pipeline.Decode(samples.AsSpan(0, 100), uint.MaxValue, decoded));
        }
    }

    [Fact]
    public void A_wrong_size_of_the_callers_is_the_callers_fault()
    {
        FilterPipeline pipeline = new([.. Specs], Chunk);
        Assert.Throws<ArgumentException>(() => pipeline.Decode([], 0, new byte[5]));
        Assert.Throws<ArgumentException>(() => pipeline.Encode(new byte[5], new byte[pipeline.MaxEncodedLength], out _));
        Assert.Throws<ArgumentException>(() => pipeline.Encode(new byte[Chunk.Bytes], new byte[5], out _));
    }

    [Fact]
    public void A_filter_that_is_not_built_in_is_named()
    {
        NotSupportedException e = Assert.Throws<NotSupportedException>(() => new FilterPipeline([new FilterSpec(305)], Chunk));
        Assert.Contains("305", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_chunk_allocates_nothing()
    {
        FilterPipeline pipeline = new([.. Specs.Where(spec => spec.Id != 1)], Chunk);
        byte[] samples = SampleData.Make(Chunk, "sparse"), encoded = new byte[pipeline.MaxEncodedLength], decoded = new byte[Chunk.Bytes];
        long before = 0;
        for (int i = 0; i < 10; i++)
        {
            if (i == 5) before = GC.GetAllocatedBytesForCurrentThread();
            int length = pipeline.Encode(samples, encoded, out uint mask);
            pipeline.Decode(encoded.AsSpan(0, length), mask, decoded);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Ids_are_unique_and_found()
    {
        Assert.Equal(FilterTable.All.Length, FilterTable.All.DistinctBy(kind => kind.Id).Count());
        Assert.All(FilterTable.All, kind => Assert.Same(kind, FilterTable.Find(kind.Id)));
        Assert.Null(FilterTable.Find(305));
    }

    [Fact]
    public void Filters_that_multiply_the_room_they_need_are_refused()
    {
        ChunkSpec chunk = new(ElementType.UInt8, ByteOrder.LittleEndian, [1 << 20]);
        // LZ4 on single bytes: five bytes for each.
        FilterSpec absurd = new(32004, 1);
        Assert.Equal(5, new FilterPipeline([absurd], chunk).MaxEncodedLength / chunk.Bytes);
        Assert.Throws<InvalidDataException>(() => new FilterPipeline([absurd, absurd], chunk));
        Assert.Throws<InvalidDataException>(() => new FilterPipeline([.. Enumerable.Repeat(absurd, 32)], chunk));
    }
}
