using System.Runtime.InteropServices;
using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Tally;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Tally;

public sealed class TallyFilterTests
{
    private static readonly ElementType[] Elements = [.. ElementTypes.All];

    [Fact]
    public void Every_type_order_content_and_effort_comes_back_and_takes_at_most_64_bytes_more()
    {
        Gen.Select(
                FilterChecks.OneOf(Elements), Gen.Bool, FilterChecks.OneOf(SampleData.Kinds), FilterChecks.OneOf(TallyChunks.Efforts),
                Gen.Select(Gen.Int[1, 6], Gen.Int[1, 6], Gen.Int[1, 20], Gen.Int[1, 70]))
            .Sample((element, isBig, kind, effort, shape) =>
            {
                (int scanY, int scanX, int detectorY, int detectorX) = shape;
                ChunkSpec chunk = new(element, isBig ? ByteOrder.BigEndian : ByteOrder.LittleEndian, [scanY, scanX, detectorY, detectorX]);
                Holds(chunk, effort, SampleData.Make(chunk, kind, detectorX));
            }, iter: 400, threads: 1);
    }

    [Fact]
    public void Counts_of_every_type_come_back_in_every_mode()
    {
        Gen.Select(
                FilterChecks.OneOf(Elements), Gen.Bool, FilterChecks.OneOf(TallyChunks.CountModes), Gen.Double[-3, 4],
                Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 24], Gen.Int[1, 80]))
            .Sample((element, isBig, mode, dose, shape) =>
            {
                (int scanY, int scanX, int detectorY, int detectorX) = shape;
                ChunkSpec chunk = new(element, isBig ? ByteOrder.BigEndian : ByteOrder.LittleEndian, [scanY, scanX, detectorY, detectorX]);
                byte[] samples = TallyChunks.Counts(chunk, Math.Pow(10, dose), detectorX);
                byte[] encoded = TallyChunks.Encode(mode, chunk, samples);
                foreach (TallyKernels kernels in TallyKernels.All) Assert.Equal(samples, TallyChunks.Decode(kernels, encoded, samples.Length));
            }, iter: 300, threads: 1);
    }

    [Fact]
    public void Values_that_are_no_counts_keep_their_bits()
    {
        ChunkSpec chunk = new(ElementType.Float32, ByteOrder.LittleEndian, [4, 4, 8, 8]);
        float[] odd = [-0f, float.NaN, BitConverter.UInt32BitsToSingle(0x7FC12345), float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -1, 1e30f, 1f / 3];
        foreach (float value in odd)
        {
            float[] samples = new float[chunk.Samples];
            for (int i = 0; i < samples.Length; i++) samples[i] = i % 5;
            samples[700] = value;
            foreach (TallyEffort effort in TallyChunks.Efforts) Holds(chunk, effort, MemoryMarshal.AsBytes(samples.AsSpan()).ToArray());
        }
    }

    [Theory]
    [InlineData(ElementType.UInt64, ulong.MaxValue), InlineData(ElementType.Int64, 1ul << 63), InlineData(ElementType.UInt32, uint.MaxValue)]
    [InlineData(ElementType.UInt32, (ulong)int.MaxValue), InlineData(ElementType.Int32, 1ul << 31), InlineData(ElementType.Int8, 128ul)]
    public void Values_at_the_ends_of_a_type_come_back(ElementType element, ulong value)
    {
        ChunkSpec chunk = new(element, ByteOrder.LittleEndian, [4, 4, 8, 8]);
        byte[] samples = SampleData.Make(chunk, "sparse");
        BitConverter.GetBytes(value).AsSpan(0, element.Bytes()).CopyTo(samples.AsSpan(100 * element.Bytes()));
        foreach (TallyEffort effort in TallyChunks.Efforts) Holds(chunk, effort, samples);
    }

    [Fact]
    public void Averaged_counts_are_coded_as_counts()
    {
        ChunkSpec chunk = new(ElementType.Float32, ByteOrder.LittleEndian, [8, 8, 32, 32]);
        byte[] samples = TallyChunks.Counts(chunk, 2);
        foreach (TallyEffort effort in TallyChunks.Efforts) Assert.True(Encode(chunk, effort, samples).Length < samples.Length / 15);
    }

    [Fact]
    public void A_repeated_pattern_takes_little_more_than_one()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [4, 4, 64, 64]);
        byte[] samples = new byte[chunk.Bytes];
        byte[] pattern = new byte[2 * 64 * 64];
        new Random(3).NextBytes(pattern);
        for (int at = 0; at < samples.Length; at += pattern.Length) pattern.CopyTo(samples, at);
        Assert.True(Encode(chunk, TallyEffort.Fast, samples).Length < samples.Length / 8);
    }

    [Fact]
    public void A_cut_or_changed_chunk_is_refused_or_decodes_to_the_same()
    {
        foreach (TallyMode mode in Enum.GetValues<TallyMode>())
        {
            ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [4, 4, 8, 9]);
            byte[] samples = mode == TallyMode.Constant ? new byte[chunk.Bytes] : TallyChunks.Counts(chunk, 3);
            byte[] encoded = TallyChunks.Encode(mode, chunk, samples);
            Assert.Equal((byte)mode, encoded[4]);
            for (int length = 0; length < encoded.Length; length++) RefusesOrEquals(encoded[..length], samples);
            for (int bit = 0; bit < 8 * encoded.Length; bit++)
            {
                encoded[bit / 8] ^= (byte)(1 << bit % 8);
                RefusesOrEquals(encoded, samples);
                encoded[bit / 8] ^= (byte)(1 << bit % 8);
            }
        }
    }

    [Fact]
    public void Patterns_of_a_chunk_are_decoded_without_the_others()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [16, 16, 40, 40]);
        byte[] samples = TallyChunks.Counts(chunk, 20), decoded = new byte[samples.Length];
        foreach (TallyMode mode in TallyChunks.CountModes)
        {
            byte[] encoded = TallyChunks.Encode(mode, chunk, samples);
            foreach ((int first, int count) in ((int, int)[])[(0, 1), (255, 1), (100, 30), (0, 256)])
            {
                Array.Clear(decoded);
                new TallyDecoder().DecodePatterns(encoded, first, count, decoded);
                Assert.True(samples.AsSpan(first * 3200, count * 3200).SequenceEqual(decoded.AsSpan(first * 3200, count * 3200)));
            }
        }
    }

    [Fact]
    public void Chunks_after_the_first_take_no_memory()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [8, 8, 48, 48]);
        byte[] samples = TallyChunks.Counts(chunk, 5);
        TallyFilter filter = new(TallyFilter.Spec(chunk, TallyEffort.Fast), chunk);
        byte[] encoded = new byte[filter.MaxEncodedLength(samples.Length)], decoded = new byte[samples.Length];
        long before = 0;
        for (int i = 0; i < 12; i++)
        {
            if (i == 2) before = GC.GetAllocatedBytesForCurrentThread();
            filter.Decode(encoded.AsSpan(0, filter.Encode(samples, encoded)), decoded);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * 4096);
    }

    [Fact]
    public void Bytes_that_are_no_chunk_of_the_dataset_are_taken_as_bytes()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [2, 2, 8, 8]);
        TallyFilter filter = new(TallyFilter.Spec(chunk, TallyEffort.Balanced), chunk);
        foreach (int length in (int[])[0, 1, 2, 511, 513, 70_000]) FilterChecks.RoundTrips(filter, SampleData.Make(new(ElementType.UInt8, ByteOrder.LittleEndian, [Math.Max(1, length)]), "ramp")[..length]);
        FilterChecks.RefusesTooLittleRoom(filter, TallyChunks.Counts(chunk, 1));
    }

    private static byte[] Encode(ChunkSpec chunk, TallyEffort effort, byte[] samples)
    {
        TallyFilter filter = new(TallyFilter.Spec(chunk, effort), chunk);
        byte[] encoded = FilterChecks.Encode(filter, samples);
        Assert.Equal(samples, FilterChecks.Decode(filter, encoded, samples.Length));
        return encoded;
    }

    private static void Holds(ChunkSpec chunk, TallyEffort effort, byte[] samples) =>
        Assert.InRange(Encode(chunk, effort, samples).Length, 1, samples.Length + TallyEncoder.MostOverhead);

    private static void RefusesOrEquals(byte[] encoded, byte[] samples)
    {
        try
        {
            Assert.Equal(samples, TallyChunks.Decode(TallyKernels.Fastest, encoded, samples.Length));
        }
        catch (InvalidDataException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }
}
