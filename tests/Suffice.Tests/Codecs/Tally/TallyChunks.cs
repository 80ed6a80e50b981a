using System.Buffers.Binary;
using Suffice.Chunks;
using Suffice.Codecs.Tally;
using Suffice.Cubes;

namespace Suffice.Tests.Codecs.Tally;

/// <summary>Chunks of counts as detectors give them, in every element type, and ways to code them.</summary>
internal static class TallyChunks
{
    public static readonly TallyMode[] CountModes = [TallyMode.Tiles, TallyMode.Rows, TallyMode.Scan];

    public static readonly TallyEffort[] Efforts = [TallyEffort.Fast, TallyEffort.Balanced, TallyEffort.Archive];

    public static CubeShape Shape(ChunkSpec chunk) => new(chunk.Extents[0], chunk.Extents[1], chunk.Extents[2], chunk.Extents[3]);

    /// <summary>Poisson counts: a bright disk, a few hot and dead pixels, rates that change over the scan.</summary>
    /// <param name="brightest">Mean count in the disk.</param>
    public static byte[] Counts(ChunkSpec chunk, double brightest, int seed = 1)
    {
        Random random = new(seed);
        CubeShape shape = Shape(chunk);
        int size = chunk.Element.Bytes(), pixels = (int)shape.PatternSamples;
        byte[] bytes = new byte[chunk.Bytes];
        for (int i = 0; i < chunk.Samples; i++)
        {
            int frame = i / pixels, y = i % pixels / shape.DetectorX, x = i % shape.DetectorX;
            double far = Math.Sqrt(Math.Pow(y - shape.DetectorY / 2.0, 2) + Math.Pow(x - shape.DetectorX / 2.0, 2)) / Math.Max(1, shape.DetectorX);
            double rate = brightest * (far < 0.2 ? 1 : 0.05 * Math.Exp(-10 * far)) * (1 + 0.3 * Math.Sin(0.4 * frame));
            Put(bytes.AsSpan(i * size, size), chunk, i % pixels % 97 == 5 ? 0 : i % pixels % 101 == 7 ? 3 * brightest + 200 : Poisson(random, rate));
        }
        return bytes;
    }

    /// <summary>Noise that repeats after an odd number of bytes, which neither shuffling nor blocks leave as it is.</summary>
    public static byte[] Repeats(ChunkSpec chunk)
    {
        byte[] noise = new byte[3001], samples = new byte[chunk.Bytes];
        new Random(1).NextBytes(noise);
        for (int i = 0; i < samples.Length; i++) samples[i] = noise[i % noise.Length];
        return samples;
    }

    public static byte[] Encode(TallyMode mode, ChunkSpec chunk, byte[] samples) =>
        new TallyEncoder(TallyEffort.Balanced) { Only = mode }.Encode(samples, chunk.Element, chunk.Order, Shape(chunk)).ToArray();

    public static byte[] Decode(TallyKernels kernels, byte[] encoded, int length)
    {
        byte[] decoded = new byte[length];
        int written = new TallyDecoder(kernels).Decode(encoded, decoded);
        return decoded[..written];
    }

    private static double Poisson(Random random, double rate)
    {
        if (rate > 200) return Math.Round(rate + Math.Sqrt(rate) * (random.NextDouble() * 3.4 - 1.7));
        int n = 0;
        for (double product = random.NextDouble(), limit = Math.Exp(-rate); product > limit; product *= random.NextDouble()) n++;
        return n;
    }

    private static void Put(Span<byte> sample, ChunkSpec chunk, double value)
    {
        // Averages of 2 x 2 pixels, and counts around a negative dark level.
        long whole = chunk.Element.IsSigned() ? (long)value - 20 : (long)value;
        ulong bits = chunk.Element switch
        {
            ElementType.Float32 => BitConverter.SingleToUInt32Bits((float)value / 4),
            ElementType.Float64 => BitConverter.DoubleToUInt64Bits(value / 9),
            ElementType.UInt8 => (ulong)Math.Min(255, whole),
            ElementType.Int8 => (ulong)Math.Min(127, whole),
            _ => (ulong)whole,
        };
        Span<byte> little = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(little, bits);
        little[..sample.Length].CopyTo(sample);
        if (chunk.Order == ByteOrder.BigEndian) sample.Reverse();
    }
}
