using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Lzf;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Lzf;

public class LzfFilterTests
{
    private readonly LzfFilter filter = new();

    [Fact]
    public void Any_bytes_round_trip() =>
        Gen.Select(Gen.Int[1, 256], Gen.Int[0, 5000], Gen.Int[0, 1000]).Sample((values, length, seed) =>
        {
            Random random = new(seed);
            FilterChecks.RoundTrips(new LzfFilter(), [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(values))]);
        }, iter: 500);

    [Fact]
    public void Repetitions_at_every_short_distance_round_trip()
    {
        for (int distance = 1; distance <= 70; distance++)
        {
            for (int length = 0; length <= 300; length += 7)
                FilterChecks.RoundTrips(filter, [.. Enumerable.Range(0, distance + length).Select(i => (byte)(i % distance * 31)), 99]);
        }
    }

    [Fact]
    public void Every_kind_of_data_round_trips()
    {
        foreach (ElementType element in ElementTypes.All)
        {
            ChunkSpec chunk = new(element, ByteOrder.LittleEndian, [30_001]);
            foreach (string kind in SampleData.Kinds) FilterChecks.RoundTrips(filter, SampleData.Make(chunk, kind), mustEncode: kind != "noise" && kind != "dense");
        }
    }

    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.UInt16)]
    [InlineData(ElementType.UInt32)]
    public void H5py_reads_ours_and_we_read_its(ElementType element)
    {
        ChunkSpec chunk = new(element, ByteOrder.LittleEndian, [4, 8, 33, 31]);
        (int ours, int stock) = FilterChecks.DecodesBothWays(chunk, FilterChecks.Mixed(chunk), LzfFilter.SpecFor(chunk));
        Assert.InRange(ours, 0, stock * 1.02);
    }

    [Fact]
    public void A_damaged_stream_gives_no_other_error_than_InvalidData() =>
        FilterChecks.SurvivesDamage(filter, [.. Enumerable.Range(0, 900).Select(i => (byte)(i * i % 11 + i / 300))]);

    [Fact]
    public void More_bytes_than_expected_are_refused() => FilterChecks.RefusesTooLittleRoom(filter, new byte[1000]);

    [Fact]
    public void Noise_is_left_to_the_pipeline_to_store()
    {
        ChunkSpec chunk = new(ElementType.UInt8, ByteOrder.LittleEndian, [1000]);
        Assert.Empty(FilterChecks.Encode(filter, SampleData.Make(chunk, "noise")));
    }
}
