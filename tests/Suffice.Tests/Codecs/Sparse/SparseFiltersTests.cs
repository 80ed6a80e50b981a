using System.Buffers.Binary;
using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Deflate;
using Suffice.Codecs.Sparse;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Sparse;

public class SparseFiltersTests
{
    private static readonly (string Name, Func<ChunkSpec, IChunkFilter> Make)[] Filters =
    [
        ("csr", block => new CsrFilter(block)),
        ("overflow", block => new OverflowFilter(block)),
        ("gzip member", _ => new GzipMemberFilter(9)),
    ];

    public static TheoryData<string> Names => [.. Filters.Select(filter => filter.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Samples_of_every_type_round_trip(string name)
    {
        foreach (ElementType element in ElementTypes.All)
            Gen.Select(Gen.Int[1, 4], Gen.Int[1, 9], Gen.Int[1, 9], FilterChecks.OneOf(SampleData.Kinds), Gen.Int).Sample((patterns, rows, columns, kind, seed) =>
            {
                ChunkSpec block = new(element, SampleOrder.Native, [patterns, rows, columns]);
                byte[] samples = SampleData.Make(block, kind, seed);
                Spoil(element, samples, new Random(seed));
                using IDisposable? filter = Make(name, block, out IChunkFilter made);
                FilterChecks.RoundTrips(made, samples, mustEncode: true);
            }, iter: 40);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_last_block_may_hold_fewer_patterns(string name)
    {
        ChunkSpec block = new(ElementType.UInt16, SampleOrder.Native, [5, 4, 6]);
        byte[] samples = SampleData.Make(block with { Extents = [2, 4, 6] }, "sparse");
        using IDisposable? filter = Make(name, block, out IChunkFilter made);
        byte[] encoded = FilterChecks.Encode(made, samples), decoded = new byte[block.Bytes];
        Assert.Equal(samples.Length, made.Decode(encoded, decoded));
        Assert.Equal(samples, decoded[..samples.Length]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_stream_gives_no_other_error_than_InvalidData(string name)
    {
        foreach (ElementType element in new[] { ElementType.UInt8, ElementType.Int16, ElementType.Float64 })
        {
            ChunkSpec block = new(element, SampleOrder.Native, [2, 5, 6]);
            byte[] samples = SampleData.Make(block, "sparse");
            Spoil(element, samples, new Random(3));
            using IDisposable? filter = Make(name, block, out IChunkFilter made);
            FilterChecks.SurvivesDamage(made, samples);
            FilterChecks.RefusesTooLittleRoom(made, samples);
        }
    }

    [Fact]
    public void A_float_that_is_minus_zero_or_not_a_number_keeps_its_bits()
    {
        byte[] samples = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(samples.AsSpan(0), 0x8000_0000);
        BinaryPrimitives.WriteUInt32LittleEndian(samples.AsSpan(4), 0x7FA0_0001);
        BinaryPrimitives.WriteUInt32LittleEndian(samples.AsSpan(8), 0xFFC0_0000);
        ChunkSpec block = new(ElementType.Float32, SampleOrder.Native, [1, 2, 2]);
        foreach ((_, Func<ChunkSpec, IChunkFilter> make) in Filters) FilterChecks.RoundTrips(make(block), samples, mustEncode: true);
    }

    [Fact]
    public void A_pattern_of_CSR_has_the_size_of_its_indexes_and_samples()
    {
        ChunkSpec block = new(ElementType.UInt16, SampleOrder.Native, [2, 4, 6]);
        byte[] samples = new byte[block.Bytes];
        samples[10] = 7;
        samples[40] = 9;
        // Of each of two patterns a count and 4 row ends; of each of two samples its column and itself.
        Assert.Equal(2 * 4 * (1 + 4) + 2 * (4 + 2), FilterChecks.Encode(new CsrFilter(block), samples).Length);
    }

    [Fact]
    public void A_gzip_member_is_found_by_its_header_alone()
    {
        GzipMemberFilter filter = new(9);
        byte[] member = FilterChecks.Encode(filter, [.. Enumerable.Range(0, 500).Select(i => (byte)i)]);
        Assert.Equal(member.Length, GzipMemberFilter.LengthOf(member.AsSpan(0, GzipMemberFilter.HeaderBytes)));
        Assert.Throws<InvalidDataException>(() => GzipMemberFilter.LengthOf(member.AsSpan(0, GzipMemberFilter.HeaderBytes - 1)));
        Assert.Throws<InvalidDataException>(() => filter.Decode(member.AsSpan(0, member.Length - 1), new byte[500]));
    }

    // Values that only their bits tell apart, and those at the edge of what a byte can hold.
    private static void Spoil(ElementType element, byte[] samples, Random random)
    {
        int size = element.Bytes();
        for (int i = 0; i < samples.Length; i += size)
        {
            Span<byte> sample = samples.AsSpan(i, size);
            switch (random.Next(12))
            {
                case 0:
                    sample.Fill(0xFF);
                    break;
                case 1:
                    sample.Clear();
                    sample[^1] = 0x80;
                    break;
                case 2:
                    sample.Clear();
                    sample[0] = (byte)(253 + random.Next(3));
                    break;
                case 3 when element == ElementType.Float32:
                    BinaryPrimitives.WriteSingleLittleEndian(sample, 253 + random.Next(3));
                    break;
            }
        }
    }

    private static IDisposable? Make(string name, ChunkSpec block, out IChunkFilter filter)
    {
        filter = Filters.Single(row => row.Name == name).Make(block);
        return filter as IDisposable;
    }
}
