using System.CommandLine;
using System.Net;
using Suffice.Cli.Viewing;
using Suffice.Cubes;
using Suffice.Viewer;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice view FILE...</c>: serves a page on which to look at files.</summary>
internal static class ViewCommand
{
    public static Command Create()
    {
        Argument<string[]> files = new("FILE") { Description = "4D-STEM files, a tab for each", Arity = ArgumentArity.OneOrMore };
        Option<int> port = new("--port") { Description = "Port to listen on; without it a free one", HelpName = "N" };
        port.Validators.Add(result =>
        {
            Options.AtLeast(result, port, 0);
            if (!result.Errors.Any() && result.GetValueOrDefault<int>() > ushort.MaxValue) result.AddError($"--port must be at most {ushort.MaxValue}");
        });
        Option<string?> host = new("--host") { Description = "Address to listen on instead of this machine's own; others on the network can then try to connect", HelpName = "ADDRESS" };
        Option<string?> path = Options.Path();
        Option<ScanSize?> scan = Options.Scan();
        Option<TimeSpan?> dwell = Options.Dwell();
        Option<int> threads = Options.Threads();
        Option<ByteSize> memory = Options.Memory();
        Command command = new("view", "A local web page: browse patterns, drag virtual detectors, compare files. Ends with Ctrl-C.\n\n"
            + "Example: suffice view scan.emd") { files, port, host, path, scan, dwell, threads, memory };
        command.SetAction((parsed, cancellation) => Run(
            parsed.GetValue(files)!, new CubeFileOptions(parsed.GetValue(path), parsed.GetValue(scan), parsed.GetValue(dwell)),
            new ViewerOptions(Host(parsed.GetValue(host)), parsed.GetValue(port), parsed.GetValue(threads), parsed.GetValue(memory).Bytes), cancellation));
        return command;
    }

    private static async Task<int> Run(string[] files, CubeFileOptions options, ViewerOptions viewer, CancellationToken cancellation)
    {
        ViewerFile[] opened = [.. files.Select(file => ViewedFiles.Of(file, options))];
        viewer = viewer with { Log = line => Console.Error.WriteLine($"suffice: {line}") };
        if (!IPAddress.IsLoopback(viewer.Host))
            Console.Error.WriteLine($"suffice: warning: listening on {viewer.Host}, not only on this machine: whoever has the address below can see these files, and it travels unencrypted");
        await using ViewerServer server = await ViewerServer.Start(opened, viewer).ConfigureAwait(false);
        Console.WriteLine($"Open {server.Address}");
        Console.WriteLine("Ctrl-C ends it.");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The way in which it ends.
        }
        return 0;
    }

    private static IPAddress Host(string? text) => text switch
    {
        null or "localhost" => IPAddress.Loopback,
        _ when IPAddress.TryParse(text, out IPAddress? address) => address,
        _ => throw new ArgumentException($"--host takes an address such as 192.168.1.5 or 0.0.0.0, not '{text}'"),
    };
}
