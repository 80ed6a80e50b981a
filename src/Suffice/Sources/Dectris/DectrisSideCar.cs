using System.Collections.Immutable;
using System.Globalization;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Sources.Dectris;

/// <summary>What the microscope's software wrote beside the master: the scan.</summary>
/// <param name="StepNm">Distance between probe positions; null where the file says that it is not calibrated.</param>
/// <param name="Entries">All that is known of, in the file's words.</param>
internal sealed record DectrisSideCar(string FilePath, int? Rows, int? Columns, double? StepNm, ImmutableArray<(string Key, string Value)> Entries)
{
    private const string Group = "/STEM Metadata";

    private static readonly string[] Names =
    [
        "NumPixelsX", "NumPixelsY", "NumPixelsPrescan", "Pixel Size", "IsPixelSizeCalibrated", "Magnification", "Rotation", "ScanDwellTime",
        "ScanIncrement", "High Tension", "Camera Length", "SpotSize",
    ];

    /// <summary>Path of the file beside a master that may hold the scan; null where the master's name does not tell.</summary>
    public static string? PathFor(string master) => master.EndsWith(DectrisFormat.MasterSuffix, StringComparison.OrdinalIgnoreCase)
        ? master[..^DectrisFormat.MasterSuffix.Length] + ".h5" : null;

    /// <summary>Reads the file beside a master; null where there is none, or none of use, which a note then says.</summary>
    public static DectrisSideCar? Read(string master, List<string> notes)
    {
        if (PathFor(master) is not { } path || !File.Exists(path)) return null;
        try
        {
            using Hdf5File file = Hdf5File.Open(path);
            (string Name, double? Value)[] found = [.. Names.Select(name => (name, Hdf5Attributes.Number(file, Group, name)))];
            double? Value(string name) => found.First(entry => entry.Name == name).Value;
            ImmutableArray<(string, string)> entries =
                [.. found.Where(entry => entry.Value is not null).Select(entry => (entry.Name, entry.Value!.Value.ToString(CultureInfo.InvariantCulture)))];
            if (entries.Length == 0) throw new CubeFileException(path, "it has no STEM Metadata");
            double? step = Value("Pixel Size") is double size && double.IsFinite(size) && size > 0 ? size : null;
            bool calibrated = Value("IsPixelSizeCalibrated") is not 0;
            if (step is not null && !calibrated)
                notes.Add($"{Path.GetFileName(path)} says that its pixel size, {step}, is not calibrated: the scan's step stays unknown");
            return new(path, Count(Value("NumPixelsY")), Count(Value("NumPixelsX")), calibrated ? step : null, entries);
        }
        catch (CubeFileException cause)
        {
            notes.Add($"{Path.GetFileName(path)} is left aside: {cause.Problem}");
            return null;
        }
    }

    private static int? Count(double? value) => value is >= 1 and <= int.MaxValue ? (int)value : null;
}
