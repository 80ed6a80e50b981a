using System.Buffers.Binary;
using Suffice.Cubes;

namespace Suffice.Sources.NanoMegas;

/// <summary>Opens the .blo files of NanoMEGAS; <see cref="BlockFormat"/> describes them.</summary>
public static class BlockReader
{
    /// <summary>Opens a .blo file. Patterns that an interrupted acquisition did not write read as zeros.</summary>
    /// <exception cref="CubeFileException">The file is damaged, or holds no whole pattern.</exception>
    public static OpenedCube Open(string path, ScanSize? scan = null)
    {
        SourceFile file = SourceFile.Open(path);
        try
        {
            BlockHeader header = BlockHeader.Parse(file.ReadStart(BlockFormat.HeaderBytes), path);
            long frameBytes = BlockFormat.FrameHeaderBytes + (long)header.Side * header.Side;
            long planned = (long)header.Rows * header.Columns;
            long frames = Math.Min(planned, (file.Bytes - header.PatternsOffset) / frameBytes);
            if (frames < 1) throw new CubeFileException(path, "ends before its first pattern is complete");
            if (scan is ScanSize asked) ScanOverride.MustHold(path, asked, planned);
            ScanSize size = scan ?? new ScanSize(header.Rows, header.Columns);
            string[] notes = frames == planned ? [] : [$"the file holds {frames:N0} of {planned:N0} patterns; the others read as zeros"];
            string origin = scan is null ? $"from the header: {size.Rows} rows of {size.Columns}" : "as given by --scan";
            PatternLayout layout = new(header.PatternsOffset, BlockFormat.FrameHeaderBytes, CheckMark);
            return new(BlockFormat.Name, null, new PatternFileReader(new FrameFiles(file, frames), Describe(header, size), layout), origin, [.. notes], [.. header.Describe()])
            {
                Files = [path],
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Cube Describe(BlockHeader header, ScanSize scan)
    {
        static Axis Step(string name, int length, double stepNm) => double.IsFinite(stepNm) && stepNm > 0 ? new(name, length, stepNm, 0, "nm") : new(name, length, Unit: "pixels");
        Axis Detector(string name) => header.PixelsPerCm > 0 ? new(name, header.Side, 1 / header.PixelsPerCm, 0, "cm") : new(name, header.Side, Unit: "pixels");
        return new(ElementType.UInt8, ByteOrder.LittleEndian,
            [Step("scan_y", scan.Rows, header.StepYNm), Step("scan_x", scan.Columns, header.StepXNm)],
            [Detector("detector_y"), Detector("detector_x")], new(scan.Rows, scan.Columns, header.Side, header.Side));
    }

    private static void CheckMark(string path, long frame, long offset, ReadOnlySpan<byte> header)
    {
        if (BinaryPrimitives.ReadUInt16LittleEndian(header) != BlockFormat.FrameMark)
            throw new CubeFileException(path, $"pattern {frame:N0} does not begin with AA 55 at byte {offset:N0}: the file is damaged");
    }
}
