using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Sources.Events;

namespace Suffice.Sources.Stempy;

/// <summary>Opens electron events that stempy counted; <see cref="StempyFormat"/> describes them.</summary>
public static class StempyReader
{
    /// <summary>Whether an HDF5 file holds such events.</summary>
    public static bool IsStempy(string path)
    {
        try
        {
            using Hdf5File file = Hdf5File.Open(path);
            return StempyFormat.IsIn(file);
        }
        catch (CubeFileException)
        {
            return false;
        }
    }

    /// <summary>Opens a file; the electrons of all frames of a position are counted into its pattern.</summary>
    /// <exception cref="CubeFileException">The file is damaged, or says no size of its scan or its detector.</exception>
    public static OpenedCube Open(string path, ScanSize? scan = null)
    {
        Hdf5File file = Hdf5File.Open(path);
        Hdf5RaggedDataset? frames = null;
        try
        {
            int version = (int)(Hdf5Attributes.Number(file, "/", "version") ?? 1);
            if (version is < 1 or > 3) throw new CubeFileException(path, $"holds electron events of version {version}; 1 to 3 are known");
            int rows = Extent(file, StempyFormat.Positions, "Ny"), columns = Extent(file, StempyFormat.Positions, "Nx");
            int detectorRows = Extent(file, StempyFormat.Frames, "Nx"), detectorColumns = Extent(file, StempyFormat.Frames, "Ny");
            long positions = (long)rows * columns, pixels = (long)detectorRows * detectorColumns;
            if (positions > StempyFormat.MostPositions || pixels > StempyFormat.MostPixels)
                throw new CubeFileException(path, $"says that its scan has {rows:N0} x {columns:N0} positions and its detector {detectorRows:N0} x {detectorColumns:N0} pixels: it is damaged");
            if (scan is ScanSize asked) ScanOverride.MustHold(path, asked, positions);
            frames = new Hdf5RaggedDataset(file, StempyFormat.Frames);
            StempyEvents events = new(file, frames, Places(file, frames, version, positions), positions, pixels);
            ScanSize size = scan ?? new ScanSize(rows, columns);
            Cube cube = new(Element(file) ?? EventCubeReader.ElementFor(events.MostElectrons), SampleOrder.Native,
                [AxisOf(file, 0, "scan_y", size.Rows), AxisOf(file, 1, "scan_x", size.Columns)],
                [AxisOf(file, 2, "detector_y", detectorRows), AxisOf(file, 3, "detector_x", detectorColumns)],
                new(size.Rows, size.Columns, detectorRows, detectorColumns));
            string origin = scan is null ? $"from the attributes of scan_positions: Ny {rows}, Nx {columns}" : "as given by --scan";
            string[] notes = events.FramesPerPosition > 1 ? [$"{events.FramesPerPosition:N0} frames of each position are counted together"] : [];
            return new($"{StempyFormat.Name}, version {version}", null, new EventCubeReader(cube, events), origin, [.. notes], [("electrons", $"{events.Electrons:N0}")]) { Files = [path] };
        }
        catch
        {
            frames?.Dispose();
            file.Dispose();
            throw;
        }
    }

    private static long[] Places(Hdf5File file, Hdf5RaggedDataset frames, int version, long positions)
    {
        Hdf5Node node = file.Describe(StempyFormat.Positions);
        byte[]? stored = node.Element is ElementType element && !element.IsFloat() ? Hdf5Values.ReadDataset(file, StempyFormat.Positions, element) : null;
        if (stored is null) throw new CubeFileException(file.Path, $"{StempyFormat.Positions} holds {node.TypeName}, not places in the scan");
        long[] places = new long[stored.Length / node.Element!.Value.Bytes()];
        IntegerSpans.Widen(stored, node.Element.Value, SampleOrder.Native, places);
        bool fits = places.Length > 0 && (version == 3 ? frames.Count % places.Length == 0 : frames.Count == places.Length);
        if (!fits) throw new CubeFileException(file.Path, $"has {frames.Count:N0} frames for {places.Length:N0} scan positions: it is damaged");
        int outside = Array.FindIndex(places, place => place < 0 || place >= positions);
        return outside < 0 ? places : throw new CubeFileException(file.Path, $"frame {outside:N0} lies at position {places[outside]:N0} of {positions:N0}: the file is damaged");
    }

    private static ElementType? Element(Hdf5File file)
    {
        if (Hdf5Attributes.Text(file, StempyFormat.Frames, StempyFormat.Element) is not { } name) return null;
        ElementType? found = ElementTypes.All.Where(element => !element.IsFloat() && element.Name() == name).Select(element => (ElementType?)element).FirstOrDefault();
        return found ?? throw new CubeFileException(file.Path, $"says that its counts were {Printable.Shorten(name)}; an integer type is expected");
    }

    private static Axis AxisOf(Hdf5File file, int number, string name, int length)
    {
        string group = StempyFormat.Axis(number);
        return Hdf5Attributes.Number(file, group, "scale") is double scale
            ? new(Hdf5Attributes.Text(file, group, "name") ?? name, length, scale, Hdf5Attributes.Number(file, group, "offset") ?? 0, Hdf5Attributes.Text(file, group, "units") ?? "")
            : new(name, length, Unit: "pixels");
    }

    private static int Extent(Hdf5File file, string path, string name) =>
        Hdf5Attributes.Number(file, path, name) is >= 1 and <= int.MaxValue and double extent ? (int)extent
            : throw new CubeFileException(file.Path, $"{path} has no attribute {name} with a size");
}
