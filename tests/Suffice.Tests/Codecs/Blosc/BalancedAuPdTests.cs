using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Bitshuffle;
using Suffice.Codecs.Blosc;
using Suffice.Cubes;
using Suffice.Tests.Codecs.Bitshuffle;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Blosc;

/// <summary>A real scan in balanced chunks, against the sizes of the stock filters.</summary>
public sealed class BalancedAuPdTests
{
    private const int FrameHeaderBytes = 384;
    private const int FrameWidth = 256;
    private const int ChunkWidth = 128;
    private const int Positions = 256;
    private static readonly ChunkSpec Chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [16, 16, ChunkWidth, ChunkWidth]);

    [Fact]
    public void Encoded_sizes_are_at_most_2_percent_above_the_stock_filters_and_h5py_reads_them()
    {
        byte[] samples = FirstChunk();
        FilterSpec[] specs =
        [
            BloscFilter.Spec(Chunk, BloscCodec.BloscLz, 5, BloscShuffle.Byte),
            BloscFilter.Spec(Chunk, BloscCodec.Lz4, 5, BloscShuffle.Byte),
            BloscFilter.Spec(Chunk, BloscCodec.Lz4Hc, 5, BloscShuffle.Byte),
            BloscFilter.Spec(Chunk, BloscCodec.Zlib, 5, BloscShuffle.Byte),
            BloscFilter.Spec(Chunk, BloscCodec.Zlib, 1, BloscShuffle.Byte),
            BloscFilter.Spec(Chunk, BloscCodec.Zstd, 3, BloscShuffle.Byte),
            BitshuffleFilter.Spec(Chunk, BitshuffleCodec.Lz4),
        ];
        (byte[] Chunk, uint Mask)[] stock = StockFilters.EncodeAll([.. specs.Select(s => (Chunk, ForStock(s), samples))]);
        List<(ChunkSpec, FilterSpec, byte[])> ours = [];
        for (int i = 0; i < specs.Length; i++)
        {
            IChunkFilter filter = (specs[i].Id == BloscFilter.Id ? BloscFilter.Kind : BitshuffleFilter.Kind).Create(specs[i], Chunk);
            byte[] encoded = new byte[filter.MaxEncodedLength(samples.Length)];
            int length = filter.Encode(samples, encoded);
            Assert.Equal(0u, stock[i].Mask);
            int limit = stock[i].Chunk.Length * 102 / 100;
            Assert.True(length <= limit, $"{string.Join(',', specs[i].Parameters)}: {length} bytes, limit {limit}");
            ours.Add((Chunk, ForStock(specs[i]), encoded[..length]));
            byte[] decoded = new byte[samples.Length];
            Assert.Equal(samples.Length, filter.Decode(stock[i].Chunk, decoded));
            Assert.True(samples.AsSpan().SequenceEqual(decoded));
        }
        Assert.All(StockFilters.DecodeAll(ours), decoded => Assert.True(samples.AsSpan().SequenceEqual(decoded)));
    }

    private static FilterSpec ForStock(FilterSpec spec) =>
        spec.Id == BitshuffleFilter.Id ? BitshuffleInteropTests.ForStock(spec) : spec;

    private static byte[] FirstChunk()
    {
        using TemporaryFolder folder = new();
        byte[] mib = File.ReadAllBytes(RealData.AuPd(folder.Path));
        byte[] samples = new byte[Chunk.Bytes];
        const int rowBytes = 2 * ChunkWidth;
        for (int row = 0; row < Positions * ChunkWidth; row++)
        {
            int frame = row / ChunkWidth, y = row % ChunkWidth;
            int at = frame * (FrameHeaderBytes + 2 * FrameWidth * FrameWidth) + FrameHeaderBytes + 2 * FrameWidth * y;
            for (int x = 0; x < rowBytes; x++) samples[row * rowBytes + x] = mib[at + (x ^ 1)];
        }
        return samples;
    }
}
