using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Views.Files;

/// <summary>Uncompressed TIFF images of float32 samples, one page for each image of a stack.</summary>
/// <remarks>
/// TIFF 6.0 (Adobe 1992), little-endian. Step and unit of the axes are given as ImageJ gives them: samples per unit as the resolution, the
/// unit in the description; other programs show the description.
/// </remarks>
public static class TiffFile
{
    private const int HeaderBytes = 8, EntryBytes = 12, Entries = 14;
    private const ushort Short = 3, Long = 4, Ascii = 2, Rational = 5;

    /// <summary>The file's content; values of the two fastest axes make a page.</summary>
    /// <exception cref="ArgumentException">The result has fewer than two axes, or is larger than TIFF can be.</exception>
    public static byte[] Encode(ViewResult result)
    {
        if (result.Axes.Length < 2) throw new ArgumentException("a TIFF image has two axes", nameof(result));
        Axis rows = result.Axes[^2], columns = result.Axes[^1];
        int pixels = checked(rows.Length * columns.Length), pages = result.Values.Length / Math.Max(1, pixels);
        byte[] description = Encoding.UTF8.GetBytes(Describe(result, pages) + "\0");
        int pageBytes = 2 + Entries * EntryBytes + 4 + 16;
        long start = HeaderBytes + (description.Length + 1L) / 2 * 2, samplesAt = start + (long)pages * pageBytes, total = samplesAt + 4L * pages * pixels;
        if (total > int.MaxValue) throw new ArgumentException($"{result.Title} has {result.Values.Length} values, more than a TIFF file holds; use .npy", nameof(result));
        byte[] file = new byte[total];
        "II*\0"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), (int)start);
        description.CopyTo(file, HeaderBytes);
        for (int page = 0; page < pages; page++)
        {
            int at = (int)start + page * pageBytes, samples = (int)samplesAt + 4 * page * pixels;
            WritePage(file, at, page == pages - 1 ? 0 : at + pageBytes, samples, rows, columns, description.Length);
            for (int i = 0; i < pixels; i++)
                BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(samples + 4 * i), (float)result.Values[page * pixels + i]);
        }
        return file;
    }

    private static string Describe(ViewResult result, int pages)
    {
        Axis columns = result.Axes[^1];
        string unit = columns.IsCalibrated ? columns.Unit : "pixel";
        return string.Create(CultureInfo.InvariantCulture, $"ImageJ=1.54\nimages={pages}\nslices={pages}\nunit={unit}\nTitle={result.Title} ({result.Unit})\n");
    }

    private static void WritePage(byte[] file, int at, int next, int samples, Axis rows, Axis columns, int descriptionLength)
    {
        Span<byte> page = file.AsSpan(at);
        BinaryPrimitives.WriteUInt16LittleEndian(page, Entries);
        int entry = 2, resolutions = at + 2 + Entries * EntryBytes + 4;
        Add(page, ref entry, 254, Long, 1, 0);
        Add(page, ref entry, 256, Long, 1, columns.Length);
        Add(page, ref entry, 257, Long, 1, rows.Length);
        Add(page, ref entry, 258, Short, 1, 32);
        Add(page, ref entry, 259, Short, 1, 1);
        Add(page, ref entry, 262, Short, 1, 1);
        Add(page, ref entry, 270, Ascii, descriptionLength, HeaderBytes);
        Add(page, ref entry, 273, Long, 1, samples);
        Add(page, ref entry, 277, Short, 1, 1);
        Add(page, ref entry, 278, Long, 1, rows.Length);
        Add(page, ref entry, 279, Long, 1, 4 * rows.Length * columns.Length);
        Add(page, ref entry, 282, Rational, 1, resolutions);
        Add(page, ref entry, 283, Rational, 1, resolutions + 8);
        Add(page, ref entry, 339, Short, 1, 3);
        BinaryPrimitives.WriteInt32LittleEndian(page[entry..], next);
        WriteRational(file.AsSpan(resolutions), columns);
        WriteRational(file.AsSpan(resolutions + 8), rows);
    }

    private static void Add(Span<byte> page, ref int at, ushort tag, ushort type, int count, int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(page[at..], tag);
        BinaryPrimitives.WriteUInt16LittleEndian(page[(at + 2)..], type);
        BinaryPrimitives.WriteInt32LittleEndian(page[(at + 4)..], count);
        BinaryPrimitives.WriteInt32LittleEndian(page[(at + 8)..], value);
        at += EntryBytes;
    }

    // Samples per unit as a fraction of two 32-bit numbers, the larger of them near 2^30.
    private static void WriteRational(Span<byte> target, Axis axis)
    {
        const double large = 1 << 30;
        double perUnit = axis.IsCalibrated && axis.Scale != 0 ? 1 / Math.Abs(axis.Scale) : 1;
        bool isSmall = perUnit < 1;
        uint numerator = (uint)Math.Clamp(isSmall ? large * perUnit : large, 1, uint.MaxValue);
        uint denominator = (uint)Math.Clamp(isSmall ? large : large / perUnit, 1, uint.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(target, numerator);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], denominator);
    }
}
