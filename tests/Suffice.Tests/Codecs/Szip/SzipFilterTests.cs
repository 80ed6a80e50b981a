using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Szip;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Szip;

public class SzipFilterTests
{
    private static readonly Gen<ByteOrder> Orders = FilterChecks.OneOf(ByteOrder.LittleEndian, ByteOrder.BigEndian);

    [Fact]
    public void Every_kind_of_data_round_trips() =>
        Gen.Select(Gen.Enum<ElementType>(), Orders, FilterChecks.OneOf(SampleData.Kinds), Gen.Bool, Gen.Int[1, 16], Gen.Int[1, 40], Gen.Int[1, 300])
            .Sample((element, order, kind, hasPrediction, halfBlock, rows, columns) =>
            {
                ChunkSpec chunk = new(element, order, [rows, columns]);
                if (chunk.Samples < 2 * halfBlock) return;
                SzipFilter filter = new(SzipParameters.For(chunk, hasPrediction, 2 * halfBlock));
                FilterChecks.RoundTrips(filter, SampleData.Make(chunk, kind, rows));
            }, iter: 2000);

    [Fact]
    public void Pixels_of_any_bits_round_trip() =>
        Gen.Select(Gen.Int[1, 24], Gen.Bool, Gen.Int[0, 24], Gen.Int[1, 500], Gen.Int[0, 1000]).Sample((bits, hasPrediction, noisy, samples, seed) =>
        {
            SzipParameters szip = new(hasPrediction ? SzipParameters.NearestNeighbour : SzipParameters.EntropyCoding, 16, bits, 100);
            Random random = new(seed);
            byte[] source = new byte[samples * szip.CodedBytes];
            for (int i = 0; i < samples; i++)
            {
                int pixel = random.Next(1 << Math.Min(noisy, bits));
                for (int b = 0; b < szip.CodedBytes; b++) source[i * szip.CodedBytes + b] = (byte)(pixel >> 8 * b);
            }
            FilterChecks.RoundTrips(new SzipFilter(szip), source);
        }, iter: 2000);

    public static TheoryData<ElementType, ByteOrder, bool, uint> StockCases => new()
    {
        { ElementType.UInt8, ByteOrder.LittleEndian, true, 8 },
        { ElementType.UInt8, ByteOrder.LittleEndian, false, 16 },
        { ElementType.UInt16, ByteOrder.LittleEndian, true, 8 },
        { ElementType.UInt16, ByteOrder.LittleEndian, true, 32 },
        { ElementType.UInt16, ByteOrder.LittleEndian, false, 8 },
        { ElementType.UInt16, ByteOrder.BigEndian, true, 10 },
        { ElementType.UInt16, ByteOrder.BigEndian, false, 32 },
        { ElementType.UInt32, ByteOrder.LittleEndian, true, 8 },
        { ElementType.UInt32, ByteOrder.BigEndian, false, 16 },
        { ElementType.Float32, ByteOrder.LittleEndian, true, 8 },
        { ElementType.UInt64, ByteOrder.LittleEndian, true, 16 },
        { ElementType.UInt64, ByteOrder.BigEndian, false, 4 },
    };

    [Theory]
    [MemberData(nameof(StockCases))]
    public void H5py_writes_the_same_bytes_and_reads_ours(ElementType element, ByteOrder order, bool hasPrediction, uint pixelsPerBlock)
    {
        // 37 columns make scanlines that end within a block; 700 have more blocks than a segment.
        foreach (int columns in (int[])[37, 700])
        {
            ChunkSpec chunk = new(element, order, [4, 9, columns]);
            byte[] samples = FilterChecks.Mixed(chunk);
            FilterSpec spec = SzipParameters.For(chunk, hasPrediction, (int)pixelsPerBlock).ToSpec();
            (byte[] stock, uint mask) = StockFilters.Encode(chunk, samples, spec);
            Assert.Equal(0u, mask);
            SzipFilter filter = new(SzipParameters.Parse(spec));
            Assert.Equal(samples, FilterChecks.Decode(filter, stock, samples.Length));
            byte[] ours = FilterChecks.Encode(filter, samples);
            Assert.Equal(stock, ours);
            // Equal bytes need no second reading, but one that goes the other way is cheap insurance.
            if (columns == 37) Assert.Equal(samples, StockFilters.Decode(chunk, ours, spec));
        }
    }

    [Fact]
    public void Data_that_grow_are_left_out_as_HDF5_leaves_them_out()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [64, 64]);
        Assert.Empty(FilterChecks.Encode(new SzipFilter(SzipParameters.For(chunk)), SampleData.Make(chunk, "noise")));
    }

    [Fact]
    public void Less_room_than_the_encoder_likes_gives_the_same_bytes()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [64, 64]);
        byte[] samples = SampleData.Make(chunk, "sparse");
        SzipFilter filter = new(SzipParameters.For(chunk));
        byte[] expected = FilterChecks.Encode(filter, samples), tight = new byte[expected.Length];
        Assert.Equal(expected.Length, filter.Encode(samples, tight));
        Assert.Equal(expected, tight);
        Assert.Equal(0, filter.Encode(samples, tight.AsSpan(1)));
    }

    [Fact]
    public void A_damaged_stream_gives_no_other_error_than_InvalidData()
    {
        foreach (ElementType element in (ElementType[])[ElementType.UInt8, ElementType.UInt16, ElementType.UInt32])
        {
            ChunkSpec chunk = new(element, ByteOrder.LittleEndian, [6, 75]);
            FilterChecks.SurvivesDamage(new SzipFilter(SzipParameters.For(chunk)), FilterChecks.Mixed(chunk));
            FilterChecks.SurvivesDamage(new SzipFilter(SzipParameters.For(chunk, hasPrediction: false)), FilterChecks.Mixed(chunk));
        }
    }

    [Fact]
    public void A_stream_that_is_cut_is_refused()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [20, 20]);
        SzipFilter filter = new(SzipParameters.For(chunk));
        byte[] encoded = FilterChecks.Encode(filter, SampleData.Make(chunk, "dense"));
        for (int length = 0; length < encoded.Length; length++)
            Assert.Throws<InvalidDataException>(() => filter.Decode(encoded.AsSpan(0, length), new byte[chunk.Bytes]));
    }

    [Fact]
    public void More_bytes_than_expected_are_refused()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [32, 32]);
        FilterChecks.RefusesTooLittleRoom(new SzipFilter(SzipParameters.For(chunk)), SampleData.Make(chunk, "dense"));
    }
}
