using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Packing.Exports;

/// <summary>
/// Writes a cube as the frames of a Merlin detector, with a .hdr that gives the scan. What the cube does not know, thresholds and
/// settings of the chips, is zero; times are one millisecond apart.
/// </summary>
internal static class MerlinExport
{
    private const int HeaderBytes = 384, HdrBytes = 2048, MostPixels = 9999;

    private static readonly string Zeros = string.Join(',', Enumerable.Repeat("0.000000E+0", 8)), Dacs = string.Join(',', Enumerable.Repeat("000", 27));

    /// <exception cref="NotSupportedException">The format has no such samples.</exception>
    public static ImmutableArray<string> Write(CubeExport export)
    {
        Cube cube = export.Cube;
        (string type, int depth) = cube.Element switch
        {
            ElementType.UInt8 => ("U08", 6),
            ElementType.UInt16 => ("U16", 12),
            ElementType.UInt32 => ("U32", 24),
            _ => throw new NotSupportedException($"a .mib holds uint8, uint16 or uint32, and this cube is {cube.Element.Name()}: take --to npy or --to tiff"),
        };
        if (cube.Shape.DetectorY > MostPixels || cube.Shape.DetectorX > MostPixels)
            throw new NotSupportedException($"a .mib has patterns of at most {MostPixels} x {MostPixels} pixels: take --to npy or --to tiff");
        return export.Files([export.Target, export.Beside(".hdr")], files =>
        {
            export.Patterns((number, pattern) =>
            {
                files[0].Write(Header(cube.Shape, type, depth, number));
                if (BitConverter.IsLittleEndian) SampleOrder.Reverse(cube.Element, pattern);
                files[0].Write(pattern);
            });
            files[1].Write(Hdr(cube.Shape, depth));
        });
    }

    private static byte[] Header(CubeShape shape, string type, int depth, long number)
    {
        DateTime time = DateTime.UnixEpoch.AddMilliseconds(number);
        byte[] header = new byte[HeaderBytes];
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"MQ1,{number + 1:D6},{HeaderBytes:D5},01,{shape.DetectorX:D4},{shape.DetectorY:D4},{type},   1x1,01,{time:yyyy-MM-dd HH:mm:ss.ffffff},0.001000,0,0,0,"
            + $"{Zeros},3RX,{Dacs},MQ1A,{time:yyyy-MM-ddTHH:mm:ss.fffffff}00Z,1000000ns,{depth},"), header);
        return header;
    }

    private static byte[] Hdr(CubeShape shape, int depth)
    {
        byte[] hdr = new byte[HdrBytes];
        hdr.AsSpan().Fill((byte)' ');
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"HDR,\t\r\nCounter Depth (number):\t{depth}\r\nFrames in Acquisition (Number):\t{shape.Patterns}\r\nFrames per Trigger (Number):\t{shape.ScanX}\r\n"
            + $"ScanX:\t{shape.ScanX}\r\nScanY:\t{shape.ScanY}\r\nEnd\t"), hdr);
        return hdr;
    }
}
