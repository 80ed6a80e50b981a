using System.Text;

namespace Suffice.Tests.Sources.Tia;

/// <summary>Writes .ser files by their documented layout: no real one of a scan is at hand.</summary>
internal static class SeriesFile
{
    /// <summary>A scan of uint16 images, or of spectra where a pattern has one row, each with its tag behind it.</summary>
    public static byte[] Write(bool isWide, int rows, int columns, int height, int width, ReadOnlySpan<ushort> samples, int written, bool isSpectra = false)
    {
        using MemoryStream bytes = new();
        using BinaryWriter file = new(bytes);
        int planned = rows * columns, offsetBytes = isWide ? 8 : 4;
        file.Write([0x49, 0x49, 0x97, 0x01]);
        file.Write((ushort)(isWide ? 0x220 : 0x210));
        file.Write(isSpectra ? 0x4120 : 0x4122);
        file.Write(0x4142);
        file.Write(planned);
        file.Write(written);
        long placeOfPlace = bytes.Position;
        Offset(0);
        file.Write(2);
        foreach (int length in new[] { columns, rows })
        {
            file.Write(length);
            file.Write(0.0);
            file.Write(2e-9);
            file.Write(0);
            Text("Position");
            Text("m");
        }
        long table = bytes.Position;
        bytes.Position = placeOfPlace;
        Offset(table);
        bytes.Position = table + 2L * planned * offsetBytes;
        long[] places = new long[planned];
        for (int i = 0; i < written; i++)
        {
            places[i] = bytes.Position;
            for (int axis = isSpectra ? 1 : 0; axis < 2; axis++)
            {
                file.Write(0.0);
                file.Write(0.25);
                file.Write(0);
            }
            file.Write((ushort)2);
            file.Write(width);
            if (!isSpectra) file.Write(height);
            foreach (ushort sample in samples.Slice(i * height * width, height * width)) file.Write(sample);
            file.Write(0x4142);
            file.Write(1_700_000_000 + i);
            file.Write(i * 2e-9);
            file.Write(0.0);
        }
        bytes.Position = table;
        foreach (long place in places) Offset(place);
        return bytes.ToArray();

        void Offset(long value)
        {
            if (isWide) file.Write(value);
            else file.Write((uint)value);
        }

        void Text(string text)
        {
            file.Write(text.Length);
            file.Write(Encoding.ASCII.GetBytes(text));
        }
    }
}
