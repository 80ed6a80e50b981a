using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Suffice.Cubes;

namespace Suffice.Cli;

/// <summary>Runs a command and turns every mistake of a user or a file into one line and an exit code.</summary>
internal static class CommandLineHost
{
    /// <summary>Exit codes: 0 done, 1 it could not be done, 2 the command line is wrong, 70 a fault of the program, 130 interrupted.</summary>
    private const int Failed = 1, Misused = 2, Faulty = 70, Interrupted = 130;

    // After Ctrl-C the chunk at hand is finished and temporary files are removed.
    private static readonly TimeSpan InterruptTimeout = TimeSpan.FromSeconds(20);

    private static readonly CancellationTokenSource Interruption = new();

    public static async Task<int> Run(RootCommand root, string[] arguments)
    {
        // An exit code of its own: one that looks like a crash in native code would be laid at a file's door.
        AppDomain.CurrentDomain.UnhandledException += (_, fault) => Environment.Exit(Fail($"a fault of the program, please report it: {fault.ExceptionObject}", Faulty));
        ParseResult parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors is [ParseError any, ..] && parsed.Action is not System.CommandLine.Help.HelpAction)
        {
            // A command that is not known is also one that is missing; the first says more.
            ParseError first = parsed.Errors.FirstOrDefault(error => error.Message.StartsWith("Unrecognized", StringComparison.Ordinal)) ?? any;
            string command = parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ";
            return Fail($"{string.Join(" ", first.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.')}; see suffice {command}--help", Misused);
        }
        try
        {
            using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
            using PosixSignalRegistration termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
            InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(configuration, Interruption.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            return Fail(e is InterruptedException ? e.Message : "interrupted", Interrupted);
        }
        catch (UsageException e)
        {
            return Fail(OneLine(e), Misused);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException or DllNotFoundException or InvalidDataException)
        {
            return Fail(OneLine(e), Failed);
        }
        catch (UnauthorizedAccessException e)
        {
            return Fail(OneLine(e), Failed);
        }
        catch (OutOfMemoryException)
        {
            return Fail("there is not enough memory for this; give a smaller --memory", Failed);
        }
    }

    // It may come twice, from the terminal and from the process that guards this one.
    private static void Interrupt(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _ = Task.Delay(InterruptTimeout).ContinueWith(_ => Environment.Exit(Interrupted), TaskScheduler.Default);
        Interruption.Cancel();
    }

    private static int Fail(string message, int code)
    {
        Console.Error.WriteLine($"suffice: {message}");
        return code;
    }

    private static string OneLine(Exception e)
    {
        const int diskFull = 28, errorMask = 0xFFFF;
        if (e is IOException and not CubeFileException && (e.HResult & errorMask) == diskFull) return $"the disk is full: {e.Message}";
        // An ArgumentException names its parameter behind the message.
        string message = e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message;
        return message.ReplaceLineEndings(" ");
    }
}
