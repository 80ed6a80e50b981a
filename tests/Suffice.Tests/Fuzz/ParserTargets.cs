using System.Collections.Immutable;
using System.Text;
using Suffice.Codecs.Deflate;
using Suffice.Codecs.Sparse;
using Suffice.Containers.Blocks;
using Suffice.Cubes;
using Suffice.Sources;
using Suffice.Sources.Merlin;
using Suffice.Sources.Numpy;
using Suffice.Sources.Topspin;
using Suffice.Studies;
using Suffice.Tests.Interop;
using Suffice.Tests.Sources;
using Suffice.Tests.Sources.Merlin;

namespace Suffice.Tests.Fuzz;

/// <summary>The parsers of headers and files.</summary>
internal static class ParserTargets
{
    private const string Numbers = "~99999999999999999999~-1~0~1~7~4294967296~2147483647~1e9~NaN~Infinity~,~\0~\n";
    private const string MerlinTokens = Numbers + "~MQ1,~MQ1A,~U08~U16~U32~R64~Z~2x2G~00384~65536~.~T~2021-05-07T16:51:10.905800928Z";
    private const string NumpyTokens = Numbers + "~'~\"~(~)~[~]~{~}~L~:~True~False~'descr'~'shape'~'fortran_order'~'<u2'~'|u1'~'>f8'";
    private const string HdrTokens = Numbers + "~:\t~HDR,~End~ScanX~ScanY~Frames in Acquisition~Frames per Trigger~\r\n";
    private const string XmlTokens = Numbers + "~<~>~</root>~<!DOCTYPE a [<!ENTITY b 'c'>]>~&b;~\"~filename=~scan_x2_y2.raw~mode=\"acquire\"";
    private const string TomlTokens = Numbers + "~[~]~=~\"~[params]~[raw_csr]~raw_csr~<i4~|u1~float32~../~nav_shape~sig_shape";
    private const string CsvTokens = Numbers + "~\"~\"\"~true~run_001~\r\n";

    private static readonly Cube SmallCube = new(ElementType.UInt16, SampleOrder.Native, [new("scan_y", 3), new("scan_x", 4)],
        [new("detector_y", 8), new("detector_x", 8)], new(3, 4, 8, 8));

    private static readonly BlockFormat Indexed = new("csr", block => new CsrFilter(block));

    private static readonly BlockFormat Scanned = new("gzip", _ => new GzipMemberFilter(6))
    {
        HasIndex = false,
        BlockLength = header => GzipMemberFilter.LengthOf(header.Span),
        MakePrefix = _ => new byte[64],
    };

    private static readonly byte[] Npy = NpyHeader.Encode([2, 3, 4, 5], ElementType.UInt16, ByteOrder.BigEndian);

    private static readonly byte[] Hdr = MerlinFile.Hdr(
        ("Frames in Acquisition (Number)", "272"), ("Frames per Trigger (Number)", "17"), ("ScanX", "17"), ("ScanY", "16"));

