using System.Diagnostics;
using Xunit;

namespace Suffice.Tests.Interop;

/// <summary>Programs of other projects that read what we write.</summary>
internal static class Tool
{
    /// <summary>Runs a program; skips the test, visibly, where it is not installed, and fails it when the program fails.</summary>
    public static string Run(string program, params string[] arguments)
    {
        bool isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
        Assert.SkipUnless(isThere, $"needs {program} (Debian: hdf5-tools)");
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Commands.SufficeProcess.StartAlone(start);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {error.Result}");
        return output;
    }
}
