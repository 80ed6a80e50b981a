using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Deflate;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Deflate;

public class DeflateFilterTests
{
    [Fact]
    public void Any_bytes_round_trip_at_every_level() =>
        Gen.Select(Gen.Int[0, 9], Gen.Byte.Array[1, 3000]).Sample((level, bytes) =>
            FilterChecks.RoundTrips(new DeflateFilter(level), bytes, mustEncode: true), iter: 100);

    [Fact]
    public void Every_kind_of_data_round_trips_at_every_level()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [100_003]);
        foreach (string kind in SampleData.Kinds)
        {
            for (int level = 0; level <= 9; level++) FilterChecks.RoundTrips(new DeflateFilter(level), SampleData.Make(chunk, kind), mustEncode: true);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void H5py_reads_ours_and_we_read_its(uint level)
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.BigEndian, [4, 8, 33, 31]);
        FilterChecks.DecodesBothWays(chunk, FilterChecks.Mixed(chunk), new FilterSpec(2, 2), new FilterSpec(1, level));
    }

    [Fact]
    public void A_damaged_stream_gives_no_other_error_than_InvalidData() =>
        FilterChecks.SurvivesDamage(new DeflateFilter(6), [.. Enumerable.Range(0, 400).Select(i => (byte)(i * i % 11))]);

    [Fact]
    public void A_turned_bit_in_the_checksum_is_found()
    {
        byte[] encoded = FilterChecks.Encode(new DeflateFilter(6), new byte[100]);
        encoded[^1] ^= 1;
        Assert.Throws<InvalidDataException>(() => new DeflateFilter(6).Decode(encoded, new byte[100]));
    }

    [Fact]
    public void More_bytes_than_expected_are_refused() =>
        FilterChecks.RefusesTooLittleRoom(new DeflateFilter(6), [.. Enumerable.Range(0, 100).Select(i => (byte)i)]);

    [Fact]
    public void A_level_above_9_is_refused() => Assert.Throws<InvalidDataException>(() => DeflateFilter.Create(new FilterSpec(1, 10)));
}