    public static ImmutableArray<FuzzTarget> All { get; } =
    [
        new ParserTarget("merlin-hdr", 8, HdrTokens, ParseHdr, Hdr, MerlinFile.Hdr(272, 17)),
        new ParserTarget("merlin-frame", 8, MerlinTokens, ParseFrame,
            MerlinFile.Frame(1, 6, 5, ElementType.UInt16), MerlinFile.Frame(7, 5, 6, ElementType.UInt8)),
        new ParserTarget("merlin-next-frame", 4, MerlinTokens, CheckNextFrame, MerlinFile.Frame(2, 6, 5, ElementType.UInt16)),
        new ParserTarget("npy-header", 8, NumpyTokens, bytes => NpyHeader.Parse(bytes, "a.npy"),
            Npy, NpyHeader.Encode([7], ElementType.Float64, ByteOrder.LittleEndian)),
        ParserTarget.OfFiles("merlin-file", MerlinTokens, "a.mib", path => ReadSome(MerlinReader.Open(path)), MerlinFile.Frames(3)),
        ParserTarget.OfFiles("merlin-raw", 8, MerlinTokens, "a.mib", path => ReadSome(MerlinReader.Open(path)),
            new RawPacker(1, "1x1", 2).Frames(3), new RawPacker(6, "2x2G", 1).Frames(2), new RawPacker(12, "1x1", 1).Frames(3),
            new RawPacker(24, "1x1", 1).Frames(2), new RawPacker(24, "2x2", 1).Frames(1)),
        ParserTarget.OfFiles("merlin-series", 4, MerlinTokens, "a_2.mib", ReadSeries, NumberedFrames(3, 4), NumberedFrames(3)),
        ParserTarget.OfFiles("npy-file", NumpyTokens, "a.npy", path => ReadSome(NpyReader.Open(path)), [.. Npy, .. new byte[240]]),
        ParserTarget.OfFiles("dm-file", 4, Numbers + "~%%%%~Data~\x14~\x15~ImageList", "a.dm4", path => ReadSome(CubeFile.Open(path)), VendorFiles.Dm),
        ParserTarget.OfFiles("blo-file", "IMGBLO~\xAA\x55", "a.blo", path => ReadFirst(CubeFile.Open(path)), VendorFiles.Blo),
        ParserTarget.OfFiles("mrc-file", "MAP ~DD", "a.mrc", path => ReadSome(CubeFile.Open(path)), VendorFiles.Mrc),
        ParserTarget.OfFiles("ser-file", Numbers, "a.ser", path => ReadSome(CubeFile.Open(path)), VendorFiles.Ser),
        ParserTarget.OfFiles("empad-xml", 2, XmlTokens, "a.xml", ReadEmpad, VendorFiles.EmpadXml),
        ParserTarget.OfFiles("timepix-file", 2, "TPX3~\xB0~\x6F", "a.tpx3", ReadTimepix, VendorFiles.Timepix),
        ParserTarget.OfFiles("csr-toml", 2, TomlTokens, "a.toml", ReadCsr, VendorFiles.CsrToml),
        ParserTarget.OfFiles("csr-parts", 2, Numbers, "a-indptr.raw", path => ReadCsrPart(path, 0), VendorFiles.CsrParts[0].Bytes),
        ParserTarget.OfFiles("csr-pixels", 1, Numbers, "a-indices.raw", path => ReadCsrPart(path, 1), VendorFiles.CsrParts[1].Bytes),
        ParserTarget.OfFiles("mrc-positions", 1, Numbers, "a_scan_coordinates.csv", ReadMovie, "0,0\n1,0\n2,1\n0,1\n1,1\n2,0\n"u8.ToArray()),
        ParserTarget.OfFiles("mrc-info", 1, Numbers + "~ = ~Scan - Type~Raster~Scan - Size X~uint8", "a_info.txt", ReadMovie, VendorFiles.MrcInfo),
        ParserTarget.OfFiles("topspin-xml", 2, Numbers + "~<~>~</X>~<!DOCTYPE a [<!ENTITY b 'c'>]>~&b;~<X>~<Scale>", "a.xml", ReadTopspin, VendorFiles.TopspinXml),
        ParserTarget.OfFiles("zspy-file", 2, "PK\x03\x04~PK\x01\x02~" + Numbers, "a.zspy", path => ReadSome(CubeFile.Open(path)), VendorFiles.Zspy),
        ParserTarget.OfFiles("runs-csv", CsvTokens, "runs.csv", path => RunsCsv.Read(path), Runs()),
        ParserTarget.OfFiles("indexed-blocks", "", "a.blocks", path => ReadBlocks(path, Indexed), Blocks(Indexed)),
        ParserTarget.OfFiles("scanned-blocks", "", "a.gz", path => ReadBlocks(path, Scanned), Blocks(Scanned)),
    ];

    private static void ParseHdr(ReadOnlySpan<byte> bytes)
    {
        MerlinHdr parsed = MerlinHdr.Parse(bytes, "a.hdr");
        foreach (int frames in (ReadOnlySpan<int>)[1, 7, 272, int.MaxValue])
        {
            ScanShape shape = MerlinScan.Decide("a.mib", frames, null, parsed, () => null);
            long positions = (long)shape.Rows * shape.Columns;
            if (shape.Rows < 1 || shape.Columns < 1 || positions < frames || positions >= (long)frames + shape.Columns)
                throw new InvalidOperationException($"{shape} of {frames} frames");
        }
    }

    private static void ParseFrame(ReadOnlySpan<byte> bytes)
    {
        MerlinFrameHeader header = MerlinFrameHeader.Parse(bytes, "a.mib");
        if (!header.Describe().Any()) throw new InvalidOperationException("a header without fields");
        long time = MerlinFrameHeader.FindTimeNs(bytes) ?? 0;
        LineTiming.FindLineLength([0, time, 2 * time, long.MaxValue, time], 5);
    }

    private static void CheckNextFrame(ReadOnlySpan<byte> bytes)
    {
        MerlinFrameHeader first = MerlinFrameHeader.Parse(MerlinFile.Frame(1, 6, 5, ElementType.UInt16), "a.mib");
        new MerlinFrameCheck(first).Check("a.mib", 1, first.HeaderBytes, bytes[..Math.Min(first.HeaderBytes, bytes.Length)]);
    }

    private static void ReadSome(OpenedCube opened)
    {
        using (opened)
        {
            if (opened.Cube.Bytes is < 1 or > 1 << 20) throw new InvalidOperationException($"a cube of {opened.Cube.Bytes} bytes");
            opened.ReadAll(1);
        }
    }

