using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Suffice.Tests.Sources.Gatan;
using Suffice.Tests.Sources.Tia;

namespace Suffice.Tests.Fuzz;

/// <summary>Small whole files of the formats that others write, to begin damage from.</summary>
internal static class VendorFiles
{
    public static byte[][] Dm { get; } =
    [
        DmFile.Write(3, new ushort[120], [5, 4, 3, 2], true), DmFile.Write(4, new ushort[120], [5, 4, 3, 2], false),
        DmFile.Write(4, new ushort[60], [3, 4, 5], false, isSpectra: true),
    ];

    public static byte[][] Ser { get; } =
        [SeriesFile.Write(false, 2, 3, 4, 5, new ushort[120], 6), SeriesFile.Write(true, 2, 3, 1, 20, new ushort[120], 5, isSpectra: true)];

    public static byte[] Blo { get; } = MakeBlo();

    public static byte[] Mrc { get; } = MakeMrc();

    public static byte[] EmpadXml { get; } = Encoding.UTF8.GetBytes("""
        <root name="a"><timestamp isoformat="2019-06-06T13:30:00"/><pix_x>2</pix_x><pix_y>2</pix_y><raw_file filename="scan_x2_y2.raw"/>
        <scan_parameters mode="search"><scan_resolution_x>64</scan_resolution_x><scan_resolution_y>64</scan_resolution_y></scan_parameters>
        <scan_parameters mode="acquire"><scan_resolution_x>2</scan_resolution_x><scan_resolution_y>2</scan_resolution_y></scan_parameters>
        <iom_measurements><optics.get_full_scan_field_of_view>[4.5e-06, 4.5e-06]</optics.get_full_scan_field_of_view></iom_measurements></root>
        """);

    public static byte[] MrcInfo { get; } = Encoding.UTF8.GetBytes("""
        Server Software Version                                         = 2.7.5.10756
        Scan - Enable                                                   = Enable
        Scan - Type                                                     = Raster
        Scan - Size X                                                   = 3
        Scan - Size Y                                                   = 2
        Specimen Pixel Size X (nanometers)                              = 0.5
        Autosave Counted Movie Pixel Format                             = uint8
        """);

    public static byte[] TopspinXml { get; } = Encoding.UTF8.GetBytes("""
        <ImageData><Calibration><X><Offset>-1.5</Offset><Scale>0.5</Scale><Unit><Name>angle</Name><Symbol>mrad</Symbol></Unit></X><Y><Offset>0</Offset><Scale>1</Scale></Y></Calibration>
        <Properties><Item><Name>Position</Name><Value Serializer="Point"><X>-3e-09</X><Y>1e-08</Y></Value></Item></Properties></ImageData>
        """);

    public static byte[] EmpadRaw { get; } = new byte[4 * 130 * 128 * 4];

    public static byte[] Timepix { get; } = MakeTimepix();

    public static byte[] CsrToml { get; } = Encoding.UTF8.GetBytes("""
        [params]
        filetype = "raw_csr"
        nav_shape = [2, 3]
        sig_shape = [4, 5]

        [raw_csr]
        indptr_file = "a-indptr.raw"
        indptr_dtype = "<i8"
        indices_file = "a-indices.raw"
        indices_dtype = "<i4"
        data_file = "a-data.raw"
        data_dtype = "|u1"
        """);

    public static (string Name, byte[] Bytes)[] CsrParts { get; } =
    [
        ("a-indptr.raw", [.. new long[] { 0, 2, 2, 3, 3, 3, 4 }.SelectMany(BitConverter.GetBytes)]),
        ("a-indices.raw", [.. new[] { 1, 19, 0, 7 }.SelectMany(BitConverter.GetBytes)]),
        ("a-data.raw", [1, 2, 3, 4]),
    ];

    public static byte[] Zspy { get; } = MakeZspy();

    private static byte[] MakeBlo()
    {
        byte[] file = new byte[128 + 6 * (6 + 16)];
        "IMGBLO"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), 100);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(12), 128);
        foreach ((int at, ushort value) in new (int, ushort)[] { (6, 0x102), (20, 4), (24, 3), (26, 2), (50, 6226) })
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), value);
        for (int i = 0; i < 6; i++) (file[128 + 22 * i], file[129 + 22 * i]) = (0xAA, 0x55);
        return file;
    }

    private static byte[] MakeMrc()
    {
        byte[] file = new byte[1024 + 16 + 6 * 20 * 2];
        foreach ((int at, int value) in new[] { (0, 5), (4, 4), (8, 6), (12, 6), (92, 16) }) BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        "MAP DD"u8.CopyTo(file.AsSpan(208));
        return file;
    }

    private static byte[] MakeTimepix()
    {
        ulong[] words = [0x33585054UL | 48UL << 48, 0x6F00000000000000, .. Enumerable.Range(1, 20).Select(i => (ulong)i).Select(i => 0xBUL << 60 | i << 48 | i * 500 << 30 | i)];
        return [.. words.SelectMany(BitConverter.GetBytes)];
    }

    private static byte[] MakeZspy()
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "Experiments/a/data/.zarray", """
                {"chunks": [2, 2, 4, 4], "compressor": null, "dtype": "<u2", "fill_value": 0, "filters": null, "order": "C", "shape": [3, 2, 4, 4], "zarr_format": 2}
                """u8.ToArray());
            Add(zip, "Experiments/a/axis-0/.zattrs", """{"name": "y", "scale": 0.5, "offset": 1, "units": "nm", "navigate": true}"""u8.ToArray());
            Add(zip, "Experiments/a/data/0.0.0.0", new byte[128]);
        }
        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using Stream entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }
}
