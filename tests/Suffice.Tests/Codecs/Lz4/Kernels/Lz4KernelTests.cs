using CsCheck;
using K4os.Compression.LZ4;
using Suffice.Chunks;
using Suffice.Codecs.Lz4.Kernels;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Lz4.Kernels;

/// <summary>Our LZ4 against K4os, which follows the C library.</summary>
public sealed class Lz4KernelTests
{
    [Fact]
    public void Blocks_of_every_length_are_read_by_both()
    {
        Lz4FastEncoder fast = new();
        Lz4ChainEncoder chains = new();
        foreach (string kind in SampleData.Kinds)
        {
            for (int length = 1; length < 3000; length = length < 100 ? length + 1 : length + 37)
                Check(fast, chains, Samples(kind, length));
            Check(fast, chains, Samples(kind, 200_000));
        }
    }

    [Fact]
    public void Repeats_of_every_period_are_read_by_both()
    {
        Lz4FastEncoder fast = new();
        Lz4ChainEncoder chains = new();
        Gen.Select(Gen.Byte.Array[1, 80], Gen.Int[1, 3000]).Sample((period, length) =>
            Check(fast, chains, [.. Enumerable.Range(0, length).Select(i => period[i % period.Length])]), iter: 2000, threads: 1);
    }

    [Fact]
    public void A_truncated_or_damaged_block_is_refused_or_decoded()
    {
        byte[] content = Samples("sparse", 2000), encoded = new byte[3000];
        byte[] block = encoded[..new Lz4FastEncoder().Encode(content, encoded)];
        byte[] decoded = new byte[content.Length];
        for (int kept = 0; kept < block.Length; kept++) Assert.False(Lz4BlockDecoder.Decode(block.AsSpan(0, kept), decoded));
        Assert.False(Lz4BlockDecoder.Decode(block, new byte[content.Length - 1]));
        Assert.False(Lz4BlockDecoder.Decode(block, new byte[content.Length + 1]));
        Random random = new(3);
        for (int mutant = 0; mutant < 20_000; mutant++)
        {
            byte[] damaged = [.. block];
            for (int i = random.Next(4); i >= 0; i--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            Lz4BlockDecoder.Decode(damaged, decoded);
        }
    }

    [Fact]
    public void Runs_longer_than_the_window_are_read_by_both()
    {
        byte[] content = new byte[400_000];
        foreach (int at in new[] { 3, 70_000, 70_001, 140_000, 205_600, 271_300, 390_000 }) content[at] = 1;
        Check(new Lz4FastEncoder(), new Lz4ChainEncoder(), content);
    }

    [Fact]
    public void A_target_that_is_too_short_is_refused()
    {
        Lz4FastEncoder encoder = new();
        Lz4ChainEncoder chains = new();
        foreach (string kind in SampleData.Kinds)
        {
            byte[] content = Samples(kind, 500), encoded = new byte[600];
            int length = encoder.Encode(content, encoded);
            for (int room = 0; room < length; room++) Assert.InRange(encoder.Encode(content, new byte[room]), 0, room);
            length = chains.Encode(content, encoded, attempts: 16);
            for (int room = 0; room < length; room++) Assert.Equal(0, chains.Encode(content, new byte[room], attempts: 16));
        }
    }

    private static byte[] Samples(string kind, int length) =>
        SampleData.Make(new ChunkSpec(ElementType.UInt8, ByteOrder.LittleEndian, [length]), kind, length);

    private static void Check(Lz4FastEncoder fast, Lz4ChainEncoder chains, byte[] content)
    {
        byte[] decoded = new byte[content.Length], encoded = new byte[LZ4Codec.MaximumOutputSize(content.Length)];
        foreach (int attempts in new[] { 0, 1, 4, 64 })
        {
            Array.Clear(decoded);
            int written = attempts == 0 ? fast.Encode(content, encoded) : chains.Encode(content, encoded, attempts);
            Assert.InRange(written, 1, encoded.Length);
            Assert.Equal(content.Length, LZ4Codec.Decode(encoded.AsSpan(0, written), decoded));
            Assert.Equal(content, decoded);
        }
        foreach (LZ4Level level in new[] { LZ4Level.L00_FAST, LZ4Level.L04_HC })
        {
            int length = LZ4Codec.Encode(content, encoded, level);
            Array.Clear(decoded);
            Assert.True(Lz4BlockDecoder.Decode(encoded.AsSpan(0, length), decoded));
            Assert.Equal(content, decoded);
        }
    }
}
