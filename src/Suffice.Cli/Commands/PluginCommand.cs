using System.CommandLine;
using System.Diagnostics;
using Suffice.Codecs.Tally;

namespace Suffice.Cli.Commands;

/// <summary><c>suffice plugin</c>: where the HDF5 plugin for Tally is, built first where it is missing, and how other programs use it.</summary>
internal static class PluginCommand
{
    private const string FileName = "libh5tally.so";

    // The launcher says where the sources are that it runs from.
    private const string SourceVariable = "SUFFICE_SOURCE";

    public static Command Create()
    {
        Option<bool> folder = new("--folder") { Description = "Print the folder alone, for HDF5_PLUGIN_PATH" };
        Command command = new("plugin", "The plugin with which every HDF5 program reads and writes Tally: builds it, and says how to use it.\n\n"
            + "Example: export HDF5_PLUGIN_PATH=$(./suffice plugin --folder)") { folder };
        command.SetAction(parsed =>
        {
            string path = FindFolder();
            Console.WriteLine(parsed.GetValue(folder) ? path : Usage(path));
            return 0;
        });
        return command;
    }

    private static string FindFolder()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, "hdf5-plugin");
        if (File.Exists(Path.Combine(beside, FileName))) return beside;
        if (Environment.GetEnvironmentVariable(SourceVariable) is not { Length: > 0 } source)
            throw new FileNotFoundException("the plugin is built from the sources: start this as ./suffice plugin in a checkout");
        ProcessStartInfo start = new("bash", [Path.Combine(source, "eng", "plugin.sh")]) { RedirectStandardOutput = true };
        using Process build = Process.Start(start) ?? throw new IOException("cannot start bash to build the plugin");
        string output = build.StandardOutput.ReadToEnd().Trim();
        build.WaitForExit();
        return build.ExitCode == 0 ? output : throw new IOException("the plugin could not be built; what is missing is said above");
    }

    private static string Usage(string folder)
    {
        int id = TallyFilter.Id;
        return $"""
            {Path.Combine(folder, FileName)}
            HDF5 filter {id} (Tally), for HDF5 1.10 and later. Parameters: 1 (the format's version), then 1 fast, 2 balanced or 3 archive.

            Every program   export HDF5_PLUGIN_PATH={folder}
                            The variable replaces the library's own folder: with other plugins, give both with a colon between.

            h5py            h5py.h5pl.append(b"{folder}")     # or the variable
                            array = h5py.File("scan.emd")["datacube_root/datacube/data"][:]
                            file.create_dataset("data", data=array, chunks=(16, 16, 256, 256), compression={id}, compression_opts=(1, 2))

            Shell           h5dump -d /data scan.h5
                            h5repack -f UD={id},0,2,1,2 -l CHUNK=16x16x256x256 in.h5 out.h5

            MATLAB          setenv("HDF5_PLUGIN_PATH", "{folder}")     % before its first HDF5 call
                            data = h5read("scan.h5", "/data");
                            h5create("out.h5", "/data", size(data), Datatype=class(data), ChunkSize=[256 256 16 16], CustomFilterID={id}, CustomFilterParameters=[1 2])

            HDFView         HDF5_PLUGIN_PATH={folder} hdfview scan.h5

            Julia           ENV["HDF5_PLUGIN_PATH"] = "{folder}"     # before: using HDF5
                            data = h5read("scan.h5", "data")
                            create_dataset(file, "data", datatype(data), dataspace(data); chunk=(256, 256, 16, 16), filters=[HDF5.Filters.ExternalFilter({id}, Cuint[1, 2])])
            """;
    }
}
