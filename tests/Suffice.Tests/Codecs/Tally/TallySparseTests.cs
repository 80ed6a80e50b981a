using System.Runtime.InteropServices;
using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs.Tally;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;
using Suffice.Views.Kernels;
using Xunit;

namespace Suffice.Tests.Codecs.Tally;

public sealed class TallySparseTests
{
    private static readonly ElementType[] Elements = [.. ElementTypes.All];

    [Fact]
    public void Counts_and_their_unit_make_the_very_samples_of_every_type()
    {
        int sparse = 0;
        Gen.Select(
                FilterChecks.OneOf(Elements), Gen.Bool, Gen.Double[-3, 4],
                Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[1, 24], Gen.Int[1, 60]))
            .Sample((element, isBig, dose, shape) =>
            {
                (int scanY, int scanX, int detectorY, int detectorX) = shape;
                ChunkSpec chunk = new(element, isBig ? ByteOrder.BigEndian : ByteOrder.LittleEndian, [scanY, scanX, detectorY, detectorX]);
                byte[] samples = TallyChunks.Counts(chunk, Math.Pow(10, dose), detectorX);
                byte[] encoded = TallyChunks.Encode(TallyMode.Tiles, chunk, samples);
                foreach (TallyKernels kernels in (TallyKernels[])[TallyKernels.Fastest, TallyKernels.Scalar])
                {
                    if (Decode(new TallyDecoder(kernels), encoded, chunk) is not { } values)
                    {
                        Assert.False(IsSparse(encoded, chunk));
                        continue;
                    }
                    sparse++;
                    Assert.Equal(Numbers(samples, chunk), values);
                }
            }, iter: 200, threads: 1);
        Assert.InRange(sparse, 100, 400);
    }

    [Fact]
    public void Damage_is_found_as_by_decoding_all_samples()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [6, 6, 9, 11]);
        byte[] samples = TallyChunks.Counts(chunk, 3), encoded = TallyChunks.Encode(TallyMode.Tiles, chunk, samples), decoded = new byte[samples.Length];
        TallyDecoder decoder = new();
        for (int length = 0; length < encoded.Length; length++) Same(encoded[..length]);
        for (int bit = 0; bit < 8 * encoded.Length; bit++)
        {
            encoded[bit / 8] ^= (byte)(1 << bit % 8);
            Same(encoded);
            encoded[bit / 8] ^= (byte)(1 << bit % 8);
        }

        void Same(byte[] damaged) => Assert.Equal(Message(() => decoder.Decode(damaged, decoded)), Message(() => decoder.DecodeSparse(damaged, (_, _) => { })));
    }

    [Fact]
    public void Only_chunks_of_the_expected_type_and_patterns_that_are_mostly_zeros_are_sparse()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [12, 12, 40, 40]);
        byte[] sparse = TallyChunks.Encode(TallyMode.Tiles, chunk, TallyChunks.Counts(chunk, 0.05));
        Assert.True(IsSparse(sparse, chunk));
        Assert.False(IsSparse(sparse, chunk with { Element = ElementType.Int16 }));
        Assert.False(IsSparse(sparse, chunk with { Order = ByteOrder.BigEndian }));
        Assert.False(IsSparse(sparse, chunk with { Extents = [12, 12, 40, 20] }));
        Assert.False(IsSparse(sparse, chunk with { Extents = [12, 6, 40, 40] }));
        Assert.False(IsSparse(sparse[..20], chunk));
        Assert.False(IsSparse(TallyChunks.Encode(TallyMode.Tiles, chunk, TallyChunks.Counts(chunk, 50)), chunk));
        foreach (TallyMode mode in (TallyMode[])[TallyMode.Raw, TallyMode.General, TallyMode.Rows, TallyMode.Scan])
            Assert.False(IsSparse(TallyChunks.Encode(mode, chunk, TallyChunks.Counts(chunk, 0.05)), chunk));
    }

    [Fact]
    public void A_chunk_of_zeros_has_empty_patterns_and_one_of_ones_is_not_sparse()
    {
        ChunkSpec chunk = new(ElementType.Float32, ByteOrder.LittleEndian, [3, 2, 4, 5]);
        byte[] zeros = TallyChunks.Encode(TallyMode.Constant, chunk, new byte[chunk.Bytes]);
        Assert.True(IsSparse(zeros, chunk));
        int patterns = 0;
        new TallyDecoder().DecodeSparse(zeros, (_, pattern) => patterns += pattern.Counts.IsEmpty ? 1 : 0);
        Assert.Equal(6, patterns);
        byte[] ones = new byte[chunk.Bytes];
        MemoryMarshal.Cast<byte, float>(ones.AsSpan()).Fill(1);
        Assert.False(IsSparse(TallyChunks.Encode(TallyMode.Constant, chunk, ones), chunk));
    }

    [Fact]
    public void Checksums_of_counts_are_those_of_all_integers() =>
        Gen.Select(FilterChecks.OneOf([1, 2, 4]), Gen.Int[1, 300], Gen.Int[0, 100], Gen.Int, Gen.UInt).Sample((bytes, pixels, percent, seed, before) =>
        {
            Random random = new(seed);
            byte[] integers = new byte[bytes * pixels];
            List<PixelCount> counts = [];
            for (int i = 0; i < pixels; i++)
            {
                if (random.Next(100) >= percent) continue;
                uint count = (uint)(random.NextInt64(1, 1L << (8 * bytes)) >> random.Next(8 * bytes));
                BitConverter.GetBytes(count).AsSpan(0, bytes).CopyTo(integers.AsSpan(i * bytes));
                if (count > 0) counts.Insert(random.Next(counts.Count + 1), new PixelCount(i, count));
            }
            SparseChecksum checksum = new();
            checksum.Set(pixels, bytes);
            Assert.Equal(Crc32.Append(before, integers), checksum.Append(before, CollectionsMarshal.AsSpan(counts)));
            if (System.Runtime.Intrinsics.X86.Pclmulqdq.IsSupported)
                Assert.Equal(checksum.SumScalar(CollectionsMarshal.AsSpan(counts)), checksum.SumCarryless(CollectionsMarshal.AsSpan(counts)));
        }, iter: 300, threads: 1);

    private static bool IsSparse(byte[] encoded, ChunkSpec chunk)
    {
        CubeShape shape = TallyChunks.Shape(chunk);
        return TallyDecoder.IsSparse(encoded, encoded.Length, chunk.Element, chunk.Order, (int)shape.Patterns, (int)shape.PatternSamples);
    }

    // Null where the chunk has no counts.
    private static double[]? Decode(TallyDecoder decoder, byte[] encoded, ChunkSpec chunk)
    {
        int pixels = (int)TallyChunks.Shape(chunk).PatternSamples, patterns = 0;
        double[] values = new double[chunk.Samples];
        string? message = Message(() => decoder.DecodeSparse(encoded, (pattern, counts) =>
        {
            patterns++;
            foreach (PixelCount count in counts.Counts) values[pattern * pixels + count.Pixel] += count.Count * counts.Unit;
        }));
        Assert.Contains(message, new[] { null, "Tally: a chunk that has no counts." });
        if (message is not null) return null;
        Assert.Equal(TallyChunks.Shape(chunk).Patterns, patterns);
        return values;
    }

    private static string? Message(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }

    private static double[] Numbers(byte[] samples, ChunkSpec chunk)
    {
        byte[] native = [.. samples];
        SampleOrder.ToNative(chunk.Element, chunk.Order, native);
        return chunk.Element switch
        {
            ElementType.UInt8 => Values<byte>(native),
            ElementType.UInt16 => Values<ushort>(native),
            ElementType.UInt32 => Values<uint>(native),
            ElementType.UInt64 => Values<ulong>(native),
            ElementType.Int8 => Values<sbyte>(native),
            ElementType.Int16 => Values<short>(native),
            ElementType.Int32 => Values<int>(native),
            ElementType.Int64 => Values<long>(native),
            ElementType.Float32 => Values<float>(native),
            _ => Values<double>(native),
        };
    }

    private static double[] Values<T>(byte[] samples) where T : unmanaged => [.. MemoryMarshal.Cast<byte, T>(samples).ToArray().Select(RunSums.Value)];
}
