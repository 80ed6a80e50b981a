using Suffice.Cubes;

namespace Suffice.Sources.DirectElectron;

/// <summary>Opens MRC stacks, with what Direct Electron's software puts beside them; <see cref="MrcFormat"/> describes them.</summary>
public static class MrcReader
{
    /// <summary>Whether the file's first bytes are those of an MRC file, which has no signature at its start.</summary>
    public static bool IsMrc(string path)
    {
        if (!path.EndsWith(".mrc", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".mrcs", StringComparison.OrdinalIgnoreCase)) return false;
        using SourceFile file = SourceFile.Open(path);
        return file.ReadStart(MrcFormat.HeaderBytes).AsSpan() is { Length: MrcFormat.HeaderBytes } start
            && (start[MrcFormat.MapOffset..].StartsWith(MrcFormat.Map) || start[MrcFormat.MapOffset..(MrcFormat.MapOffset + 4)].IndexOfAnyExcept((byte)0) < 0);
    }

    /// <summary>Opens a stack of frames; the frames of a scan that is no raster are put where they were taken.</summary>
    /// <exception cref="CubeFileException">The file is damaged, or shorter than it says.</exception>
    public static OpenedCube Open(string path, ScanSize? scan = null)
    {
        SourceFile file = SourceFile.Open(path);
        try
        {
            MrcHeader header = MrcHeader.Parse(file.ReadStart(MrcFormat.HeaderBytes), path);
            string? infoPath = Beside(path, "_info.txt"), positionsPath = Beside(path, "_scan_coordinates.csv");
            MovieInfo? info = infoPath is null ? null : MovieInfo.Read(infoPath);
            List<string> notes = [];
            int frames = CountFrames(file, header, notes);
            MoviePositions? positions = scan is null && positionsPath is not null && info is not { IsRaster: true } ? Positions(positionsPath, frames, notes) : null;
            ScanShape shape = positions is not null
                ? new(positions.Rows, positions.Columns, $"from {Path.GetFileName(positionsPath)}: a position for each of {frames:N0} frames", [])
                : ScanShape.Decide(path, frames, scan, [.. info?.Rasters() ?? []]);
            ElementType element = header.Element == ElementType.Int8 && info is { HasUnsignedBytes: true } ? ElementType.UInt8 : header.Element;
            PatternLayout layout = new(header.FirstFrame) { FrameAt = positions?.FrameAt ?? [] };
            Cube cube = Describe(header with { Element = element }, shape, info);
            return new(MrcFormat.Name, null, new PatternFileReader(new FrameFiles(file, frames), cube, layout), shape.Origin, [.. notes, .. shape.Notes], [.. info?.Entries ?? []])
            {
                Files = [path, .. new[] { infoPath, positionsPath }.OfType<string>()],
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static MoviePositions? Positions(string path, int frames, List<string> notes)
    {
        MoviePositions? found = MoviePositions.TryRead(path, frames, out string problem);
        if (found is null) notes.Add($"{problem}: the frames are left in the order of their recording");
        else if (found.FrameAt.Length > frames) notes.Add($"{found.FrameAt.Length - frames:N0} positions of the grid were not visited and read as zeros");
        return found;
    }

    private static int CountFrames(SourceFile file, MrcHeader header, List<string> notes)
    {
        Int128 frameBytes = (Int128)header.Rows * header.Columns * header.Element.Bytes();
        Int128 whole = (file.Bytes - header.FirstFrame) / frameBytes;
        if (whole < 1) throw new CubeFileException(file.Path, $"ends before its first frame of {header.Rows:N0} x {header.Columns:N0} pixels is complete");
        if (whole >= header.Frames) return header.Frames;
        notes.Add($"the header says {header.Frames:N0} frames, the file holds {whole:N0}");
        return (int)whole;
    }

    private static Cube Describe(MrcHeader header, ScanShape shape, MovieInfo? info)
    {
        Axis Calibrated(string name, int length, string key, string unit) =>
            info?.Number(key) is double step ? new(name, length, step, 0, unit) : new(name, length, Unit: "pixels");
        return new(header.Element, header.Order,
            [Calibrated("scan_y", shape.Rows, "Specimen Pixel Size Y (nanometers)", "nm"), Calibrated("scan_x", shape.Columns, "Specimen Pixel Size X (nanometers)", "nm")],
            [Calibrated("detector_y", header.Rows, "Diffraction Pixel Size Y", "1/nm"), Calibrated("detector_x", header.Columns, "Diffraction Pixel Size X", "1/nm")],
            new(shape.Rows, shape.Columns, header.Rows, header.Columns));
    }

    // ID_NUMBER_SUFFIX_movie.mrc: the longest beginning of the name that has such a file.
    private static string? Beside(string path, string ending)
    {
        string folder = Path.GetDirectoryName(path) ?? "", stem = Path.GetFileNameWithoutExtension(path);
        for (int end = stem.Length; end > 0; end = stem.LastIndexOf('_', end - 1))
        {
            string candidate = Path.Combine(folder, stem[..end] + ending);
            if (File.Exists(candidate)) return candidate;
        }
        return null;
    }
}
