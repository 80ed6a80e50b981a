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
    public const string Name = "probe-hdf5";

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
        if (IsHdf5(path)) Probe(path);
    }

    /// <summary>Whether a path names an HDF5 file that may be read; what it is else is said by whoever opens it.</summary>
    public static bool IsHdf5(string path)
    {
        try
        {
            // A pipe has no length, and opening one may wait for ever.
            return new FileInfo(path) is { Exists: true, Length: > 0 } && CubeFile.IsHdf5(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    private static void Probe(string path)
    {
        ProcessStartInfo start = OwnProcess.StartInfo(Name, path);
        start.RedirectStandardError = start.RedirectStandardOutput = true;
        using Process child = Process.Start(start) ?? throw new IOException("cannot start a process to probe the file");
        _ = child.StandardError.ReadToEndAsync();
        _ = child.StandardOutput.ReadToEndAsync();
        if (!child.WaitForExit(Patience))
        {
            child.Kill();
            throw new CubeFileException(path, $"the HDF5 library does not come back from opening it in {Patience.TotalSeconds:F0} s; it is damaged");
        }
        if (OwnProcess.IsCrash(child.ExitCode)) throw new CubeFileException(path, "the HDF5 library crashes when it opens it; the file is damaged");
    }
}
