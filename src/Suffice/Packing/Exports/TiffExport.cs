using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Packing.Exports;

/// <summary>Writes a cube as uncompressed TIFF, a page for each pattern, samples as they are.</summary>
/// <remarks>
/// TIFF 6.0 (Adobe 1992), or BigTIFF where a file of 4 GiB would not do; little-endian. All directories stand before the samples, so
/// that the file is written from front to back. The description is ImageJ's: scan columns are its slices, rows its frames.
/// </remarks>
internal static class TiffExport
{
    private const int Entries = 10;

    private const ushort Ascii = 2, Short = 3, Long = 4, Long8 = 16;

    public static ImmutableArray<string> Write(CubeExport export) => export.Files([export.Target], files =>
    {
        Cube cube = export.Cube;
        byte[] description = Encoding.UTF8.GetBytes(Describe(cube) + '\0');
        bool isBig = Total(cube, description.Length, false) > uint.MaxValue;
        BinaryWriter writer = new(files[0]);
        WriteHeader(writer, description, isBig);
        long first = Start(description.Length, isBig), samples = first + DirectoryBytes(isBig) * cube.Shape.Patterns;
        for (long page = 0; page < cube.Shape.Patterns; page++)
        {
            bool isLast = page == cube.Shape.Patterns - 1;
            WriteDirectory(writer, cube, isBig, description.Length, samples + page * cube.PatternBytes, isLast ? 0 : first + (page + 1) * DirectoryBytes(isBig));
        }
        export.Patterns((_, pattern) =>
        {
            if (!BitConverter.IsLittleEndian) SampleOrder.Reverse(cube.Element, pattern);
            files[0].Write(pattern);
        });
    });

    private static string Describe(Cube cube)
    {
        Axis columns = cube.DetectorAxes[^1];
        return string.Create(CultureInfo.InvariantCulture,
            $"ImageJ=1.54\nimages={cube.Shape.Patterns}\nslices={cube.Shape.ScanX}\nframes={cube.Shape.ScanY}\nhyperstack=true\nunit={(columns.IsCalibrated ? columns.Unit : "pixel")}\n");
    }

    private static int HeaderBytes(bool isBig) => isBig ? 16 : 8;

    private static long Start(int descriptionBytes, bool isBig) => HeaderBytes(isBig) + (descriptionBytes + 15) / 16 * 16;

    private static long DirectoryBytes(bool isBig) => isBig ? 8 + Entries * 20 + 8 : 2 + Entries * 12 + 4;

    private static Int128 Total(Cube cube, int descriptionBytes, bool isBig) =>
        Start(descriptionBytes, isBig) + (Int128)cube.Shape.Patterns * (DirectoryBytes(isBig) + cube.PatternBytes);

    private static void WriteHeader(BinaryWriter writer, byte[] description, bool isBig)
    {
        writer.Write("II"u8);
        writer.Write((ushort)(isBig ? 43 : 42));
        if (isBig)
        {
            writer.Write((ushort)8);
            writer.Write((ushort)0);
        }
        WritePlace(writer, Start(description.Length, isBig), isBig);
        writer.Write(description);
        writer.Write(new byte[Start(description.Length, isBig) - HeaderBytes(isBig) - description.Length]);
    }

    private static void WriteDirectory(BinaryWriter writer, Cube cube, bool isBig, int descriptionBytes, long samples, long next)
    {
        if (isBig) writer.Write((long)Entries);
        else writer.Write((ushort)Entries);
        int kind = cube.Element.IsFloat() ? 3 : cube.Element.IsSigned() ? 2 : 1;
        Entry(256, Long, 1, cube.Shape.DetectorX);
        Entry(257, Long, 1, cube.Shape.DetectorY);
        Entry(258, Short, 1, 8 * cube.Element.Bytes());
        Entry(259, Short, 1, 1);
        Entry(262, Short, 1, 1);
        Entry(270, Ascii, descriptionBytes, HeaderBytes(isBig));
        Entry(273, isBig ? Long8 : Long, 1, samples);
        Entry(278, Long, 1, cube.Shape.DetectorY);
        Entry(279, Long, 1, cube.PatternBytes);
        Entry(339, Short, 1, kind);
        WritePlace(writer, next, isBig);

        void Entry(ushort tag, ushort type, long count, long value)
        {
            writer.Write(tag);
            writer.Write(type);
            WritePlace(writer, count, isBig);
            WritePlace(writer, value, isBig);
        }
    }

    private static void WritePlace(BinaryWriter writer, long value, bool isBig)
    {
        if (isBig) writer.Write(value);
        else writer.Write((uint)value);
    }
}