    // The damaged file is the second of three.
    private static void ReadSeries(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        File.WriteAllBytes(Path.Combine(folder, "a_1.mib"), NumberedFrames(1, 2));
        File.WriteAllBytes(Path.Combine(folder, "a_3.mib"), NumberedFrames(5));
        ReadSome(MerlinReader.Open(Path.Combine(folder, "a_1.mib")));
        ReadSome(MerlinReader.Open(path));
    }

    private static void ReadEmpad(string path)
    {
        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(path)!, "scan_x2_y2.raw"), VendorFiles.EmpadRaw);
        using OpenedCube opened = CubeFile.Open(path);
        if (opened.Cube.Bytes > 1 << 20) throw new InvalidOperationException($"a cube of {opened.Cube.Bytes} bytes");
    }

    private static void ReadTimepix(string path)
    {
        ReadSome(CubeFile.Open(path, new CubeFileOptions(null, new ScanSize(1, 1))));
        using OpenedCube opened = CubeFile.Open(path, new CubeFileOptions(null, new ScanSize(3, 2)));
        opened.Reader.Read(new CubeRegion(1, 0, 0, 0, opened.Cube.Shape with { ScanY = 1 }), new byte[2 * opened.Cube.PatternBytes], 1);
    }

    private static void ReadCsrPart(string path, int part)
    {
        string folder = Path.GetDirectoryName(path)!;
        File.WriteAllBytes(Path.Combine(folder, "a.toml"), VendorFiles.CsrToml);
        foreach ((string name, byte[] bytes) in VendorFiles.CsrParts.Where((_, i) => i != part)) File.WriteAllBytes(Path.Combine(folder, name), bytes);
        ReadSome(CubeFile.Open(Path.Combine(folder, "a.toml")));
    }

    // What lies beside a movie.
    private static void ReadMovie(string path)
    {
        string movie = Path.Combine(Path.GetDirectoryName(path)!, "a_movie.mrc");
        File.WriteAllBytes(movie, VendorFiles.Mrc);
        ReadFirst(CubeFile.Open(movie));
    }

    private static void ReadTopspin(string path)
    {
        System.Xml.Linq.XElement? root = TopspinXml.Parse(Encoding.UTF8.GetString(File.ReadAllBytes(path)));
        if (TopspinXml.Position(root) is var (x, y) && !double.IsFinite(x + y)) throw new InvalidOperationException($"a position of {x}, {y}");
        foreach (string axis in (string[])["X", "Y"])
            if (TopspinXml.Calibration(root, axis) is { Scale: 0 or double.NaN }) throw new InvalidOperationException("a step of nothing");
        _ = TopspinXml.Entries(root).Count();
    }

    private static void ReadCsr(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        foreach ((string name, byte[] bytes) in VendorFiles.CsrParts) File.WriteAllBytes(Path.Combine(folder, name), bytes);
        ReadFirst(CubeFile.Open(path));
    }

    // Positions that a file claims, and has not, are zeros and cost nothing until they are read.
    private static void ReadFirst(OpenedCube opened)
    {
        using (opened)
        {
            CubeShape part = opened.Cube.Shape with { ScanY = 1, ScanX = 1 };
            if (part.Samples < 1 << 20) opened.Reader.Read(new CubeRegion(0, 0, 0, 0, part), new byte[part.Samples * opened.Cube.Element.Bytes()], 1);
        }
    }

    private static byte[] NumberedFrames(params int[] numbers) =>
        [.. numbers.SelectMany(number => MerlinFile.Frame(number, 6, 5, ElementType.UInt16))];

    private static void ReadBlocks(string path, BlockFormat format)
    {
        using BlockFileReader reader = new(path, format, SmallCube);
        reader.Read(new CubeRegion(0, 0, 0, 0, SmallCube.Shape), new byte[SmallCube.Bytes], 1);
    }

    private static byte[] Blocks(BlockFormat format)
    {
        using TemporaryFolder folder = new();
        using SampleBuffer samples = new(SmallCube.Bytes);
        for (int i = 0; i < samples.Length; i++) samples.Span()[i] = (byte)(i % 7 == 0 ? i : 0);
        using (BlockFileWriter writer = new(folder.File("a"), format, SmallCube, 1))
        {
            writer.Write(new CubeRegion(0, 0, 0, 0, SmallCube.Shape), samples);
            writer.Close();
        }
        return File.ReadAllBytes(folder.File("a"));
    }

    private static byte[] Runs()
    {
        StudyRow row = new("AuPd", "gzip, 6", new StudyMeasurement(1 << 20, 12345, 0.5, 0.25, true), "(1, 1, 8, 8)", 1, "suffice", 2);
        return Encoding.UTF8.GetBytes($"{RunsCsv.HeaderLine}\n{RunsCsv.Format(row)}\n{RunsCsv.Format(row with { Run = 2 })}\n");
    }
}
