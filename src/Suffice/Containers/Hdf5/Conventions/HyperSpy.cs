using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5.Conventions;

/// <summary>
/// HyperSpy's .hspy: <c>/Experiments/NAME/data</c> with groups <c>axis-0</c>..., one for each extent in array order, whose
/// attributes are name, scale, offset, units and navigate (true for scan axes).
/// </summary>
internal static class HyperSpy
{
    /// <summary>Group, below a signal, whose attributes describe the microscope, and that of them which is the voltage in kV.</summary>
    public const string Microscope = "metadata/Acquisition_instrument/TEM", BeamEnergy = "beam_energy";

    public static IEnumerable<Hdf5CubePlace> Find(Hdf5File file, Hdf5Tree tree) =>
        Hdf5Attributes.Text(file, "/", "file_format") != "HyperSpy" ? []
        : from data in tree.Nodes
          where data.Name == "data" && data.Path.StartsWith("/Experiments/", StringComparison.Ordinal) && Hdf5Convention.IsCube(data)
          select Place(file, data);

    private static Hdf5CubePlace Place(Hdf5File file, Hdf5Node data)
    {
        bool[] navigates = [.. data.Extents.Select((_, i) => Hdf5Attributes.Number(file, $"{data.Parent}/axis-{i}", "navigate") == 1)];
        int signal = navigates.Reverse().TakeWhile(navigate => !navigate).Count();
        // A signal of three dimensions, or none: then the usual two.
        int detectorRank = signal is 1 or 2 && navigates.Any(navigate => navigate) ? signal : 2;
        ImmutableArray<Axis> plain = Hdf5Convention.DefaultAxes(data.Extents, detectorRank);
        return new Hdf5CubePlace(data.Path, [.. plain.Select((axis, i) => Calibrated(file, $"{data.Parent}/axis-{i}", axis))], detectorRank);
    }

    private static Axis Calibrated(Hdf5File file, string group, Axis axis)
    {
        string? name = Hdf5Attributes.Text(file, group, "name");
        return axis with
        {
            Name = name is null or "" or "<undefined>" ? axis.Name : name,
            Scale = Hdf5Attributes.Number(file, group, "scale") ?? 1,
            Offset = Hdf5Attributes.Number(file, group, "offset") ?? 0,
            Unit = Hdf5Convention.CleanUnit(Hdf5Attributes.Text(file, group, "units") ?? ""),
        };
    }
}
