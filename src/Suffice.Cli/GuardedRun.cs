using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Suffice.Packing;

namespace Suffice.Cli;

/// <summary>
/// Runs a command on HDF5 files in a process of its own. The C library may crash on a damaged file long after it has opened it, and in
/// one process but not in another, as the memory happens to lie: a file that a probe came back from proves nothing. This process does
/// nothing but wait, pass signals on and say what happened.
/// </summary>
internal static partial class GuardedRun
{
    private const string Mark = "guarded-by";
    private const int Failed = 1;

    private static readonly PosixSignal[] PassedOn = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    /// <summary>Runs the command here where it has no HDF5 file or is guarded already, else in a process of its own.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] arguments, Func<string[], Task<int>> command)
    {
        if (arguments is [Mark, { } guard, ..])
        {
            EndWith(guard);
            return await command(arguments[2..]).ConfigureAwait(false);
        }
        string[] inputs = arguments is [Commands.ProbeCommand.Name, ..] ? [] : Inputs(arguments);
        return inputs.Length > 0 ? Guard(arguments, inputs) : await command(arguments).ConfigureAwait(false);
    }

    // The HDF5 files that the arguments name, or else the folders, in which there may be some.
    private static string[] Inputs(string[] arguments)
    {
        string[] names = Names(arguments);
        string[] files = [.. names.Where(name => Commands.ProbeCommand.IsHdf5(name)).Distinct()];
        return files.Length > 0 ? files : [.. names.Where(Directory.Exists)];
    }

    private static string[] Names(string[] arguments) =>
        [.. arguments.Select(argument => argument.StartsWith('-') ? argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..] : argument)];

    private static int Guard(string[] arguments, string[] inputs)
    {
        using Process child = Process.Start(OwnProcess.StartInfo([Mark, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), .. arguments]))
            ?? throw new IOException("cannot start a process to read the file");
        // A terminal sends Ctrl-C to both; whoever signals this process alone means the command.
        PosixSignalRegistration[] signals = [.. PassedOn.Select(signal => PosixSignalRegistration.Create(signal, context => Pass(context, child)))];
        child.WaitForExit();
        foreach (PosixSignalRegistration signal in signals) signal.Dispose();
        int exitCode = child.ExitCode;
        if (OwnProcess.IsCrash(exitCode) || OwnProcess.IsKilled(exitCode)) CleanUp(arguments);
        if (OwnProcess.IsCrash(exitCode)) return Say(Crashed(inputs), Failed);
        return OwnProcess.IsKilled(exitCode) ? Say("was killed; if it was for want of memory, give a smaller --memory", exitCode) : exitCode;
    }

    // What it was writing is half-written, beside one of the files, or in one of the folders, that the arguments name.
    private static void CleanUp(string[] arguments)
    {
        foreach (string name in Names(arguments).Where(name => name.Length > 0))
        {
            try
            {
                string? folder = Directory.Exists(name) ? name : Path.GetDirectoryName(Path.GetFullPath(name));
                if (Directory.Exists(folder)) Leftovers.Remove(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It goes when the next file is written there.
            }
        }
    }

    private static int Say(string message, int exitCode)
    {
        Console.Error.WriteLine($"suffice: {message}");
        return exitCode;
    }

    private static string Crashed(string[] inputs) => inputs is [{ } only] && File.Exists(only)
        ? $"{only}: the HDF5 library crashed while it read this file; the file is damaged"
        : $"the HDF5 library crashed while it read {string.Join(", ", inputs)}; a file there is damaged: run the command on each alone to see which";

    private static void Pass(PosixSignalContext context, Process child)
    {
        context.Cancel = true;
        if (OperatingSystem.IsWindows()) return;
        int number = context.Signal switch { PosixSignal.SIGHUP => 1, PosixSignal.SIGINT => 2, PosixSignal.SIGQUIT => 3, _ => 15 };
        try
        {
            _ = Kill(child.Id, number);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    // A guard that is killed takes the command with it, as if there were one process. Elsewhere the command runs to its end.
    private static void EndWith(string guard)
    {
        const int parentDeathSignal = 1, kill = 9;
        if (!OperatingSystem.IsLinux()) return;
        _ = ProcessControl(parentDeathSignal, kill);
        if (ParentProcess().ToString(CultureInfo.InvariantCulture) != guard) Environment.Exit(Failed);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint argument);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentProcess();
}
