using System.Globalization;
using Suffice.Cubes;

namespace Suffice.Sources.Gatan;

/// <summary>Opens .dm3 and .dm4 files; <see cref="DmFormat"/> describes them.</summary>
public static class DmReader
{
    private const int MostMetadata = 2000;

    /// <summary>Whether a file begins as one: version 3 or 4, then a length and the byte order.</summary>
    public static bool IsDm(ReadOnlySpan<byte> start) => start is [0, 0, 0, 3, _, _, _, _, 0, 0, 0, 0 or 1, ..] or [0, 0, 0, 4, _, _, _, _, _, _, _, _, 0, 0, 0, 0 or 1, ..];

    /// <summary>Opens the largest image of a file: a scan of patterns or of spectra, a stack, or a single pattern.</summary>
    /// <exception cref="CubeFileException">The file is damaged, or has no such image.</exception>
    public static OpenedCube Open(string path, ScanSize? scan = null)
    {
        SourceFile file = SourceFile.Open(path);
        try
        {
            DmTags tags = DmTags.Read(file);
            DmImage image = DmImage.Find(tags, path);
            (int Rows, int Columns, string Origin) size = ScanOf(tags, image, path, scan);
            Cube cube = Describe(tags, image, new ScanSize(size.Rows, size.Columns));
            ICubeReader reader = image.IsPositionFastest
                ? new PositionFastestReader(file, cube, image.Offset)
                : new PatternFileReader(new FrameFiles(file, cube.Shape.Patterns), cube, new PatternLayout(image.Offset));
            string[] notes = image.IsPositionFastest ? ["stored position-fastest: all positions of one detector pixel, then of the next; packing brings patterns together"] : [];
            return new($"{DmFormat.Name} {tags.Version}", null, reader, size.Origin, [.. notes], [.. Metadata(tags, image)]) { Files = [path] };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static (int Rows, int Columns, string Origin) ScanOf(DmTags tags, DmImage image, string path, ScanSize? asked)
    {
        (int scanY, int scanX, _, _) = image.Roles;
        int rows = scanY < 0 ? 1 : image.Dimensions[scanY], columns = scanX < 0 ? 1 : image.Dimensions[scanX];
        if (asked is ScanSize size)
        {
            ScanOverride.MustHold(path, size, (long)rows * columns);
            return (size.Rows, size.Columns, "as given by --scan");
        }
        if (scanX >= 0) return (rows, columns, $"from the image's dimensions: {string.Join(" x ", image.Dimensions)}, fastest first");
        // The software of TitanX stored scans as stacks.
        string tag = image.Path + ".ImageTags.4D STEM Tags.Scan shape ";
        if (tags.Number(tag + "X") is >= 1 and <= int.MaxValue and double x && tags.Number(tag + "Y") is >= 1 and <= int.MaxValue and double y && x * y == rows)
            return ((int)y, (int)x, $"from the tags: 4D STEM Tags, scan shape {x} x {y}");
        return (rows, columns, rows == 1 ? "a single pattern" : "from the image's dimensions: a stack of patterns");
    }

    private static Cube Describe(DmTags tags, DmImage image, ScanSize scan)
    {
        (int scanY, int scanX, int detectorY, int detectorX) = image.Roles;
        bool keepsScan = scan.Rows == (scanY < 0 ? 1 : image.Dimensions[scanY]);
        Axis AxisOf(string name, int dimension, int length)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"{image.Path}.ImageData.Calibrations.Dimension.{dimension}.");
            string unit = (tags.Text(at + "Units") ?? "").Replace('\u00B5', 'u').Replace('\u03BC', 'u');
            double scale = tags.Number(at + "Scale") ?? 1, origin = tags.Number(at + "Origin") ?? 0;
            return dimension < 0 || unit.Length == 0 || scale == 0 ? new(name, length, Unit: "pixels") : new(name, length, scale, -origin * scale, unit);
        }
        int rows = detectorY < 0 ? 1 : image.Dimensions[detectorY], columns = image.Dimensions[detectorX];
        Axis columnsAxis = AxisOf(image.IsSpectra ? "energy" : "detector_x", detectorX, columns);
        return new(image.Element, tags.Order,
            [AxisOf("scan_y", keepsScan ? scanY : -1, scan.Rows), AxisOf("scan_x", keepsScan ? scanX : -1, scan.Columns)],
            image.IsSpectra ? [columnsAxis] : [AxisOf("detector_y", detectorY, rows), columnsAxis],
            new(scan.Rows, scan.Columns, rows, columns));
    }

    private static IEnumerable<(string, string)> Metadata(DmTags tags, DmImage image) => tags.All
        .Where(tag => tag.Key.StartsWith(image.Path + ".ImageTags.", StringComparison.Ordinal) && (tag.Value.Text is not null || double.IsFinite(tag.Value.Number)))
        .Take(MostMetadata)
        .Select(tag => (tag.Key[(image.Path.Length + ".ImageTags.".Length)..], tag.Value.Text ?? tag.Value.Number.ToString("R", CultureInfo.InvariantCulture)));
}
