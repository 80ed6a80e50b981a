using System.Numerics;

namespace Suffice.Reductions.Kernels;

/// <summary>Sums of products of long vectors.</summary>
internal static class Products
{
    // Single precision is exact enough for so many products; their sums are added in double.
    private const int BlockLength = 4096;

    /// <summary>The scalar product of two vectors of one length, in single precision.</summary>
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int start = 0; start < a.Length; start += BlockLength)
        {
            int end = Math.Min(a.Length, start + BlockLength), i = start;
            Vector<float> lanes = Vector<float>.Zero;
            for (; i + Vector<float>.Count <= end; i += Vector<float>.Count) lanes += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
            sum += Vector.Sum(lanes);
            for (; i < end; i++) sum += a[i] * b[i];
        }
        return sum;
    }

    /// <summary>The scalar product of two vectors of one length.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int i = 0;
        Vector<double> lanes = Vector<double>.Zero;
        for (; i + Vector<double>.Count <= a.Length; i += Vector<double>.Count) lanes += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        double sum = Vector.Sum(lanes);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>The definition of both.</summary>
    public static double ScalarDot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : unmanaged, INumber<T>
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += double.CreateChecked(a[i]) * double.CreateChecked(b[i]);
        return sum;
    }
}
