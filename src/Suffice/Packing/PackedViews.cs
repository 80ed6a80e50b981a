using System.Runtime.InteropServices;
using Suffice.Containers.Hdf5;
using Suffice.Containers.Hdf5.Conventions;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>
/// Makes the one dataset of a packed file visible to every reader, under further names of it: py4DSTEM (EMD 1.0), HyperSpy and
/// NeXus. Where a source is HDF5 already and uses such a name, it keeps its own.
/// </summary>
internal static class PackedViews
{
    private static readonly string[] NexusAxes = ["y", "x", "qy", "qx"];

    /// <summary>Adds the groups of EMD 1.0; the dataset may be there already, or come later at that very path.</summary>
    public static void WriteEmd(Hdf5File file, Cube cube, string? cubePath)
    {
        if (IsTaken(file, "/datacube_root", "emd_group_type", "version_major", "version_minor", "authoring_program", "authoring_user")) return;
        EmdFile.WriteTree(file, FourAxes(cube));
        if (cubePath is not null) Hdf5Values.Link(file, cubePath, PackedLayout.Cube);
    }

    /// <summary>Where HyperSpy has the samples of a signal.</summary>
    public static string HyperSpyData(string title) => $"/Experiments/{title.Replace('/', '_')}/data";

    /// <summary>Adds what HyperSpy's .hspy has; the source's metadata become attributes there.</summary>
    public static void WriteHyperSpy(Hdf5File file, Cube cube, string cubePath, string title, IEnumerable<(string Key, string Value)> metadata)
    {
        if (!IsTaken(file, "/Experiments", "file_format", "file_format_version")) WriteSignal(file, cube, cubePath, title, metadata);
    }

    /// <summary>Makes a dataset the signal of a .hspy; it may be at its place there already.</summary>
    public static void WriteSignal(Hdf5File file, Cube cube, string cubePath, string title, IEnumerable<(string Key, string Value)> metadata)
    {
        Hdf5Attributes.WriteText(file, "/", "file_format", "HyperSpy");
        Hdf5Attributes.WriteText(file, "/", "file_format_version", "3.1");
        string data = HyperSpyData(title), group = data[..^"/data".Length];
        if (data != cubePath) Hdf5Values.Link(file, cubePath, data);
        Cube four = FourAxes(cube);
        Axis[] axes = [.. four.ScanAxes, .. four.DetectorAxes];
        for (int i = 0; i < axes.Length; i++) WriteAxis(file, $"{group}/axis-{i}", axes[i], isScan: i < 2);
        file.CreateGroup(group + "/metadata/General");
        Hdf5Attributes.WriteText(file, group + "/metadata/General", "title", title);
        file.CreateGroup(group + "/metadata/Signal");
        Hdf5Attributes.WriteText(file, group + "/metadata/Signal", "signal_type", "electron_diffraction");
        if (AcceleratingVoltage.Kilovolts(metadata) is { } kilovolts)
        {
            file.CreateGroup($"{group}/{HyperSpy.Microscope}");
            Hdf5Attributes.WriteNumber(file, $"{group}/{HyperSpy.Microscope}", HyperSpy.BeamEnergy, kilovolts);
        }
        file.CreateGroup(group + "/original_metadata");
        WriteMetadata(file, group + "/original_metadata", metadata);
    }

    /// <summary>Adds a NeXus entry, whose axes are those of EMD.</summary>
    public static void WriteNexus(Hdf5File file, string cubePath)
    {
        if (IsTaken(file, "/entry", "default") || file.Describe("/datacube_root/datacube/dim3").Kind != Hdf5NodeKind.Dataset) return;
        Hdf5Values.Link(file, cubePath, "/entry/data/data");
        Hdf5Attributes.WriteText(file, "/", "default", "entry");
        Hdf5Attributes.WriteText(file, "/entry", "NX_class", "NXentry");
        Hdf5Attributes.WriteText(file, "/entry", "default", "data");
        Hdf5Attributes.WriteText(file, "/entry/data", "NX_class", "NXdata");
        Hdf5Attributes.WriteText(file, "/entry/data", "signal", "data");
        Hdf5Values.WriteTexts(file, "/entry/data", "axes", NexusAxes);
        for (int i = 0; i < NexusAxes.Length; i++)
        {
            Hdf5Values.Link(file, $"/datacube_root/datacube/dim{i}", $"/entry/data/{NexusAxes[i]}");
            Hdf5Attributes.WriteInteger(file, "/entry/data", NexusAxes[i] + "_indices", i);
        }
    }

    /// <summary>Two scan axes and two detector axes, of lengths that are the cube's.</summary>
    public static Cube FourAxes(Cube cube)
    {
        CubeShape shape = cube.Shape;
        bool isPlain = cube.ScanAxes.Length == 2 && cube.ScanAxes[0].Length == shape.ScanY && cube.ScanAxes[1].Length == shape.ScanX;
        bool isStack = cube.ScanAxes.Length == 1 && cube.ScanAxes[0].Length == shape.ScanY;
        return cube with
        {
            ScanAxes = isPlain ? cube.ScanAxes
                : isStack ? [cube.ScanAxes[0], new Axis("scan_x", 1)] : [new Axis("scan_y", shape.ScanY), new Axis("scan_x", shape.ScanX)],
            DetectorAxes = cube.DetectorAxes.Length == 2 ? cube.DetectorAxes : [new Axis("detector_y", 1), .. cube.DetectorAxes],
        };
    }

    private static void WriteAxis(Hdf5File file, string group, Axis axis, bool isScan)
    {
        file.CreateGroup(group);
        Hdf5Attributes.WriteText(file, group, "_type", "UniformDataAxis");
        Hdf5Attributes.WriteText(file, group, "name", axis.Name);
        Hdf5Attributes.WriteText(file, group, "units", axis.Unit.Length == 0 ? "px" : axis.Unit);
        Hdf5Attributes.WriteNumber(file, group, "scale", axis.Scale);
        Hdf5Attributes.WriteNumber(file, group, "offset", axis.Offset);
        Hdf5Attributes.WriteInteger(file, group, "size", axis.Length);
        Hdf5Values.WriteFlag(file, group, "navigate", isScan);
        Hdf5Values.WriteFlag(file, group, "is_binned", false);
    }

    /// <summary>Writes what a source's headers say as attributes; names that come twice get a number.</summary>
    private static void WriteMetadata(Hdf5File file, string group, IEnumerable<(string Key, string Value)> metadata)
    {
        HashSet<string> names = [];
        foreach ((string key, string value) in metadata)
        {
            string stem = key.Replace("\0", "", StringComparison.Ordinal) is { Length: > 0 } clean ? clean : "unnamed", name = stem;
            for (int n = 2; !names.Add(name); n++) name = $"{stem} ({n})";
            Hdf5Attributes.WriteText(file, group, name, value.Replace("\0", "", StringComparison.Ordinal));
        }
    }

    private static bool IsTaken(Hdf5File file, string group, params ReadOnlySpan<string> rootAttributes)
    {
        foreach (string name in rootAttributes)
            if (Hdf5Values.HasAttribute(file, "/", name)) return true;
        return file.Describe(group).Kind != Hdf5NodeKind.BrokenLink;
    }
}
