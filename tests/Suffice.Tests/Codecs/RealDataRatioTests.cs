using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Lzf;
using Suffice.Codecs.Szip;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs;

/// <summary>Sizes on the AuPd scan, against those of the stock filters.</summary>
public sealed class RealDataRatioTests
{
    private static readonly ChunkSpec Chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [16, 16, 128, 128]);

    private static readonly Lazy<byte[]> Samples = new(ReadChunk);

    public static TheoryData<string> Cases => ["gzip 1", "gzip 6", "gzip 9", "shuffle gzip 6", "szip nn 8", "szip ec 32", "lzf", "shuffle lzf", "lz4"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sizes_are_at_most_2_percent_above_stock(string filters)
    {
        FilterSpec[] specs = filters switch
        {
            "szip nn 8" => [SzipParameters.For(Chunk).ToSpec()],
            "szip ec 32" => [SzipParameters.For(Chunk, hasPrediction: false, pixelsPerBlock: 32).ToSpec()],
            "lzf" => [LzfFilter.SpecFor(Chunk)],
            "shuffle lzf" => [new(2, 2), LzfFilter.SpecFor(Chunk)],
            "lz4" => [new(32004, 0)],
            "shuffle gzip 6" => [new(2, 2), new(1, 6)],
            _ => [new(1, uint.Parse(filters.AsSpan(5), null))],
        };
        (byte[] stock, uint mask) = StockFilters.Encode(Chunk, Samples.Value, specs);
        FilterPipeline pipeline = new([.. specs], Chunk);
        byte[] decoded = new byte[Chunk.Bytes], encoded = new byte[pipeline.MaxEncodedLength];
        pipeline.Decode(stock, mask, decoded);
        Assert.Equal(Samples.Value, decoded);
        int length = pipeline.Encode(Samples.Value, encoded, out uint ourMask);
        pipeline.Decode(encoded.AsSpan(0, length), ourMask, decoded);
        Assert.Equal(Samples.Value, decoded);
        TestContext.Current.SendDiagnosticMessage($"{filters}: {length} bytes, stock {stock.Length}, {(double)length / stock.Length:f4}");
        Assert.InRange(length, 0, stock.Length * 1.02);
    }

    // The upper left quarter of all 16 x 16 patterns, which are 256 x 256 big-endian counts behind headers of 384 bytes.
    private static byte[] ReadChunk()
    {
        using TemporaryFolder folder = new();
        byte[] scan = File.ReadAllBytes(RealData.AuPd(folder.Path));
        byte[] bytes = new byte[Chunk.Bytes];
        Span<ushort> samples = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan());
        for (int i = 0; i < samples.Length; i++)
        {
            (int frame, int row, int column) = (i >> 14, (i >> 7) & 127, i & 127);
            int at = frame * (384 + 256 * 256 * 2) + 384 + (row * 256 + column) * 2;
            samples[i] = BinaryPrimitives.ReadUInt16BigEndian(scan.AsSpan(at));
        }
        return bytes;
    }
}
