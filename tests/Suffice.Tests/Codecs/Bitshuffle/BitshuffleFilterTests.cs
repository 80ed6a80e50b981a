using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Bitshuffle;
using Suffice.Cubes;
using Suffice.Tests.Codecs.Blosc;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Bitshuffle;

public sealed class BitshuffleFilterTests
{
    private static readonly ElementType[] Elements = [ElementType.UInt8, ElementType.UInt16, ElementType.UInt32, ElementType.Float64];

    public static TheoryData<BitshuffleCodec> AllCodecs => new(Enum.GetValues<BitshuffleCodec>());

    [Theory]
    [MemberData(nameof(AllCodecs))]
    public void Every_codec_gives_back_what_it_was_given(BitshuffleCodec codec)
    {
        Gen.Select(BloscFilterTests.OneOf(Elements), BloscFilterTests.OneOf(SampleData.Kinds), Gen.Int[1, 60_000], Gen.Int[0, 7])
            .Sample((element, kind, samples, odd) =>
            {
                ChunkSpec chunk = new(element, ByteOrder.LittleEndian, [samples + 8]);
                byte[] content = SampleData.Make(chunk, kind, samples)[..(samples * element.Bytes() + odd)];
                BitshuffleFilter filter = new(BitshuffleFilter.Spec(chunk, codec), chunk);
                Assert.Equal(content, BloscFilterTests.RoundTrip(filter, content));
            }, iter: 150, threads: 1);
    }

    [Fact]
    public void The_block_size_in_the_chunk_rules_and_the_parameters_only_write()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [5003]);
        byte[] content = SampleData.Make(chunk, "dense");
        BitshuffleFilter small = new(new FilterSpec(32008, 0, 4, 2, 64, 2), chunk);
        byte[] encoded = new byte[small.MaxEncodedLength(content.Length)], decoded = new byte[content.Length];
        int length = small.Encode(content, encoded);
        BitshuffleFilter other = new(BitshuffleFilter.Spec(chunk, BitshuffleCodec.Lz4), chunk);
        Assert.Equal(content.Length, other.Decode(encoded.AsSpan(0, length), decoded));
        Assert.Equal(content, decoded);
    }

    [Theory]
    [MemberData(nameof(AllCodecs))]
    public void A_truncated_chunk_is_refused_at_every_byte(BitshuffleCodec codec)
    {
        (BitshuffleFilter filter, byte[] encoded, int length) = SmallChunk(codec);
        // Without a codec there is no header: a shorter chunk is a whole one.
        if (codec != BitshuffleCodec.None) Damage.TruncateEverywhere(filter, encoded, length);
        else Assert.Equal(length - 2, filter.Decode(encoded.AsSpan(0, length - 2), new byte[length]));
    }

    [Theory]
    [MemberData(nameof(AllCodecs))]
    public void A_damaged_chunk_is_decoded_or_refused_and_nothing_else(BitshuffleCodec codec)
    {
        (BitshuffleFilter filter, byte[] encoded, int length) = SmallChunk(codec);
        Damage.FlipBits(filter, encoded, length, mutants: 3000);
    }

    [Fact]
    public void A_target_that_is_too_short_is_refused()
    {
        foreach (BitshuffleCodec codec in Enum.GetValues<BitshuffleCodec>())
        {
            (BitshuffleFilter filter, byte[] encoded, int length) = SmallChunk(codec);
            byte[] content = new byte[length];
            filter.Decode(encoded, content);
            for (int room = 0; room < encoded.Length; room += 7) Assert.Equal(0, filter.Encode(content, new byte[room]));
        }
    }

    [Fact]
    public void Impossible_parameters_are_refused()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [400]);
        Assert.Equal([0u, 4, 2, 0, 2], BitshuffleFilter.Spec(chunk, BitshuffleCodec.Lz4).Parameters);
        Assert.Throws<InvalidDataException>(() => BitshuffleFilter.Kind.Create(new FilterSpec(32008, 0, 4, 2, 0, 1), chunk));
        Assert.Throws<InvalidDataException>(() => new BitshuffleFilter(new FilterSpec(32008, 0, 4, 2, 12, 2), chunk));
        Assert.Throws<InvalidDataException>(() => new BitshuffleFilter(new FilterSpec(32008, 0, 4, uint.MaxValue, 0, 2), chunk));
        Assert.Throws<InvalidDataException>(() => new BitshuffleFilter(new FilterSpec(32008, 0, 4, 2, uint.MaxValue - 7, 2), chunk));
    }

    private static (BitshuffleFilter Filter, byte[] Encoded, int Length) SmallChunk(BitshuffleCodec codec)
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [603]);
        byte[] content = SampleData.Make(chunk, "sparse");
        BitshuffleFilter filter = new(new FilterSpec(32008, 0, 4, 2, 128, (uint)codec), chunk);
        byte[] encoded = new byte[filter.MaxEncodedLength(content.Length)];
        return (filter, encoded[..filter.Encode(content, encoded)], content.Length);
    }
}
