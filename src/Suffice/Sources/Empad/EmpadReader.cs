using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources.Empad;

/// <summary>Opens acquisitions of EMPAD detectors of the first generation; <see cref="EmpadFormat"/> describes them.</summary>
public static class EmpadReader
{
    /// <summary>Whether a file is the .raw of an EMPAD by its name and length, or the .xml of one.</summary>
    public static bool IsEmpad(string path)
    {
        if (path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)) return true;
        if (!path.EndsWith(".raw", StringComparison.OrdinalIgnoreCase)) return false;
        return new FileInfo(path).Length % EmpadFormat.FrameBytes == 0 || EmpadXml.FromName(Path.GetFileName(path), "") is not null || FindXml(path) is not null;
    }

    /// <summary>Opens a .raw, with the .xml beside it where there is one, or a .xml with the .raw that it names.</summary>
    /// <exception cref="CubeFileException">The files are damaged, or the .raw is not there.</exception>
    public static OpenedCube Open(string path, ScanSize? scan = null)
    {
        bool isXml = path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);
        string? xmlPath = isXml ? path : FindXml(path);
        EmpadXml? xml = xmlPath is null ? null : EmpadXml.Read(xmlPath);
        string raw = isXml ? RawOf(path, xml!) : path;
        SourceFile file = SourceFile.Open(raw);
        try
        {
            return Open(file, xml, scan) with { Files = [path, .. new[] { raw, xmlPath }.OfType<string>().Where(other => other != path)] };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static OpenedCube Open(SourceFile file, EmpadXml? xml, ScanSize? scan)
    {
        long frames = file.Bytes / EmpadFormat.FrameBytes, left = file.Bytes % EmpadFormat.FrameBytes;
        if (frames < 1) throw new CubeFileException(file.Path, $"has {file.Bytes:N0} bytes, less than one EMPAD frame of {EmpadFormat.FrameBytes:N0}");
        if (frames > int.MaxValue) throw new CubeFileException(file.Path, $"holds {frames:N0} frames, more than are read here");
        DeclaredScan? named = EmpadXml.FromName(Path.GetFileName(file.Path), "from the file's name");
        DeclaredScan[] declared = [.. named is DeclaredScan first ? [first] : Array.Empty<DeclaredScan>(), .. xml?.Scans() ?? []];
        ScanShape shape = ScanShape.Decide(file.Path, (int)frames, scan, declared);
        ImmutableArray<string> notes = left == 0 ? [] : [$"the last {left:N0} bytes are no whole frame: the acquisition was interrupted"];
        PatternLayout layout = new(0) { FooterBytes = EmpadFormat.FooterBytes };
        FrameFiles files = new(file, frames);
        return new(EmpadFormat.Name, null, new PatternFileReader(files, Describe(shape, xml), layout), shape.Origin, [.. notes, .. shape.Notes], [.. xml?.Entries ?? []]);
    }

    private static Cube Describe(ScanShape shape, EmpadXml? xml)
    {
        const double nmPerMetre = 1e9;
        (double Y, double X)? steps = xml?.StepsMetres(new ScanSize(shape.Rows, shape.Columns));
        Axis Step(string name, int length, double? metres) => metres is double step ? new(name, length, step * nmPerMetre, 0, "nm") : new(name, length, Unit: "pixels");
        Axis Detector(string name, int length) => xml?.DetectorStepPerNm is double step ? new(name, length, step, -step * length / 2, "1/nm") : new(name, length, Unit: "pixels");
        return new(ElementType.Float32, ByteOrder.LittleEndian,
            [Step("scan_y", shape.Rows, steps?.Y), Step("scan_x", shape.Columns, steps?.X)],
            [Detector("detector_y", EmpadFormat.Rows), Detector("detector_x", EmpadFormat.Columns)],
            new(shape.Rows, shape.Columns, EmpadFormat.Rows, EmpadFormat.Columns));
    }

    // The names of the two need not agree; the .xml says which .raw is its own.
    private static string? FindXml(string raw)
    {
        string same = Path.ChangeExtension(raw, ".xml");
        if (File.Exists(same) && TryRead(same) is not null) return same;
        string folder = Path.GetDirectoryName(Path.GetFullPath(raw))!;
        string[] beside = Directory.GetFiles(folder, "*.xml");
        Array.Sort(beside, StringComparer.Ordinal);
        return beside.FirstOrDefault(xml => TryRead(xml)?.RawName == Path.GetFileName(raw));
    }

    private static EmpadXml? TryRead(string path)
    {
        try
        {
            return EmpadXml.Read(path);
        }
        catch (CubeFileException)
        {
            return null;
        }
    }

    private static string RawOf(string path, EmpadXml xml)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        string named = Path.Combine(folder, xml.RawName ?? ""), same = Path.ChangeExtension(path, ".raw");
        return File.Exists(named) ? named : File.Exists(same) ? same
            : throw new CubeFileException(path, $"names {Printable.Shorten(xml.RawName ?? "no file")}, which is not beside it: the frames are missing");
    }
}
