using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Bitshuffle;
using Suffice.Codecs.Blosc;
using Suffice.Codecs.Tally;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Tally;

/// <summary>The real AuPd scan, 98 % zeros, by chunks of different size.</summary>
public sealed class TallyRealDataTests
{
    private const int PatternBytes = 2 * 256 * 256;

    [Fact]
    public void The_real_scan_takes_less_than_one_part_in_a_hundred()
    {
        using TemporaryFolder folder = new();
        byte[] samples = AuPdCube.Load(RealData.AuPd(folder.Path)).Samples;
        Assert.InRange(Ratio(samples, 256, TallyEffort.Fast), 123, 200);
        Assert.InRange(Ratio(samples, 256, TallyEffort.Archive), 127, 200);
        Assert.InRange(Ratio(samples, 16, TallyEffort.Balanced), 112, 200);
        Assert.InRange(Ratio(samples, 1, TallyEffort.Fast), 98, 200);
    }

    [Fact]
    public void Unrelated_patterns_in_a_chunk_are_smaller_than_general_compressors_make_them()
    {
        byte[] samples = new byte[6 * PatternBytes];
        using TemporaryFolder folder = new();
        byte[] scan = AuPdCube.Load(RealData.AuPd(folder.Path)).Samples;
        for (int i = 0; i < 6; i++) scan.AsSpan(i * 43 * PatternBytes, PatternBytes).CopyTo(samples.AsSpan(i * PatternBytes));
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [1, 6, 256, 256]);
        int tally = FilterChecks.Encode(new TallyFilter(TallyFilter.Spec(chunk, TallyEffort.Balanced), chunk), samples).Length;
        int blosc = FilterChecks.Encode(new BloscFilter(BloscFilter.Spec(chunk, BloscCodec.Zstd, 3, BloscShuffle.Byte), chunk), samples).Length;
        FilterSpec bits = BitshuffleFilter.Spec(chunk, BitshuffleCodec.Zstd);
        int bitshuffle = FilterChecks.Encode(BitshuffleFilter.Kind.Create(bits, chunk), samples).Length;
        Assert.True(1.12 * tally < Math.Min(blosc, bitshuffle));
    }

    private static double Ratio(byte[] samples, int patterns, TallyEffort effort)
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, patterns == 256 ? [16, 16, 256, 256] : [1, patterns, 256, 256]);
        TallyFilter filter = new(TallyFilter.Spec(chunk, effort), chunk);
        long encoded = 0, raw = 0;
        byte[] buffer = new byte[filter.MaxEncodedLength(chunk.Bytes)], decoded = new byte[chunk.Bytes];
        // Of single patterns, every eighth tells enough.
        for (int at = 0; at < samples.Length; at += chunk.Bytes * (patterns == 1 ? 8 : 1))
        {
            int length = filter.Encode(samples.AsSpan(at, chunk.Bytes), buffer);
            filter.Decode(buffer.AsSpan(0, length), decoded);
            Assert.True(decoded.AsSpan().SequenceEqual(samples.AsSpan(at, chunk.Bytes)));
            encoded += length;
            raw += chunk.Bytes;
        }
        return (double)raw / encoded;
    }
}
