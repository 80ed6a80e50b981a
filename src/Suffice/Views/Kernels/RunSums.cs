using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Suffice.Views.Kernels;

/// <summary>Sums over a run of samples of any element type: exact for samples of 8 and 16 bits, in double precision for the others.</summary>
internal static class RunSums
{
    // So many vectors of 16-bit samples that neither the sums nor the sums of sums in 32-bit lanes overflow: 65535 * 255 * 256 / 2 < 2^32.
    private const int MostVectors = 255;

    /// <summary>The sum.</summary>
    public static double Sum<T>(ReadOnlySpan<T> run) where T : unmanaged => typeof(T) == typeof(ushort)
        ? SumUInt16(MemoryMarshal.Cast<T, ushort>(run)) : ScalarSum(run);

    /// <summary>The sum and the sum of index times sample.</summary>
    public static (double Sum, double Moment) Moment<T>(ReadOnlySpan<T> run) where T : unmanaged => typeof(T) == typeof(ushort)
        ? MomentUInt16(MemoryMarshal.Cast<T, ushort>(run)) : ScalarMoment(run);

    /// <summary>The largest sample; NaN where one is NaN.</summary>
    public static double Maximum<T>(ReadOnlySpan<T> run) where T : unmanaged
    {
        double maximum = double.NegativeInfinity;
        foreach (T sample in run) maximum = Math.Max(maximum, Value(sample));
        return maximum;
    }

    /// <summary>The definition of <see cref="Sum"/>.</summary>
    public static double ScalarSum<T>(ReadOnlySpan<T> run) where T : unmanaged
    {
        double sum = 0;
        foreach (T sample in run) sum += Value(sample);
        return sum;
    }

    /// <summary>The definition of <see cref="Moment"/>.</summary>
    public static (double Sum, double Moment) ScalarMoment<T>(ReadOnlySpan<T> run) where T : unmanaged
    {
        double sum = 0, moment = 0;
        for (int i = 0; i < run.Length; i++)
        {
            double value = Value(run[i]);
            sum += value;
            moment += i * value;
        }
        return (sum, moment);
    }

    /// <summary>A sample as a number. The type tests are constants to the compiler.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Value<T>(T sample) where T : unmanaged
    {
        if (typeof(T) == typeof(byte)) return Unsafe.BitCast<T, byte>(sample);
        if (typeof(T) == typeof(ushort)) return Unsafe.BitCast<T, ushort>(sample);
        if (typeof(T) == typeof(uint)) return Unsafe.BitCast<T, uint>(sample);
        if (typeof(T) == typeof(ulong)) return Unsafe.BitCast<T, ulong>(sample);
        if (typeof(T) == typeof(sbyte)) return Unsafe.BitCast<T, sbyte>(sample);
        if (typeof(T) == typeof(short)) return Unsafe.BitCast<T, short>(sample);
        if (typeof(T) == typeof(int)) return Unsafe.BitCast<T, int>(sample);
        if (typeof(T) == typeof(long)) return Unsafe.BitCast<T, long>(sample);
        if (typeof(T) == typeof(float)) return Unsafe.BitCast<T, float>(sample);
        return Unsafe.BitCast<T, double>(sample);
    }

    private static double SumUInt16(ReadOnlySpan<ushort> run)
    {
        ulong sum = 0;
        int i = 0;
        while (i + Vector256<ushort>.Count <= run.Length)
        {
            int vectors = Math.Min(MostVectors, (run.Length - i) / Vector256<ushort>.Count);
            Vector256<uint> lanes = default;
            for (int v = 0; v < vectors; v++, i += Vector256<ushort>.Count)
            {
                Vector256<ushort> samples = Vector256.Create(run.Slice(i, Vector256<ushort>.Count));
                lanes += (samples.AsUInt32() & Vector256.Create(0xFFFFu)) + (samples.AsUInt32() >>> 16);
            }
            sum += Total(lanes);
        }
        for (; i < run.Length; i++) sum += run[i];
        return sum;
    }

    // Of samples v[16 b + j], b the vector and j the place in it: the running sum of all vectors so far, itself summed up, counts
    // vector b (vectors - b) times, so that sum(b v) = vectors * sum(v) - sum of the running sums.
    private static (double Sum, double Moment) MomentUInt16(ReadOnlySpan<ushort> run)
    {
        ulong sum = 0, moment = 0;
        int i = 0, width = Vector256<ushort>.Count;
        while (i + width <= run.Length)
        {
            int start = i, vectors = Math.Min(MostVectors, (run.Length - i) / width);
            Vector256<uint> even = default, odd = default, runningEven = default, runningOdd = default;
            for (int v = 0; v < vectors; v++, i += width)
            {
                Vector256<uint> samples = Vector256.Create(run.Slice(i, width)).AsUInt32();
                even += samples & Vector256.Create(0xFFFFu);
                odd += samples >>> 16;
                runningEven += even;
                runningOdd += odd;
            }
            ulong here = Total(even) + Total(odd);
            ulong byVector = (ulong)vectors * here - Total(runningEven) - Total(runningOdd);
            sum += here;
            moment += (ulong)width * byVector + (ulong)start * here + ByPlace(even, odd);
        }
        for (; i < run.Length; i++)
        {
            sum += run[i];
            moment += (ulong)i * run[i];
        }
        return (sum, moment);
    }

    // Places times at most 255 samples of 16 bits fit their lanes.
    private static ulong ByPlace(Vector256<uint> even, Vector256<uint> odd) =>
        Total(even * Vector256.Create(0u, 2, 4, 6, 8, 10, 12, 14) + odd * Vector256.Create(1u, 3, 5, 7, 9, 11, 13, 15));

    private static ulong Total(Vector256<uint> lanes)
    {
        (Vector256<ulong> low, Vector256<ulong> high) = Vector256.Widen(lanes);
        return Vector256.Sum(low + high);
    }
}
