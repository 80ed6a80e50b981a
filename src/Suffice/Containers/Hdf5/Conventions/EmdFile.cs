using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5.Conventions;

/// <summary>
/// Writes a file of EMD 1.0 with one datacube, as emdfile and py4DSTEM 0.14 and later read it: every group from the root to the
/// cube has a type, axes are vectors of full length (of a shorter one the reader extrapolates, at times one step too many).
/// </summary>
/// <remarks>
/// What is beside the cube goes into a plain group, which emdfile passes over: it reads every typed array whole into memory, and
/// returns a tree in place of the cube where there are several. There is no UUID: the same cube gives the same file.
/// </remarks>
public sealed class EmdFile : IDisposable
{
    private const string Root = "/datacube_root", CubeGroup = Root + "/datacube", Metadata = Root + "/metadatabundle";

    private readonly Hdf5File _file;

    private EmdFile(Hdf5File file) => _file = file;

    /// <summary>Creates the file, replacing one of that name.</summary>
    /// <exception cref="CubeFileException">It cannot be created.</exception>
    public static EmdFile Create(string path)
    {
        Hdf5File file = Hdf5File.Create(path);
        EmdFile emd = new(file);
        emd.WriteRoot();
        return emd;
    }

    /// <summary>Makes any file one of EMD 1.0 with the groups, axes and calibration of a cube; its samples are somebody else's to write.</summary>
    internal static void WriteTree(Hdf5File file, Cube cube)
    {
        EmdFile emd = new(file);
        emd.WriteRoot();
        emd.WriteCubeGroup(cube);
    }

    /// <summary>Makes any file one of EMD 1.0, without an array yet.</summary>
    internal static EmdFile Over(Hdf5File file)
    {
        EmdFile emd = new(file);
        emd.WriteRoot();
        return emd;
    }

    /// <summary>Adds the group of an array with its axes, and returns where its values go.</summary>
    /// <param name="name">Name within the root.</param>
    /// <param name="pythonClass">Such as <c>Array</c> or <c>DataCube</c>.</param>
    internal string AddArrayGroup(string name, string pythonClass, IReadOnlyList<Axis> axes)
    {
        string group = $"{Root}/{name}";
        Group(group, "array", pythonClass);
        for (int i = 0; i < axes.Count; i++) AddAxis($"{group}/dim{i}", axes[i]);
        return group + "/data";
    }

    /// <summary>Adds the datacube with its axes and calibration, and returns what writes its samples; dispose of it before the file is closed.</summary>
    /// <param name="cube">Two scan axes; a spectrum image gets a detector axis of length 1.</param>
    /// <param name="layout">How it is stored; its extents are the cube's shape.</param>
    /// <param name="threads">Number of threads that encode, at least 1.</param>
    /// <param name="unit">Unit of a sample, such as <c>counts</c>.</param>
    public Hdf5CubeWriter AddCube(Cube cube, Hdf5Layout layout, int threads, string unit)
    {
        WriteCubeGroup(cube);
        Hdf5CubeWriter writer = new(_file, CubeGroup + "/data", layout, threads);
        Hdf5Attributes.WriteText(_file, CubeGroup + "/data", "units", unit);
        return writer;
    }

    /// <summary>Writes a text beside the cube, as an attribute of its group.</summary>
    public void Describe(string name, string value) => Hdf5Attributes.WriteText(_file, CubeGroup, name, value);

    /// <summary>Writes a number beside the cube, as an attribute of its group.</summary>
    public void Describe(string name, double value) => Hdf5Attributes.WriteNumber(_file, CubeGroup, name, value);

    /// <summary>Adds a second cube outside the tree that emdfile reads.</summary>
    /// <param name="path">Full path, such as <c>/truth/lambda</c>.</param>
    public Hdf5CubeWriter AddPlainCube(string path, Hdf5Layout layout, int threads, string unit, string description)
    {
        Hdf5CubeWriter writer = new(_file, path, layout, threads);
        DescribePlain(path, unit, description);
        return writer;
    }

    /// <summary>Adds float64 values outside the tree that emdfile reads.</summary>
    public void AddPlainArray(string path, ImmutableArray<int> extents, ReadOnlySpan<double> values, string unit, string description)
    {
        _file.CreateGroup(path[..path.LastIndexOf('/')]);
        Hdf5SmallDatasets.Write(_file, path, extents, values);
        DescribePlain(path, unit, description);
    }

