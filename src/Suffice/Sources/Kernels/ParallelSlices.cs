using System.Runtime.ExceptionServices;

namespace Suffice.Sources.Kernels;

/// <summary>Work on one slice of a span.</summary>
internal delegate void SliceWork(long index, Span<byte> slice);

/// <summary>Shares the slices of one span between threads. A span cannot be captured, hence the pointer.</summary>
internal static class ParallelSlices
{
    /// <summary>
    /// Runs <paramref name="work"/> for every slice of <paramref name="sliceBytes"/> bytes; the last one may be shorter.
    /// An exception of the work is rethrown as it was.
    /// </summary>
    public static unsafe void ForEach(Span<byte> bytes, int sliceBytes, int threads, SliceWork work)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sliceBytes);
        int length = bytes.Length;
        long slices = ((long)length + sliceBytes - 1) / sliceBytes;
        fixed (byte* start = bytes)
        {
            nint address = (nint)start;
            void Run(long index)
            {
                long offset = index * sliceBytes;
                work(index, new Span<byte>((byte*)address + offset, (int)Math.Min(sliceBytes, length - offset)));
            }

            if (threads == 1 || slices < 2)
                for (long index = 0; index < slices; index++) Run(index);
            else
                RunParallel(slices, threads, Run);
        }
    }

    private static void RunParallel(long slices, int threads, Action<long> run)
    {
        try
        {
            Parallel.For(0, slices, new ParallelOptions { MaxDegreeOfParallelism = threads }, run);
        }
        catch (AggregateException many)
        {
            ExceptionDispatchInfo.Throw(many.InnerExceptions[0]);
        }
    }
}
