using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Tests.Sources.Merlin;

/// <summary>Small .mib and .hdr files made for tests.</summary>
internal static class MerlinFile
{
    public const int HeaderBytes = 384;

    /// <summary>One frame; pixel i holds (number * 31 + i) modulo 251.</summary>
    public static byte[] Frame(int number, int width, int height, ElementType element, string? type = null, string time = "2024-01-01T00:00:00.000000000Z")
    {
        int bytes = element.Bytes();
        byte[] frame = new byte[HeaderBytes + width * height * bytes];
        Header(number, width, height, type ?? $"U{bytes * 8:D2}", "1x1", 1, $"MQ1A,{time},1000000ns,12,").CopyTo(frame, 0);
        Span<byte> sample = stackalloc byte[8];
        for (int i = 0; i < width * height; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(sample, (ulong)((number * 31 + i) % 251));
            sample[(8 - bytes)..].CopyTo(frame.AsSpan(HeaderBytes + i * bytes));
        }
        return frame;
    }

    /// <summary>The header of one frame.</summary>
    public static byte[] Header(int number, int width, int height, string type, string layout, int chips, string extended)
    {
        byte[] header = new byte[HeaderBytes];
        string text = string.Create(CultureInfo.InvariantCulture,
            $"MQ1,{number:D6},{HeaderBytes:D5},{chips:D2},{width:D4},{height:D4},{type},{layout,6},01,2024-01-01 00:00:00.000000,0.001000,0,0,0,")
            + "1.100000E+2,5.110000E+2,0.0,0.0,0.0,0.0,0.0,0.0,3RX,201,511," + extended;
        Encoding.ASCII.GetBytes(text, header);
        return header;
    }

    public static byte[] Frames(int count, int width = 6, int height = 5, ElementType element = ElementType.UInt16) =>
        [.. Enumerable.Range(1, count).SelectMany(number => Frame(number, width, height, element))];

    public static byte[] Hdr(params (string Key, string Value)[] entries) =>
        Encoding.Latin1.GetBytes("HDR,\t\r\n" + string.Concat(entries.Select(e => $"{e.Key}:\t{e.Value}\r\n")) + "End\t".PadRight(100));

    public static byte[] Hdr(long frames, long perTrigger) =>
        Hdr(("Frames in Acquisition (Number)", $"{frames}"), ("Frames per Trigger (Number)", $"{perTrigger}"));
}
