using CsCheck;
using Suffice.Cubes;
using Suffice.Tests.Interop;

namespace Suffice.Tests;

/// <summary>Small cubes of any element type and of the kinds of values that occur, in blocks of any shape.</summary>
internal static class RandomCubes
{
    public static readonly Gen<MemoryCube> Any =
        from element in Gen.Int[0, ElementTypes.All.Count - 1].Select(i => ElementTypes.All[i])
        from shape in Gen.Select(Gen.Int[1, 6], Gen.Int[1, 6], Gen.Int[1, 40], Gen.Int[1, 40], (a, b, c, d) => new CubeShape(a, b, c, d))
        from block in Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 40], Gen.Int[1, 40], (a, b, c, d) => new CubeShape(a, b, c, d))
        from kind in Gen.Int[0, 3]
        from seed in Gen.Int
        select new MemoryCube(element, shape, Fill(element, shape, kind, seed), block);

    public static byte[] Fill(ElementType element, CubeShape shape, int kind, int seed)
    {
        Random random = new(seed);
        byte[] samples = new byte[shape.Samples * element.Bytes()];
        if (kind == 3) random.NextBytes(samples);
        if (kind == 3 && !element.IsFloat()) return samples;
        for (int i = 0; i < shape.Samples; i++)
        {
            double value = kind switch
            {
                0 => random.NextDouble() < 0.1 ? random.Next(1, 4) : 0,
                1 => random.NextDouble() < 0.5 ? random.Next(0, 120) : 0,
                2 => 100 + random.Next(0, 20),
                _ => random.NextDouble() < 0.05 ? Special(random) : random.NextDouble() * 2000 - 1000,
            };
            if (element.IsSigned() && random.Next(8) == 0) value = -value;
            Put(element, samples.AsSpan(i * element.Bytes()), value);
        }
        return samples;
    }

    public static void Put(ElementType element, Span<byte> sample, double value)
    {
        if (element == ElementType.Float32) BitConverter.TryWriteBytes(sample, (float)value);
        else if (element == ElementType.Float64) BitConverter.TryWriteBytes(sample, value);
        else
            for (int i = 0; i < element.Bytes(); i++) sample[i] = (byte)((long)value >> 8 * i);
    }

    private static double Special(Random random) =>
        new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0, 1e-30 }[random.Next(6)];
}
