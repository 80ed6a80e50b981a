using System.Diagnostics;
using Xunit;

namespace Suffice.Tests.Interop;

/// <summary>Debian's Python with h5py, the reference that our files are held against.</summary>
internal static class Python
{
    private const string Executable = "/usr/bin/python3";

    private static readonly Lazy<string?> Missing = new(FindMissing);

    /// <summary>Runs a script that lies beside the tests; fails the test with its error output when it fails.</summary>
    public static string Run(string script, params string[] arguments)
    {
        Assert.SkipWhen(Missing.Value is not null, $"needs python3 with h5py and hdf5plugin (eng/setup.sh): {Missing.Value}");
        (int code, string output, string error) =
            Start([Path.Combine(AppContext.BaseDirectory, "Interop", script), .. arguments]);
        Assert.True(code == 0, $"{script} {string.Join(' ', arguments)}: {error}");
        return output;
    }

    private static string? FindMissing()
    {
        if (!File.Exists(Executable)) return Executable;
        (int code, _, string error) = Start(["-c", "import h5py, hdf5plugin, numpy"]);
        return code == 0 ? null : error.Trim().Split('\n')[^1];
    }

    private static (int Code, string Output, string Error) Start(string[] arguments)
    {
        ProcessStartInfo start = new(Executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Commands.SufficeProcess.StartAlone(start);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
