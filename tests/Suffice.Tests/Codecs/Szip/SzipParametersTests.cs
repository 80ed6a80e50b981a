using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Szip;
using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Codecs.Szip;

public class SzipParametersTests
{
    [Theory]
    [InlineData(8, 128, 128)]
    [InlineData(8, 1024, 1024)]
    [InlineData(8, 1025, 1024)]
    [InlineData(32, 5000, 4096)]
    [InlineData(32, 31, 310)]
    [InlineData(16, 15, 150)]
    [InlineData(2, 1, 10)]
    public void The_scanline_is_the_last_extent_where_blocks_allow(int pixelsPerBlock, int columns, int scanline)
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [10, columns]);
        Assert.Equal(scanline, SzipParameters.For(chunk, pixelsPerBlock: pixelsPerBlock).PixelsPerScanline);
    }

    [Fact]
    public void The_options_are_those_that_h5py_puts_into_a_file()
    {
        ChunkSpec little = new(ElementType.UInt16, ByteOrder.LittleEndian, [16, 16]), big = little with { Order = ByteOrder.BigEndian };
        Assert.Equal<uint>([1 | 8 | 32 | 128, 8, 16, 16], SzipParameters.For(little).ToSpec().Parameters);
        Assert.Equal<uint>([1 | 4 | 16 | 128, 32, 16, 256], SzipParameters.For(big, hasPrediction: false, pixelsPerBlock: 32).ToSpec().Parameters);
    }

    [Theory]
    [InlineData(0, 16, 64)]
    [InlineData(7, 16, 64)]
    [InlineData(34, 16, 64)]
    [InlineData(8, 0, 64)]
    [InlineData(8, 25, 64)]
    [InlineData(8, 65, 64)]
    [InlineData(8, 16, 0)]
    [InlineData(8, 16, 1025)]
    public void Impossible_parameters_are_refused(uint block, uint bits, uint scanline) =>
        Assert.Throws<InvalidDataException>(() => SzipParameters.Parse(new FilterSpec(4, 141, block, bits, scanline)));

    [Fact]
    public void A_chunk_smaller_than_a_block_is_the_callers_fault() =>
        Assert.Throws<ArgumentException>(() => SzipParameters.For(new ChunkSpec(ElementType.UInt8, ByteOrder.LittleEndian, [7])));
}
