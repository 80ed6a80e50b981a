using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Views.Kernels;

namespace Suffice.Views.Interactive;

/// <summary>Adds patterns of any element type to a sum.</summary>
public static class PatternSum
{
    /// <param name="pattern">Samples in the machine's byte order.</param>
    /// <param name="sum">One number for each of the samples.</param>
    public static void Add(ElementType element, ReadOnlySpan<byte> pattern, Span<double> sum)
    {
        switch (element)
        {
            case ElementType.UInt8: Add<byte>(pattern, sum); break;
            case ElementType.UInt16: Add<ushort>(pattern, sum); break;
            case ElementType.UInt32: Add<uint>(pattern, sum); break;
            case ElementType.UInt64: Add<ulong>(pattern, sum); break;
            case ElementType.Int8: Add<sbyte>(pattern, sum); break;
            case ElementType.Int16: Add<short>(pattern, sum); break;
            case ElementType.Int32: Add<int>(pattern, sum); break;
            case ElementType.Int64: Add<long>(pattern, sum); break;
            case ElementType.Float32: Add<float>(pattern, sum); break;
            default: Add<double>(pattern, sum); break;
        }
    }

    private static void Add<T>(ReadOnlySpan<byte> pattern, Span<double> sum) where T : unmanaged
    {
        ReadOnlySpan<T> samples = MemoryMarshal.Cast<byte, T>(pattern);
        for (int i = 0; i < samples.Length; i++) sum[i] += RunSums.Value(samples[i]);
    }
}
