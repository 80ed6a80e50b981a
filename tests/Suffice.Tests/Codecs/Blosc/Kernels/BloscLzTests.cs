using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs.Blosc.Kernels;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Blosc.Kernels;

public sealed class BloscLzTests
{
    [Fact]
    public void Streams_of_every_length_come_back()
    {
        BloscLzEncoder encoder = new();
        foreach (string kind in SampleData.Kinds)
        {
            for (int length = 1; length < 3000; length = length < 100 ? length + 1 : length + 37) Check(encoder, Samples(kind, length));
        }
    }

    [Fact]
    public void Repeats_of_every_period_come_back()
    {
        BloscLzEncoder encoder = new();
        Gen.Select(Gen.Byte.Array[1, 80], Gen.Int[1, 3000]).Sample((period, length) =>
            Check(encoder, [.. Enumerable.Range(0, length).Select(i => period[i % period.Length])]), iter: 2000, threads: 1);
    }

    [Fact]
    public void Near_and_far_distances_come_back()
    {
        // Eight thousand bytes of noise put a repeat just before, at and behind the border between the two codes.
        BloscLzEncoder encoder = new();
        foreach (int distance in new[] { 8180, 8189, 8190, 8191, 8192, 8193, 8200, 73_700, 73_725, 73_726, 73_727, 73_730 })
        {
            byte[] content = Samples("noise", distance + 3000);
            content.AsSpan(0, 2500).CopyTo(content.AsSpan(distance));
            Check(encoder, content);
        }
    }

    [Fact]
    public void A_match_at_the_start_or_before_the_stream_is_refused()
    {
        byte[] target = new byte[8];
        Assert.False(BloscLzDecoder.Decode([0, 65, 0xA0, 1], target));
        Assert.True(BloscLzDecoder.Decode([0, 65, 0xA0, 0], target));
        Assert.Equal("AAAAAAAA"u8.ToArray(), target);
        Assert.False(BloscLzDecoder.Decode([], target));
        Assert.False(BloscLzDecoder.Decode([0, 65, 0xE0, 255, 255, 255], target));
        Assert.False(BloscLzDecoder.Decode([31, 65, 66], target));
    }

    private static byte[] Samples(string kind, int length) =>
        SampleData.Make(new ChunkSpec(ElementType.UInt8, ByteOrder.LittleEndian, [length]), kind, length);

    private static void Check(BloscLzEncoder encoder, byte[] content)
    {
        byte[] encoded = new byte[content.Length + content.Length / 32 + 16];
        int length = encoder.Encode(content, encoded, acceleration: 1);
        Assert.InRange(length, 1, encoded.Length);
        byte[] decoded = new byte[content.Length];
        Assert.True(BloscLzDecoder.Decode(encoded.AsSpan(0, length), decoded));
        Assert.Equal(content, decoded);
        Assert.Equal(0, encoder.Encode(content, new byte[length - 1], acceleration: 1) / length);
    }
}
