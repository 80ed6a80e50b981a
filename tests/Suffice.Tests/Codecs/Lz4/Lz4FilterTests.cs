using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Lz4;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Lz4;

public class Lz4FilterTests
{
    [Fact]
    public void Any_bytes_round_trip_with_any_block() =>
        Gen.Select(Gen.Int[0, 700], Gen.Byte.Array[0, 3000]).Sample((block, bytes) =>
            FilterChecks.RoundTrips(new Lz4Filter(block), bytes, mustEncode: true), iter: 300);

    [Fact]
    public void Every_kind_of_data_round_trips()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [100_003]);
        foreach (string kind in SampleData.Kinds) FilterChecks.RoundTrips(new Lz4Filter(), SampleData.Make(chunk, kind), mustEncode: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public void H5py_reads_ours_and_we_read_its(uint block)
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [4, 8, 33, 31]);
        FilterChecks.DecodesBothWays(chunk, FilterChecks.Mixed(chunk), new FilterSpec(32004, block));
    }

    [Fact]
    public void Noise_is_stored_as_it_is()
    {
        byte[] noise = SampleData.Make(new ChunkSpec(ElementType.UInt8, ByteOrder.LittleEndian, [10_000]), "noise");
        Assert.Equal(12 + 4 + noise.Length, FilterChecks.Encode(new Lz4Filter(), noise).Length);
    }

    [Fact]
    public void A_damaged_stream_gives_no_other_error_than_InvalidData() =>
        FilterChecks.SurvivesDamage(new Lz4Filter(128), [.. Enumerable.Range(0, 400).Select(i => (byte)(i * i % 11))]);

    [Fact]
    public void More_bytes_than_expected_are_refused() => FilterChecks.RefusesTooLittleRoom(new Lz4Filter(), new byte[1000]);
}
