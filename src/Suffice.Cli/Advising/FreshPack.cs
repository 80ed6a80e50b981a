using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Suffice.Advice;
using Suffice.Cubes;
using Suffice.Sources.Numpy;

namespace Suffice.Cli.Advising;

/// <summary>
/// Packs a scan, or its beginning, as a candidate says, in a new process: what a program takes until it is compiled and at its speed
/// shows nowhere else, and is most of the time for a small scan.
/// </summary>
internal static class FreshPack
{
    private const long EnoughBytes = 64 << 20, MostBytes = 4 * EnoughBytes;
    private const int Runs = 2;

    /// <summary>The report with a start that was measured of what it chooses.</summary>
    public static AdviceReport Measured(AdviceReport report, OpenedCube opened, PackCommandLine pack, int threads, CancellationToken cancellation)
    {
        Candidate[] chosen = [.. new[] { report.Choice, report.ForPlugins }.OfType<Choice>().Select(choice => choice.Candidate)];
        Dictionary<Candidate, Candidate> measured = chosen.ToDictionary(candidate => candidate, candidate => Measured(candidate, opened, pack, threads, cancellation));
        return report with
        {
            Candidates = [.. report.Candidates.Select(Known)],
            Choice = Chosen(report.Choice),
            ForPlugins = report.ForPlugins is { } other ? Chosen(other) : null,
            Usual = Known(report.Usual),
        };
        Candidate Known(Candidate candidate) => measured.GetValueOrDefault(candidate, candidate);
        Choice Chosen(Choice choice) => choice with { Candidate = Known(choice.Candidate) };
    }

    private static Candidate Measured(Candidate candidate, OpenedCube opened, PackCommandLine pack, int threads, CancellationToken cancellation)
    {
        Cube cube = opened.Cube;
        long rowBytes = cube.Bytes / cube.Shape.ScanY;
        int rows = (int)Math.Clamp(EnoughBytes / rowBytes, Math.Min(candidate.Chunk.ScanY, cube.Shape.ScanY), cube.Shape.ScanY);
        if (rows * rowBytes > MostBytes) return candidate;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("suffice-");
        try
        {
            // A file may hold far more than its cube, all of which pack keeps.
            bool isSmall = rows == cube.Shape.ScanY && opened.Files.Sum(file => new FileInfo(file).Length) <= MostBytes;
            PackCommandLine command = isSmall ? pack : new(Path.Combine(folder.FullName, "beginning.npy"), new CubeFileOptions(), "");
            if (!isSmall) Write(command.File, opened, rows, threads);
            string[] arguments = [.. command.Arguments(candidate, Path.Combine(folder.FullName, "packed.emd")), "--threads", threads.ToString(CultureInfo.InvariantCulture), "--overwrite", "--json"];
            double steady = rows * rowBytes / candidate.PackBytesPerSecond.Value;
            double[] starts = [.. Enumerable.Range(0, Runs).Select(_ => Seconds(arguments, cancellation) - steady)];
            return candidate with { StartSeconds = Math.Max(0, starts.Average()) };
        }
        catch (IOException)
        {
            // No room for it, or it cannot be packed alone: the estimate stands.
            return candidate;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The first rows of the scan, as a file of their own.
    private static void Write(string path, OpenedCube opened, int rows, int threads)
    {
        CubeShape shape = opened.Cube.Shape with { ScanY = rows };
        byte[] samples = new byte[rows * (opened.Cube.Bytes / opened.Cube.Shape.ScanY)];
        opened.Reader.Read(CubeRegion.Whole(shape), samples, threads);
        using FileStream file = File.Create(path);
        file.Write(NpyHeader.Encode([shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX], opened.Cube.Element, SampleOrder.Native));
        file.Write(samples);
    }

    private static double Seconds(string[] arguments, CancellationToken cancellation)
    {
        ProcessStartInfo start = OwnProcess.StartInfo(arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start) ?? throw new IOException("cannot start a process to pack a sample");
        using CancellationTokenRegistration end = cancellation.Register(process.Kill);
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0) throw new IOException("a sample cannot be packed");
        using JsonDocument json = JsonDocument.Parse(output);
        return json.RootElement[0].GetProperty("seconds").GetDouble();
    }
}
