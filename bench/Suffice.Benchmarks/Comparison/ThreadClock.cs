using System.Runtime.InteropServices;

namespace Suffice.Benchmarks.Comparison;

/// <summary>Processor time of the calling thread, which other programs on the machine hardly change. Linux.</summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    public static double Seconds
    {
        get
        {
            _ = GetTime(ThreadProcessorTime, out Time time);
            return time.Seconds + time.Nanoseconds * 1e-9;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);
}
