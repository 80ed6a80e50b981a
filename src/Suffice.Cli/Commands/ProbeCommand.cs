using System.CommandLine;
using System.Diagnostics;
using Suffice.Cubes;

namespace Suffice.Cli.Commands;

/// <summary>
/// Opens an HDF5 file in a process of its own first: the C library is not safe against damaged files, and a crash or a
/// hang there costs the user one clear line and not a session.
/// </summary>
internal static class ProbeCommand
{
    private const string Name = "probe-hdf5";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The command that the child runs, which names each file that it came back from. It is not for users.</summary>
    public static Command Create()
    {
        Argument<string[]> files = new("file");
        Option<bool> read = new("--read") { Description = "Read small cubes too, and say of each file what came of it" };
        Command command = new(Name) { files, read };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            foreach (string file in parsed.GetValue(files)!)
            {
                string outcome = Try(file, parsed.GetValue(read));
                Console.WriteLine(parsed.GetValue(read) ? $"{outcome}\t{file}" : file);
            }
            return 0;
        });
        return command;
    }

    private static string Try(string file, bool reads)
    {
        const long mostBytes = 64 << 20;
        try
        {
            using OpenedCube opened = CubeFile.Open(file);
            if (reads && opened.Cube.Bytes <= mostBytes) opened.Reader.Read(CubeRegion.Whole(opened.Cube.Shape), new byte[opened.Cube.Bytes], 1);
            return "read";
        }
        catch (Exception e) when (e is CubeFileException or NotSupportedException)
        {
            // It will be said again, better, by the command that the user gave.
            return "error";
        }
    }

    /// <summary>Opens a file's cube, after a probe where the file is HDF5.</summary>
    public static OpenedCube Open(string path, CubeFileOptions options)
    {
        Check(path);
        return CubeFile.Open(path, options);
    }

    /// <summary>Probes a file where it is HDF5.</summary>
    /// <exception cref="CubeFileException">The library crashes or hangs when it opens it.</exception>
    public static void Check(string path)
    {
        if (File.Exists(path) && IsReadable(path) && CubeFile.IsHdf5(path)) Probe(path);
    }

    private static bool IsReadable(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Probe(string path)
    {
        string host = Environment.ProcessPath ?? "dotnet";
        bool isRuntime = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] command = isRuntime ? [host, typeof(ProbeCommand).Assembly.Location] : [host];
        ProcessStartInfo start = new(command[0], [.. command[1..], Name, path]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process child = Process.Start(start) ?? throw new IOException("cannot start a process to probe the file");
        _ = child.StandardError.ReadToEndAsync();
        _ = child.StandardOutput.ReadToEndAsync();
        if (!child.WaitForExit(Patience))
        {
            child.Kill();
            throw new CubeFileException(path, $"the HDF5 library does not come back from opening it in {Patience.TotalSeconds:F0} s; it is damaged");
        }
        // A signal shows as 128 and its number.
        const int signalled = 128;
        if (child.ExitCode >= signalled) throw new CubeFileException(path, "the HDF5 library crashes when it opens it; the file is damaged");
    }
}
