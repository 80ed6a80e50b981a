using System.Buffers.Binary;

namespace Suffice.Benchmarks;

/// <summary>Patterns as a counting detector gives them: independent Poisson counts of 16 bits, little-endian.</summary>
internal static class Counts
{
    /// <summary>Samples of 8 patterns of 128 x 128 pixels: one block of Blosc.</summary>
    public const int Samples = 8 * 128 * 128;

    /// <param name="electronsPerPixel">The mean: 0.01 is a dark field, 20 a bright-field disk.</param>
    public static byte[] Make(double electronsPerPixel)
    {
        Random random = new(1);
        byte[] bytes = new byte[2 * Samples];
        double limit = Math.Exp(-electronsPerPixel);
        for (int i = 0; i < Samples; i++)
        {
            ushort count = 0;
            // Knuth's method: as many factors as keep the product above e^-mean.
            for (double product = random.NextDouble(); product > limit; product *= random.NextDouble()) count++;
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), count);
        }
        return bytes;
    }
}
