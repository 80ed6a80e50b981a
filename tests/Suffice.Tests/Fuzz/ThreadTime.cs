using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Suffice.Tests.Fuzz;

/// <summary>Processor time of this thread: a busy machine, which may stop a thread for seconds, does not count.</summary>
internal static partial class ThreadTime
{
    // Of Linux's <time.h>.
    private const int ThreadCpuTime = 3;
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Seconds since some moment; where the system is not Linux, by the clock on the wall.</summary>
    public static double Seconds => OperatingSystem.IsLinux() && Read(ThreadCpuTime, out Time time) == 0
        ? time.Seconds + time.Nanoseconds / NanosecondsPerSecond
        : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds, Nanoseconds;
    }
}
