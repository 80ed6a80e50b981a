using System.Buffers.Binary;
using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources.Tia;

/// <summary>Opens the .ser files of TIA; <see cref="SeriesFormat"/> describes them.</summary>
public static class SeriesReader
{
    /// <summary>Opens a series of images or spectra. Elements that were planned and not written read as zeros.</summary>
    /// <exception cref="CubeFileException">The file is damaged, or its elements differ in size.</exception>
    public static OpenedCube Open(string path, ScanSize? scan = null)
    {
        SourceFile file = SourceFile.Open(path);
        try
        {
            SeriesHeader header = SeriesHeader.Parse(file.ReadStart(SeriesFormat.MaxHeaderBytes), path);
            long[] offsets = Offsets(file, header);
            byte[] start = new byte[Math.Min(SeriesFormat.ImageHeaderBytes, Math.Max(0, file.Bytes - offsets[0]))];
            file.ReadAt(offsets[0], start);
            SeriesElement element = SeriesElement.Parse(start, header.IsSpectra, path);
            PatternLayout layout = Layout(file, offsets, element);
            ScanShape shape = ScanShape.Decide(path, offsets.Length, scan, [.. Declared(header)]);
            string[] notes = header.Written < header.Planned ? [$"{header.Written:N0} of {header.Planned:N0} planned elements were written"] : [];
            FrameFiles frames = new(file, offsets.Length);
            return new(SeriesFormat.Name, null, new PatternFileReader(frames, Describe(header, element, shape), layout), shape.Origin, [.. notes, .. shape.Notes], [])
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

    private static long[] Offsets(SourceFile file, SeriesHeader header)
    {
        int width = header.HasWideOffsets ? 8 : 4;
        if (header.Written < 1) throw new CubeFileException(file.Path, "holds no element: nothing was written, or it is a single spectrum, whose samples are in the .emi");
        if (header.OffsetsAt > file.Bytes - header.Written * width || header.Written > Array.MaxLength / width)
            throw new CubeFileException(file.Path, $"ends before the places of its {header.Written:N0} elements: the file is incomplete");
        byte[] bytes = new byte[header.Written * width];
        file.ReadAt(header.OffsetsAt, bytes);
        long[] offsets = new long[header.Written];
        for (int i = 0; i < offsets.Length; i++)
        {
            ReadOnlySpan<byte> at = bytes.AsSpan(i * width);
            offsets[i] = header.HasWideOffsets ? BinaryPrimitives.ReadInt64LittleEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);
            if (offsets[i] < 0 || offsets[i] >= file.Bytes) throw new CubeFileException(file.Path, $"element {i:N0} lies at byte {offsets[i]:N0}, outside the file");
        }
        return offsets;
    }

    // TIA writes elements one after the other, each with its tag behind it.
    private static PatternLayout Layout(SourceFile file, long[] offsets, SeriesElement element)
    {
        Int128 length = element.HeaderBytes + (Int128)element.Rows * element.Columns * element.Element.Bytes();
        if (offsets[^1] + length > file.Bytes)
            throw new CubeFileException(file.Path, $"ends within element {offsets.Length - 1:N0}: {element.Rows:N0} x {element.Columns:N0} {element.Element.Name()} at byte {offsets[^1]:N0}");
        long stride = offsets.Length > 1 ? offsets[1] - offsets[0] : (long)length;
        for (int i = 1; i < offsets.Length; i++)
            if (offsets[i] - offsets[i - 1] != stride || stride < length)
                throw new CubeFileException(file.Path, $"element {i:N0} is not as long as the others; only series of equal elements are cubes");
        SeriesElement first = element;
        return new PatternLayout(offsets[0], element.HeaderBytes, (path, frame, offset, header) =>
        {
            SeriesElement found = SeriesElement.Parse(header, first.Rows == 1 && header.Length == SeriesFormat.SpectrumHeaderBytes, path);
            if ((found.Element, found.Rows, found.Columns) != (first.Element, first.Rows, first.Columns))
                throw new CubeFileException(path, $"element {frame:N0} at byte {offset:N0} differs from the first in size or type: the file is damaged");
        })
        {
            FooterBytes = (int)Math.Min(int.MaxValue, stride - (long)length),
        };
    }

    private static IEnumerable<DeclaredScan> Declared(SeriesHeader header)
    {
        if (header.Dimensions.Length == 2)
            yield return new(header.Dimensions[1].Length, header.Dimensions[0].Length, $"from the file's dimensions: {header.Dimensions[1].Length} rows of {header.Dimensions[0].Length}");
        if (header.Dimensions.Length == 1) yield return new(header.Dimensions[0].Length, 1, "from the file's dimension: a series");
    }

    private static Cube Describe(SeriesHeader header, SeriesElement element, ScanShape shape)
    {
        static Axis Calibrated(string name, int length, double step, string unit) => unit.Length > 0 && double.IsFinite(step) && step != 0 ? new(name, length, step, 0, unit) : new(name, length, Unit: "pixels");
        Axis Scan(string name, int length, int dimension) =>
            header.Dimensions.Length > dimension && header.Dimensions[dimension] is { } found && found.Length == length ? Calibrated(name, length, found.Step, found.Unit) : new(name, length, Unit: "pixels");
        ImmutableArray<Axis> detector = header.IsSpectra
            ? [Calibrated("energy", element.Columns, element.StepX, "eV")]
            : [Calibrated("detector_y", element.Rows, element.StepY, "1/m"), Calibrated("detector_x", element.Columns, element.StepX, "1/m")];
        return new(element.Element, ByteOrder.LittleEndian,
            [Scan("scan_y", shape.Rows, 1), Scan("scan_x", shape.Columns, 0)], detector, new(shape.Rows, shape.Columns, element.Rows, element.Columns));
    }
}
