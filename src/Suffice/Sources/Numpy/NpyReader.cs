using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Suffice.Cubes;

namespace Suffice.Sources.Numpy;

/// <summary>Opens .npy files of three to five dimensions: diffraction patterns on the last two, probe positions before.</summary>
public static class NpyReader
{
    private const string Format = "NumPy .npy";

    /// <summary>Opens a .npy file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="scan">Size of the scan; replaces the leading dimensions.</param>
    /// <exception cref="CubeFileException">The file is damaged, or its array is no datacube.</exception>
    public static OpenedCube Open(string path, ScanSize? scan = null)
    {
        SourceFile file = SourceFile.Open(path);
        try
        {
            NpyHeader header = NpyHeader.Parse(file.ReadStart(NpyHeader.MaxBytes), path);
            Cube cube = Describe(header, scan, path);
            ImmutableArray<string> notes = CheckSize(cube, header, file);
            string origin = scan is not null ? "as given by --scan"
                : cube.ScanAxes.Length == 1 ? "from the array: a stack of patterns" : $"from the array: {ShapeText(header)}";
            (string, string)[] metadata =
            [
                ("descr", $"{cube.Element.Name()}, {(cube.StoredOrder == ByteOrder.BigEndian ? "big" : "little")}-endian"),
                ("shape", ShapeText(header)),
            ];
            FrameFiles frames = new(file, cube.Shape.Patterns);
            return new(Format, null, new PatternFileReader(frames, cube, new PatternLayout(header.DataOffset)), origin, notes, metadata) { Files = [path] };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Cube Describe(NpyHeader header, ScanSize? scan, string path)
    {
        ImmutableArray<long> shape = header.Shape;
        if (shape.Length is < 3 or > 5)
            throw new CubeFileException(path,
                $"holds an array of shape {ShapeText(header)}; a datacube has 3 to 5 dimensions, patterns last");
        if (shape.Any(extent => extent < 1))
            throw new CubeFileException(path, $"holds an array of shape {ShapeText(header)}: there are no samples in it");
        if (scan is ScanSize asked)
        {
            BigInteger patterns = shape[..^2].Aggregate(BigInteger.One, (product, extent) => product * extent);
            if (patterns > long.MaxValue) throw TooLarge(header, path);
            ScanOverride.MustHold(path, asked, (long)patterns);
            shape = [asked.Rows, asked.Columns, .. shape[^2..]];
        }
        // Five dimensions are a series of scans: their lines follow each other.
        Int128 rows = shape.Length == 5 ? (Int128)shape[0] * shape[1] : shape[0];
        long columns = shape.Length == 3 ? 1 : shape[^3];
        if (rows > int.MaxValue || columns > int.MaxValue || shape[^2] > int.MaxValue || shape[^1] > int.MaxValue)
            throw TooLarge(header, path);
        string[] names = shape.Length switch { 3 => ["scan"], 4 => ["scan_y", "scan_x"], _ => ["series", "scan_y", "scan_x"] };
        return new(header.Element, header.Order,
            [.. names.Select((name, i) => new Axis(name, (int)shape[i], Unit: "pixels"))],
            [new("detector_y", (int)shape[^2], Unit: "pixels"), new("detector_x", (int)shape[^1], Unit: "pixels")],
            new((int)rows, (int)columns, (int)shape[^2], (int)shape[^1]));
    }

    private static ImmutableArray<string> CheckSize(Cube cube, NpyHeader header, SourceFile file)
    {
        // Four extents below 2^31 and eight bytes: 2^127 at most.
        CubeShape shape = cube.Shape;
        Int128 needed = (Int128)shape.Patterns * shape.PatternSamples * cube.Element.Bytes();
        long present = file.Bytes - header.DataOffset;
        if (needed > present)
            throw new CubeFileException(file.Path, string.Create(CultureInfo.InvariantCulture,
                $"is incomplete: {ShapeText(header)} {cube.Element.Name()} needs {needed:N0} bytes of samples, the file has {present:N0}"));
        return needed == present ? [] : [$"the file has {present - (long)needed:N0} bytes behind its array, which are left out"];
    }

    private static string ShapeText(NpyHeader header) => $"({string.Join(", ", header.Shape)})";

    private static CubeFileException TooLarge(NpyHeader header, string path) =>
        new(path, $"says that it holds an array of shape {ShapeText(header)}, too large to be one; the file is damaged");
}
