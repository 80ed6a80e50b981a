using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MathNet.Numerics;

namespace Suffice.Sources.Simulation.Kernels;

/// <summary>Loops over complex numbers, real and imaginary part side by side. Vector and scalar code round alike.</summary>
internal static class ComplexKernels
{
    /// <summary><c>values[i] *= factors[i]</c></summary>
    public static void Multiply(Span<Complex32> values, ReadOnlySpan<Complex32> factors)
    {
        if (values.Length != factors.Length) throw new ArgumentException("the lengths differ", nameof(factors));
        Span<float> a = MemoryMarshal.Cast<Complex32, float>(values);
        ReadOnlySpan<float> b = MemoryMarshal.Cast<Complex32, float>(factors);
        int i = 0;
        for (; Vector256.IsHardwareAccelerated && i <= a.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            Product(Vector256.Create(a[i..]), Vector256.Create(b[i..])).CopyTo(a[i..]);
        MultiplyScalar(values[(i / 2)..], factors[(i / 2)..]);
    }

    /// <summary>The definition of <see cref="Multiply"/>.</summary>
    internal static void MultiplyScalar(Span<Complex32> values, ReadOnlySpan<Complex32> factors)
    {
        for (int i = 0; i < values.Length; i++)
        {
            (Complex32 a, Complex32 b) = (values[i], factors[i]);
            values[i] = new((a.Real * b.Real) - (a.Imaginary * b.Imaginary), (a.Imaginary * b.Real) + (a.Real * b.Imaginary));
        }
    }

    /// <summary><c>sums[i] += values[i] * factor</c></summary>
    public static void AddScaled(Span<Complex32> sums, ReadOnlySpan<Complex32> values, Complex32 factor)
    {
        if (sums.Length != values.Length) throw new ArgumentException("the lengths differ", nameof(values));
        Span<float> sum = MemoryMarshal.Cast<Complex32, float>(sums);
        ReadOnlySpan<float> a = MemoryMarshal.Cast<Complex32, float>(values);
        (float x, float y) = (factor.Real, factor.Imaginary);
        Vector256<float> factors = Vector256.Create(x, y, x, y, x, y, x, y);
        int i = 0;
        for (; Vector256.IsHardwareAccelerated && i <= a.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            (Vector256.Create<float>(sum[i..]) + Product(Vector256.Create(a[i..]), factors)).CopyTo(sum[i..]);
        AddScaledScalar(sums[(i / 2)..], values[(i / 2)..], factor);
    }

    /// <summary>The definition of <see cref="AddScaled"/>.</summary>
    internal static void AddScaledScalar(Span<Complex32> sums, ReadOnlySpan<Complex32> values, Complex32 factor)
    {
        (float x, float y) = (factor.Real, factor.Imaginary);
        for (int i = 0; i < sums.Length; i++)
        {
            (Complex32 sum, Complex32 a) = (sums[i], values[i]);
            sums[i] = new(sum.Real + ((a.Real * x) - (a.Imaginary * y)), sum.Imaginary + ((a.Imaginary * x) + (a.Real * y)));
        }
    }

    /// <summary><c>sums[i] += |values[i]|^2</c></summary>
    public static void AddIntensities(Span<float> sums, ReadOnlySpan<Complex32> values)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            Complex32 value = values[i];
            sums[i] += (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
        }
    }

    private static Vector256<float> Product(Vector256<float> a, Vector256<float> b)
    {
        Vector256<float> real = Vector256.Shuffle(b, Vector256.Create(0, 0, 2, 2, 4, 4, 6, 6));
        Vector256<float> imaginary = Vector256.Shuffle(b, Vector256.Create(1, 1, 3, 3, 5, 5, 7, 7));
        Vector256<float> swapped = Vector256.Shuffle(a, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));
        // Adding a negated product is subtracting it, to the bit.
        return (a * real) + (swapped * imaginary * Vector256.Create(-1f, 1, -1, 1, -1, 1, -1, 1));
    }
}
