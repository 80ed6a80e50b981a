using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Suffice.Views.Kernels;

namespace Suffice.Views.Interactive.Kernels;

/// <summary>Adds lines of samples to running sums.</summary>
internal static class LineSums
{
    /// <summary>Adds each sample to the sum at its place.</summary>
    public static void Add<T>(ReadOnlySpan<T> line, Span<float> sums) where T : unmanaged
    {
        int i = 0;
        if (typeof(T) == typeof(ushort))
        {
            ReadOnlySpan<ushort> samples = MemoryMarshal.Cast<T, ushort>(line);
            for (int width = Vector256<float>.Count; i + width <= samples.Length; i += width)
            {
                (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.Create(samples.Slice(i, width)));
                Vector256<float> values = Vector256.ConvertToSingle(Vector256.Create(low, high).AsInt32());
                (Vector256.Create((ReadOnlySpan<float>)sums.Slice(i, width)) + values).CopyTo(sums[i..]);
            }
        }
        AddScalar(line[i..], sums[i..]);
    }

    /// <summary>The definition of <see cref="Add"/>.</summary>
    public static void AddScalar<T>(ReadOnlySpan<T> line, Span<float> sums) where T : unmanaged
    {
        for (int i = 0; i < line.Length; i++) sums[i] += (float)RunSums.Value(line[i]);
    }
}