    /// <summary>Adds float64 values with axes, which emdfile reads as an Array.</summary>
    /// <param name="name">Name of its group, which lies beside the cube's.</param>
    public void AddArray(string name, ImmutableArray<Axis> axes, ReadOnlySpan<double> values, string unit, string title)
    {
        string group = $"{Root}/{name}";
        Group(group, "array", "Array");
        Hdf5Attributes.WriteText(_file, group, "title", title);
        for (int i = 0; i < axes.Length; i++) AddAxis($"{group}/dim{i}", axes[i]);
        Hdf5SmallDatasets.Write(_file, group + "/data", [.. axes.Select(axis => axis.Length)], values);
        Hdf5Attributes.WriteText(_file, group + "/data", "units", unit);
    }

    /// <summary>Closes the file.</summary>
    /// <exception cref="CubeFileException">Something could not be written, because the disk is full, for instance.</exception>
    public void Close() => _file.Close();

    public void Dispose() => _file.Dispose();

    private void WriteRoot()
    {
        Hdf5Attributes.WriteText(_file, "/", "emd_group_type", "file");
        Hdf5Attributes.WriteInteger(_file, "/", "version_major", 1);
        Hdf5Attributes.WriteInteger(_file, "/", "version_minor", 0);
        Hdf5Attributes.WriteText(_file, "/", "authoring_program", "Suffice");
        Hdf5Attributes.WriteText(_file, "/", "authoring_user", "");
        Group(Root, "root", "Root");
    }

    private void WriteCubeGroup(Cube cube)
    {
        Group(CubeGroup, "array", "DataCube");
        Axis[] detector = cube.DetectorAxes.Length == 2 ? [.. cube.DetectorAxes] : [new Axis("detector_y", 1), .. cube.DetectorAxes];
        Axis[] axes = [.. cube.ScanAxes, .. detector];
        ArgumentOutOfRangeException.ThrowIfNotEqual(axes.Length, 4, nameof(cube));
        for (int i = 0; i < axes.Length; i++) AddAxis($"{CubeGroup}/dim{i}", axes[i]);
        AddCalibration(cube);
    }

    private void Group(string path, string type, string? pythonClass)
    {
        _file.CreateGroup(path);
        Hdf5Attributes.WriteText(_file, path, "emd_group_type", type);
        if (pythonClass is not null) Hdf5Attributes.WriteText(_file, path, "python_class", pythonClass);
    }

    private void AddAxis(string path, Axis axis)
    {
        double[] at = new double[axis.Length];
        for (int i = 0; i < at.Length; i++) at[i] = axis.Offset + axis.Scale * i;
        Hdf5SmallDatasets.Write(_file, path, [axis.Length], at);
        Hdf5Attributes.WriteText(_file, path, "name", axis.Name);
        Hdf5Attributes.WriteText(_file, path, "units", axis.Unit.Length == 0 ? "pixels" : axis.Unit);
    }

    // py4DSTEM takes pixel sizes from here and not from the axes; it knows one size for both axes of a plane.
    private void AddCalibration(Cube cube)
    {
        Group(Metadata, "metadatabundle", null);
        const string group = Metadata + "/calibration";
        Group(group, "metadata", "Calibration");
        AddPixelSize(group, "R", cube.ScanAxes);
        if (cube.DetectorAxes.Length == 2) AddPixelSize(group, "Q", cube.DetectorAxes);
        AddText(group + "/_root_treepath", "");
        _file.CreateGroup(group + "/_target_paths");
        Hdf5Attributes.WriteText(_file, group + "/_target_paths", "type", "list_of_strings");
        Hdf5Attributes.WriteInteger(_file, group + "/_target_paths", "length", 1);
        Hdf5SmallDatasets.Write(_file, group + "/_target_paths/0", "/datacube");
    }

    private void AddPixelSize(string group, string plane, ImmutableArray<Axis> axes)
    {
        if (!axes.All(axis => axis.IsCalibrated && axis.Unit == axes[0].Unit && axis.Scale == axes[0].Scale)) return;
        Hdf5SmallDatasets.Write(_file, $"{group}/{plane}_pixel_size", [], [axes[0].Scale]);
        Hdf5Attributes.WriteText(_file, $"{group}/{plane}_pixel_size", "type", "number");
        AddText($"{group}/{plane}_pixel_units", axes[0].Unit);
    }

    private void AddText(string path, string text)
    {
        Hdf5SmallDatasets.Write(_file, path, text);
        Hdf5Attributes.WriteText(_file, path, "type", "string");
    }

    private void DescribePlain(string path, string unit, string description)
    {
        Hdf5Attributes.WriteText(_file, path, "units", unit);
        Hdf5Attributes.WriteText(_file, path, "description", description);
    }
}
