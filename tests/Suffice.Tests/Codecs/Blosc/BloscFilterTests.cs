using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Blosc;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Blosc;

public sealed class BloscFilterTests
{
    internal static readonly BloscCodec[] Codecs =
        [BloscCodec.BloscLz, BloscCodec.Lz4, BloscCodec.Lz4Hc, BloscCodec.Zlib, BloscCodec.Zstd];

    private static readonly ElementType[] Elements = [ElementType.UInt8, ElementType.UInt16, ElementType.UInt32, ElementType.Float64];

    public static TheoryData<BloscCodec> AllCodecs => new(Codecs);

    [Theory]
    [MemberData(nameof(AllCodecs))]
    public void Every_codec_gives_back_what_it_was_given(BloscCodec codec)
    {
        Gen.Select(Gen.Int[0, 7], Gen.Enum<BloscShuffle>(), OneOf(Elements), OneOf(SampleData.Kinds),
                Gen.OneOf(Gen.Int[0, 600], Gen.Int[1000, 20_000], Gen.Int[60_000, 140_000]), Gen.Int[0, 7])
            .Sample((level, shuffle, element, kind, samples, odd) =>
            {
                ChunkSpec chunk = new(element, ByteOrder.LittleEndian, [samples + 8]);
                byte[] content = SampleData.Make(chunk, kind, samples)[..(samples * element.Bytes() + odd)];
                BloscFilter filter = new(BloscFilter.Spec(chunk, codec, level, shuffle), chunk);
                Assert.Equal(content, RoundTrip(filter, content));
            }, iter: 150, threads: 1);
    }

