using System.Buffers.Binary;
using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Filters;
using Suffice.Codecs.Filters.Kernels;
using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Codecs.Filters;

public class Fletcher32FilterTests
{
    private static readonly Fletcher32Filter Filter = new();

    public static TheoryData<string> KernelNames => [.. Fletcher32Kernels.All.Select(kernel => kernel.Name)];

    [Fact]
    public void Any_bytes_round_trip() =>
        Gen.Byte.Array[0, 3000].Sample(bytes => FilterChecks.RoundTrips(Filter, bytes, mustEncode: true), iter: 300);

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void Every_kernel_equals_the_definition(string name)
    {
        Fletcher32Kernel kernel = Fletcher32Kernels.All.Single(k => k.Name == name);
        Assert.SkipUnless(kernel.IsSupported, $"this processor has no {name}");
        Gen.Select(Gen.Int[0, 40000], Gen.Int[0, 1000], FilterChecks.OneOf(1, 256)).Sample((length, seed, values) =>
        {
            // With one value only every byte is 255: the sums that carry most.
            Random random = new(seed);
            byte[] bytes = [.. Enumerable.Range(0, length).Select(_ => (byte)(values == 1 ? 255 : random.Next(values)))];
            Assert.Equal(Definition(bytes), Fletcher32Filter.Checksum(bytes, kernel));
        }, iter: 100);
        Assert.Equal(0u, Fletcher32Filter.Checksum(new byte[1000], kernel));
    }

    [Theory]
    [InlineData(ElementType.UInt8, 333)]
    [InlineData(ElementType.UInt16, 5000)]
    public void H5py_reads_ours_and_we_read_its(ElementType element, int samples)
    {
        ChunkSpec chunk = new(element, ByteOrder.LittleEndian, [samples]);
        (int ours, int stock) = FilterChecks.DecodesBothWays(chunk, FilterChecks.Mixed(chunk), new FilterSpec(3));
        Assert.Equal(stock, ours);
    }

    [Fact]
    public void A_turned_bit_anywhere_is_found()
    {
        byte[] encoded = FilterChecks.Encode(Filter, [.. Enumerable.Range(0, 101).Select(i => (byte)(i * 7))]);
        for (int bit = 0; bit < 8 * encoded.Length; bit++)
        {
            encoded[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Throws<InvalidDataException>(() => Filter.Decode(encoded, new byte[101]));
            encoded[bit / 8] ^= (byte)(1 << bit % 8);
        }
        for (int length = 0; length < 4; length++)
            Assert.Throws<InvalidDataException>(() => Filter.Decode(encoded.AsSpan(0, length), new byte[101]));
    }

    [Fact]
    public void The_checksum_of_HDF5_before_1_6_3_is_accepted()
    {
        byte[] source = [1, 2, 3, 4, 5, 6];
        byte[] encoded = FilterChecks.Encode(Filter, source);
        encoded.AsSpan(6, 2).Reverse();
        encoded.AsSpan(8, 2).Reverse();
        Assert.Equal(source, FilterChecks.Decode(Filter, encoded, 6));
    }

    [Fact]
    public void More_bytes_than_expected_are_refused() => FilterChecks.RefusesTooLittleRoom(Filter, new byte[40]);

    private static uint Definition(byte[] bytes)
    {
        uint sum1 = 0, sum2 = 0;
        for (int i = 0; i < bytes.Length; i += 2)
        {
            sum1 += BinaryPrimitives.ReadUInt16BigEndian([bytes[i], i + 1 < bytes.Length ? bytes[i + 1] : (byte)0]);
            sum1 = (sum1 & 0xffff) + (sum1 >> 16);
            sum2 += sum1;
            sum2 = (sum2 & 0xffff) + (sum2 >> 16);
        }
        return (sum2 << 16) | sum1;
    }
}
