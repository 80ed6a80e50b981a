using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Filters;
using Suffice.Codecs.Filters.Kernels;
using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Codecs.Filters;

public class ShuffleFilterTests
{
    public static TheoryData<string> KernelNames => [.. ShuffleKernels.All.Select(kernel => kernel.Name)];

    [Fact]
    public void Any_bytes_of_any_element_size_round_trip() =>
        Gen.Select(Gen.Int[1, 17], Gen.Byte.Array[0, 3000]).Sample((size, bytes) =>
            FilterChecks.RoundTrips(new ShuffleFilter(size), bytes, mustEncode: bytes.Length > 0), iter: 300);

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void Every_kernel_equals_the_definition(string name)
    {
        ShuffleKernel kernel = ShuffleKernels.All.Single(k => k.Name == name);
        Assert.SkipUnless(kernel.IsSupported, $"this processor has no {name}");
        Gen.Select(FilterChecks.OneOf(2, 3, 4, 8, 16), Gen.Int[1, 700], Gen.Int[0, 1000]).Sample((size, count, seed) =>
        {
            byte[] source = new byte[size * count], planes = new byte[source.Length], back = new byte[source.Length];
            new Random(seed).NextBytes(source);
            kernel.Shuffle(source, planes, size);
            for (int i = 0; i < source.Length; i++) Assert.Equal(source[i], planes[i % size * count + i / size]);
            kernel.Unshuffle(planes, back, size);
            Assert.Equal(source, back);
        }, iter: 200);
    }

    [Fact]
    public void Bytes_that_fill_no_element_stay_at_the_end() =>
        Assert.Equal<byte>([1, 3, 2, 4, 5], FilterChecks.Encode(new ShuffleFilter(2), [1, 2, 3, 4, 5]));

    [Theory]
    [InlineData(ElementType.UInt16)]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.UInt64)]
    public void H5py_reads_ours_and_we_read_its(ElementType element)
    {
        ChunkSpec chunk = new(element, ByteOrder.LittleEndian, [3, 5, 7, 11]);
        FilterChecks.DecodesBothWays(chunk, FilterChecks.Mixed(chunk), new FilterSpec(2, (uint)element.Bytes()));
    }

    [Fact]
    public void More_bytes_than_expected_are_refused() =>
        Assert.Throws<InvalidDataException>(() => new ShuffleFilter(2).Decode(new byte[9], new byte[8]));

    [Fact]
    public void Elements_of_no_bytes_are_refused() =>
        Assert.Throws<InvalidDataException>(() => new FilterPipeline([new FilterSpec(2, 0)], new ChunkSpec(ElementType.UInt8, ByteOrder.LittleEndian, [4])));
}
