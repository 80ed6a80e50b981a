using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Tests.Interop;

namespace Suffice.Tests;

/// <summary>The figures as their definitions give them: all samples in a list, no tables, no threads.</summary>
internal sealed class Reference
{
    private readonly ulong[] bits;
    private readonly double[] values;
    private readonly CubeShape shape;

    public Reference(MemoryCube cube)
    {
        shape = cube.Cube.Shape;
        (bits, values, Integers) = Read(cube.Cube.Element, cube.Samples);
        Finite = [.. values.Where(double.IsFinite)];
    }

    /// <summary>Exact values of an integer type; empty for floats.</summary>
    public BigInteger[] Integers { get; }

    public long Zeros => values.LongCount(v => v == 0);

    public double[] Finite { get; }

    public long NotNumbers => values.LongCount(double.IsNaN);

    public long Infinities => values.LongCount(double.IsInfinity);

    public int Distinct => bits.Distinct().Count();

    public double Mean => Integers.Length > 0
        ? (double)Integers.Aggregate(BigInteger.Add) / Integers.Length
        : Finite.Sum(v => v / Finite.Length);

    public double Deviation
    {
        get
        {
            double mean = Mean;
            if (Integers.Length == 0) return Math.Sqrt(Finite.Sum(v => (v - mean) * (v - mean)) / Finite.Length);
            BigInteger n = Integers.Length, sum = Integers.Aggregate(BigInteger.Add);
            BigInteger squares = Integers.Aggregate(BigInteger.Zero, (s, v) => s + (n * v - sum) * (n * v - sum));
            return Math.Sqrt((double)(squares / n)) / (double)n;
        }
    }

    public double Entropy => EntropyOf(bits);

    public double PixelEntropy => Enumerable.Range(0, (int)shape.PatternSamples)
        .Average(pixel => EntropyOf(OfPixel(bits, pixel)));

    public double[] MeanPattern => [.. Pixels().Select(v => v.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average())];

    public double[] MaximumPattern => [.. Pixels().Select(v => v.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max())];

    public double[] Sums => [.. values.Chunk((int)shape.PatternSamples).Select(p => p.Where(double.IsFinite).Sum())];

    private IEnumerable<double[]> Pixels() => Enumerable.Range(0, (int)shape.PatternSamples).Select(p => OfPixel(values, p).ToArray());

    private IEnumerable<TValue> OfPixel<TValue>(TValue[] samples, int pixel)
    {
        for (long i = pixel; i < samples.Length; i += shape.PatternSamples) yield return samples[i];
    }

    private static double EntropyOf(IEnumerable<ulong> samples)
    {
        double[] counts = [.. samples.GroupBy(v => v).Select(g => (double)g.Count())];
        double total = counts.Sum();
        return -counts.Sum(c => c / total * Math.Log2(c / total));
    }

    private static (ulong[], double[], BigInteger[]) Read(ElementType element, byte[] samples) => element switch
    {
        ElementType.UInt8 => Of<byte>(samples, v => v, v => v),
        ElementType.UInt16 => Of<ushort>(samples, v => v, v => v),
        ElementType.UInt32 => Of<uint>(samples, v => v, v => v),
        ElementType.UInt64 => Of<ulong>(samples, v => v, v => v),
        ElementType.Int8 => Of<sbyte>(samples, v => (byte)v, v => v),
        ElementType.Int16 => Of<short>(samples, v => (ushort)v, v => v),
        ElementType.Int32 => Of<int>(samples, v => (uint)v, v => v),
        ElementType.Int64 => Of<long>(samples, v => (ulong)v, v => v),
        ElementType.Float32 => Of<float>(samples, v => BitConverter.SingleToUInt32Bits(v), null),
        _ => Of<double>(samples, BitConverter.DoubleToUInt64Bits, null),
    };

    private static (ulong[], double[], BigInteger[]) Of<T>(byte[] samples, Func<T, ulong> bits, Func<T, BigInteger>? integer)
        where T : unmanaged, INumber<T>
    {
        T[] typed = MemoryMarshal.Cast<byte, T>(samples).ToArray();
        return ([.. typed.Select(bits)], [.. typed.Select(double.CreateChecked)], integer is null ? [] : [.. typed.Select(integer)]);
    }
}
