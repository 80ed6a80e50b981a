using System.Diagnostics;

namespace Suffice.Cli;

/// <summary>This program, started once more.</summary>
internal static class OwnProcess
{
    // What a signal ended is seen as this and its number.
    private const int Signalled = 128, Killed = Signalled + 9;

    // SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV.
    private static readonly int[] Crashes = [Signalled + 4, Signalled + 6, Signalled + 7, Signalled + 8, Signalled + 11];

    public static ProcessStartInfo StartInfo(params string[] arguments)
    {
        string host = Environment.ProcessPath ?? "dotnet";
        bool isRuntime = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return new ProcessStartInfo(host, isRuntime ? [typeof(OwnProcess).Assembly.Location, .. arguments] : arguments);
    }

    /// <summary>Whether an exit code is that of a program which crashed in native code; on Windows those are negative.</summary>
    public static bool IsCrash(int exitCode) => Crashes.Contains(exitCode) || (OperatingSystem.IsWindows() && exitCode < 0);

    /// <summary>Whether an exit code is that of a program which was killed, as the system does when memory runs out.</summary>
    public static bool IsKilled(int exitCode) => exitCode == Killed;
}
