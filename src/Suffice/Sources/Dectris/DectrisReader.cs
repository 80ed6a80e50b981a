using System.Collections.Immutable;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Sources.Dectris;

/// <summary>Opens the masters of DECTRIS detectors with all their parts; <see cref="DectrisFormat"/> describes them.</summary>
public static class DectrisReader
{
    /// <summary>Whether an HDF5 file is a master: looks at the names and targets of a few links, and at no data.</summary>
    public static bool IsMaster(string path)
    {
        try
        {
            using Hdf5File file = Hdf5File.Open(path);
            return !DectrisFormat.Parts(file).IsEmpty;
        }
        catch (CubeFileException)
        {
            // Whoever opens it as plain HDF5 says what is wrong with it.
            return false;
        }
    }

    /// <summary>Opens an acquisition.</summary>
    /// <param name="path">The master; its parts and the file with the scan are looked for beside it.</param>
    /// <param name="scan">Size of the scan, where the user knows better than the files.</param>
    /// <exception cref="CubeFileException">The file is no master, its first part cannot be read, or the parts do not fit together.</exception>
    public static OpenedCube Open(string path, ScanSize? scan = null)
    {
        using Hdf5File master = Hdf5File.Open(path);
        if (DectrisFormat.Parts(master).IsEmpty) throw new CubeFileException(path, "is no master of a DECTRIS detector: it has no /entry/data/data_000001");
        long? triggers = DectrisMetadata.Count(master, "ntrigger"), perTrigger = DectrisMetadata.Count(master, "nimages");
        DectrisParts parts = DectrisParts.Find(master, triggers * perTrigger);
        List<string> notes = [.. parts.Notes];
        DectrisSideCar? sideCar = DectrisSideCar.Read(path, notes);
        DectrisScan shape = DectrisScan.Decide(path, parts.Frames, scan, sideCar, triggers, perTrigger);
        Cube cube = Describe(parts.Present[0], shape, sideCar?.StepNm);
        Hdf5PixelMask? mask = Hdf5PixelMask.Read(path, DectrisFormat.Specific, cube.Shape) ?? Hdf5PixelMask.Read(path, DectrisFormat.Detector, cube.Shape);
        notes.AddRange(shape.Notes);
        if (mask is not null) notes.Add(mask.Note);
        List<(string, string)> metadata = [.. Stored(parts.Present[0], out CubeShape block), .. DectrisMetadata.Read(master), .. sideCar?.Entries ?? []];
        ImmutableArray<string> others = [.. parts.Present.Select(part => part.FilePath), .. sideCar is null ? [] : new[] { sideCar.FilePath }];
        return new OpenedCube(
            DectrisFormat.Name, null, new DectrisPartsReader(parts.Present, cube, Unstacked(block, cube.Shape)), shape.Origin, [.. notes], metadata)
        {
            Files = [path, .. others.Where(other => other != path).Distinct()],
            MaskedPixels = mask?.Masked ?? default,
        };
    }

    private static Cube Describe(DectrisPart first, DectrisScan scan, double? stepNm)
    {
        (double step, string unit) = stepNm is double known ? (known, "nm") : (1, "pixels");
        return new(first.Element, first.Order,
            [new("scan_y", scan.Rows, step, Unit: unit), new("scan_x", scan.Columns, step, Unit: unit)],
            [new("detector_y", first.Height, Unit: "pixels"), new("detector_x", first.Width, Unit: "pixels")],
            new(scan.Rows, scan.Columns, first.Height, first.Width));
    }

    // How the first part is stored stands for all: one detector wrote them with one setting.
    private static List<(string, string)> Stored(DectrisPart part, out CubeShape block)
    {
        using Hdf5CubeReader reader = part.Open();
        block = reader.BlockShape;
        return Hdf5CubeFile.Metadata(reader.Dataset);
    }

    // Positions that are stored together are neighbours in a line, or whole lines.
    private static CubeShape Unstacked(CubeShape block, CubeShape shape) => block with
    {
        ScanY = Math.Clamp(block.ScanY / shape.ScanX, 1, shape.ScanY),
        ScanX = Math.Min(block.ScanY, shape.ScanX),
    };
}