    [Theory]
    [MemberData(nameof(AllCodecs))]
    public void What_comes_while_it_is_encoded_gives_the_same_frame(BloscCodec codec)
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [700_000]);
        foreach (string kind in SampleData.Kinds)
        {
            byte[] content = SampleData.Make(chunk, kind), late = new byte[content.Length];
            BloscFilter filter = new(BloscFilter.Spec(chunk, codec, 5, BloscShuffle.Byte), chunk);
            byte[] expected = new byte[filter.MaxEncodedLength(content.Length)], found = new byte[expected.Length];
            int there = 0, length = filter.Encode(content, expected);
            Assert.Equal(length, filter.Encode(late, found, end =>
            {
                if (end > there) content.AsSpan(there, end - there).CopyTo(late.AsSpan(there));
                there = Math.Max(there, end);
            }));
            Assert.Equal(expected, found);
            Assert.Equal(content.Length, there);
        }
    }

    [Fact]
    public void One_instance_serves_chunks_of_different_content_and_length()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [200_000]);
        foreach (BloscCodec codec in Codecs)
        {
            BloscFilter filter = new(BloscFilter.Spec(chunk, codec, 5, BloscShuffle.Byte), chunk);
            foreach (string kind in SampleData.Kinds)
            {
                foreach (int bytes in new[] { 400_000, 300_001, 262_144 })
                {
                    byte[] content = SampleData.Make(chunk, kind)[..bytes];
                    Assert.Equal(content, RoundTrip(filter, content));
                }
            }
        }
    }

    [Fact]
    public void What_does_not_compress_is_stored_when_there_is_room_and_refused_when_there_is_not()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [50_000]);
        byte[] noise = SampleData.Make(chunk, "noise");
        foreach (BloscCodec codec in Codecs)
        {
            BloscFilter filter = new(BloscFilter.Spec(chunk, codec, 5, BloscShuffle.Byte), chunk);
            byte[] encoded = new byte[filter.MaxEncodedLength(noise.Length)];
            Assert.Equal(noise.Length + 16, filter.Encode(noise, encoded));
            Assert.Equal(2, encoded[2] & 2);
            Assert.Equal(0, filter.Encode(noise, encoded.AsSpan(0, noise.Length)));
        }
    }

    [Fact]
    public void No_target_is_too_short_to_be_refused()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [4000]);
        byte[] content = SampleData.Make(chunk, "sparse");
        foreach (BloscCodec codec in Codecs)
        {
            BloscFilter filter = new(BloscFilter.Spec(chunk, codec, 5, BloscShuffle.Byte), chunk);
            int length = filter.Encode(content, new byte[filter.MaxEncodedLength(content.Length)]);
            for (int room = 0; room < length; room += room < 40 ? 1 : 17) Assert.Equal(0, filter.Encode(content, new byte[room]));
        }
    }

    [Theory]
    [MemberData(nameof(AllCodecs))]
    public void A_truncated_frame_is_refused_at_every_byte(BloscCodec codec)
    {
        (BloscFilter filter, byte[] encoded, int length) = SmallFrame(codec);
        Damage.TruncateEverywhere(filter, encoded, length);
    }

    [Theory]
    [MemberData(nameof(AllCodecs))]
    public void A_damaged_frame_is_decoded_or_refused_and_nothing_else(BloscCodec codec)
    {
        (BloscFilter filter, byte[] encoded, int length) = SmallFrame(codec);
        Damage.FlipBits(filter, encoded, length, mutants: 3000);
    }

    [Fact]
    public void A_frame_larger_than_its_chunk_is_refused()
    {
        (BloscFilter filter, byte[] encoded, int length) = SmallFrame(BloscCodec.Lz4);
        Assert.Contains("chunk has", Assert.Throws<InvalidDataException>(() => filter.Decode(encoded, new byte[length - 1])).Message);
    }

    [Fact]
    public void Snappy_is_refused_by_name()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [400]);
        BloscFilter filter = new(BloscFilter.Spec(chunk, BloscCodec.Snappy, 5, BloscShuffle.Byte), chunk);
        Assert.Contains("Snappy", Assert.Throws<InvalidDataException>(() => filter.Encode(new byte[800], new byte[900])).Message);
        (_, byte[] encoded, int length) = SmallFrame(BloscCodec.Lz4);
        encoded[2] = (byte)((encoded[2] & 0x1F) | (2 << 5));
        Assert.Contains("Snappy", Assert.Throws<InvalidDataException>(() => filter.Decode(encoded, new byte[length])).Message);
    }

    [Fact]
    public void Parameters_are_those_of_the_stock_filter_and_impossible_ones_are_refused()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [4, 100]);
        FilterSpec spec = BloscFilter.Spec(chunk, BloscCodec.Zstd, 3, BloscShuffle.Bit);
        Assert.Equal(32001, spec.Id);
        Assert.Equal([2u, 2, 2, 800, 3, 2, 5], spec.Parameters);
        Assert.Equal("blosc", BloscFilter.Kind.Name);
        Assert.IsType<BloscFilter>(BloscFilter.Kind.Create(spec, chunk));
        Assert.Throws<InvalidDataException>(() => new BloscFilter(new FilterSpec(32001, 2, 2, 2, 800, 10, 1, 0), chunk));
        Assert.Throws<InvalidDataException>(() => new BloscFilter(new FilterSpec(32001, 2, 2, 2, 800, 5, 3, 0), chunk));
        Assert.Throws<InvalidDataException>(() => new BloscFilter(new FilterSpec(32001, 2, 2, 2, 800, 5, 1, 6), chunk));
    }

    [Fact]
    public void Elements_of_any_size_are_shuffled()
    {
        ChunkSpec chunk = new(ElementType.UInt8, ByteOrder.LittleEndian, [30_000]);
        byte[] content = SampleData.Make(chunk, "sparse");
        foreach (uint elementBytes in new uint[] { 3, 10, 16, 17, 255, 256, 1000 })
        {
            foreach (uint shuffle in new uint[] { 0, 1, 2 })
            {
                BloscFilter filter = new(new FilterSpec(32001, 2, 2, elementBytes, 30_000, 5, shuffle, 1), chunk);
                Assert.Equal(content, RoundTrip(filter, content));
            }
        }
    }

    internal static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    internal static byte[] RoundTrip(IChunkFilter filter, byte[] content)
    {
        byte[] encoded = new byte[filter.MaxEncodedLength(content.Length)];
        int length = filter.Encode(content, encoded);
        Assert.InRange(length, 1, encoded.Length);
        byte[] decoded = new byte[content.Length];
        Assert.Equal(content.Length, filter.Decode(encoded.AsSpan(0, length), decoded));
        return decoded;
    }

    private static (BloscFilter Filter, byte[] Encoded, int Length) SmallFrame(BloscCodec codec)
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [1500]);
        byte[] content = SampleData.Make(chunk, "sparse");
        BloscFilter filter = new(BloscFilter.Spec(chunk, codec, 5, BloscShuffle.Byte), chunk);
        byte[] encoded = new byte[filter.MaxEncodedLength(content.Length)];
        return (filter, encoded[..filter.Encode(content, encoded)], content.Length);
    }
}
