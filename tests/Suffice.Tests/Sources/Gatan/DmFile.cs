using System.Buffers.Binary;
using System.Text;

namespace Suffice.Tests.Sources.Gatan;

/// <summary>Writes DM3 and DM4 files by their documented layout: no real four-dimensional one is small enough to keep.</summary>
internal static class DmFile
{
    /// <summary>A scan of uint16 patterns.</summary>
    /// <param name="samples">In the file's order.</param>
    /// <param name="dimensions">Fastest first.</param>
    public static byte[] Write(int version, ReadOnlySpan<ushort> samples, int[] dimensions, bool isSwapped, bool isSpectra = false)
    {
        byte[] data = new byte[samples.Length * 2];
        for (int i = 0; i < samples.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(2 * i), samples[i]);
        Writer w = new(version == 4);
        byte[][] axes = [.. dimensions.Select((_, i) => w.Group("", w.Tag("Origin", w.Float(1)), w.Tag("Scale", w.Float(0.5f * (i + 1))), w.Tag("Units", w.Text("nm"))))];
        byte[] image = w.Group("ImageData",
            w.Group("Calibrations", w.Group("Dimension", axes)),
            w.Tag("Data", w.Array(4, samples.Length, data)),
            w.Tag("DataType", w.Integer(10)),
            w.Group("Dimensions", [.. dimensions.Select(length => w.Tag("", w.Integer(length)))]));
        byte[] thumbnail = w.Group("", w.Group("ImageData",
            w.Tag("Data", w.Array(3, 4, new byte[16])), w.Tag("DataType", w.Integer(23)), w.Group("Dimensions", w.Tag("", w.Integer(2)), w.Tag("", w.Integer(2)))));
        byte[] meta = w.Group("ImageTags", w.Group("Meta Data",
            w.Tag("Format", w.Text(isSpectra ? "Spectrum image" : "Diffraction image")), w.Tag("Data Order Swapped", w.Boolean(isSwapped)),
            w.Tag("Corner", w.Struct(1, 2))));
        byte[] root = w.Content(w.Group("ImageList", thumbnail, w.Group("", image, meta)));
        return [.. Big(version, 4), .. Big(root.Length, w.Width), .. Big(1, 4), .. root, .. new byte[8]];
    }

    private static byte[] Big(long value, int bytes)
    {
        byte[] big = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(big, value);
        return big[^bytes..];
    }

    private sealed class Writer(bool isWide)
    {
        public int Width => isWide ? 8 : 4;

        public byte[] Group(string name, params byte[][] tags) => Named(20, name, Content(tags));

        public byte[] Content(params byte[][] tags) => [0, 0, .. Big(tags.Length, Width), .. tags.SelectMany(tag => tag)];

        public byte[] Tag(string name, byte[] data) => Named(21, name, data);

        public byte[] Integer(int value) => [.. Head(5), .. BitConverter.GetBytes(value)];

        public byte[] Float(float value) => [.. Head(6), .. BitConverter.GetBytes(value)];

        public byte[] Boolean(bool value) => [.. Head(8), (byte)(value ? 1 : 0)];

        public byte[] Text(string text) => Array(4, text.Length, Encoding.Unicode.GetBytes(text));

        public byte[] Array(int type, int count, byte[] values) => [.. Head(20, type, count), .. values];

        public byte[] Struct(short a, short b) => [.. Head(15, 0, 2, 0, 2, 0, 2), .. BitConverter.GetBytes(a), .. BitConverter.GetBytes(b)];

        private byte[] Head(params long[] numbers) => [.. "%%%%"u8, .. Big(numbers.Length, Width), .. numbers.SelectMany(number => Big(number, Width))];

        private byte[] Named(byte kind, string name, byte[] content) =>
            [kind, .. Big(name.Length, 2), .. Encoding.Latin1.GetBytes(name), .. isWide ? Big(content.Length, 8) : [], .. content];
    }
}
