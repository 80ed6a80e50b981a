using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources.Merlin;

/// <summary>Opens the .mib files of Merlin detectors; <see cref="MerlinFormat"/> describes them.</summary>
public static class MerlinReader
{
    /// <summary>Opens a .mib, with the .hdr beside it where there is one, or a .hdr with the .mib beside it.</summary>
    /// <param name="path">Either of the two files.</param>
    /// <param name="scan">Size of the scan, where the user knows better than the files.</param>
    /// <exception cref="CubeFileException">The files are damaged, or of a kind that is not read yet.</exception>
    public static OpenedCube Open(string path, ScanSize? scan = null)
    {
        MerlinFiles files = MerlinFiles.Find(path);
        List<string> notes = [];
        MerlinHdr? hdr = ReadHdr(files, mustBeGood: files.Hdr == path, notes);
        SourceFile mib = SourceFile.Open(files.Mib);
        try
        {
            return Open(mib, hdr, scan, notes) with { Files = files.Hdr is null ? [files.Mib] : [files.Mib, files.Hdr] };
        }
        catch
        {
            mib.Dispose();
            throw;
        }
    }

    private static OpenedCube Open(SourceFile mib, MerlinHdr? hdr, ScanSize? scan, List<string> notes)
    {
        MerlinFrameHeader first = MerlinFrameHeader.Parse(mib.ReadStart(MerlinFormat.MaxHeaderBytes), mib.Path);
        ElementType element = first.Element ?? throw Unread(mib.Path, first);
        long frameBytes = first.HeaderBytes + (long)first.Width * first.Height * element.Bytes();
        int frames = CountFrames(mib, first, frameBytes, notes);
        ScanShape shape = ScanShape.Decide(mib.Path, frames, scan, hdr, () => FindLineLength(mib, first, frames, frameBytes));
        Cube cube = new(element, element.Bytes() == 1 ? ByteOrder.LittleEndian : ByteOrder.BigEndian,
            [new("scan_y", shape.Rows, Unit: "pixels"), new("scan_x", shape.Columns, Unit: "pixels")],
            [new("detector_y", first.Height, Unit: "pixels"), new("detector_x", first.Width, Unit: "pixels")],
            new(shape.Rows, shape.Columns, first.Height, first.Width));
        PatternLayout layout = new(0, first.HeaderBytes, new MerlinFrameCheck(mib.Path, first).Check);
        return new(MerlinFormat.Name, null, new PatternFileReader(mib, cube, layout), shape.Origin,
            [.. notes, .. shape.Notes], [.. first.Describe(), .. hdr?.Entries ?? []]);
    }

    private static MerlinHdr? ReadHdr(MerlinFiles files, bool mustBeGood, List<string> notes)
    {
        if (files.Hdr is null) return null;
        try
        {
            return MerlinHdr.Read(files.Hdr);
        }
        catch (CubeFileException cause) when (!mustBeGood)
        {
            notes.Add($"{Path.GetFileName(files.Hdr)} is left aside: {cause.Problem}");
            return null;
        }
    }

    private static int CountFrames(SourceFile mib, MerlinFrameHeader first, long frameBytes, List<string> notes)
    {
        (long frames, long rest) = Math.DivRem(mib.Bytes, frameBytes);
        if (frames == 0)
            throw new CubeFileException(mib.Path,
                $"has {mib.Bytes:N0} bytes, less than one frame of {first.Geometry} ({frameBytes:N0} bytes)");
        if (frames > int.MaxValue) throw new CubeFileException(mib.Path, $"{frames:N0} frames are more than are read here; split the file");
        if (rest > 0) notes.Add($"the file ends {rest:N0} bytes into a frame, as an interrupted scan does: they are left out");
        if (first.Sequence > 1) notes.Add($"the first frame has sequence number {first.Sequence:N0}: the file may be part of a series");
        return (int)frames;
    }

    private static int? FindLineLength(SourceFile mib, MerlinFrameHeader first, int frames, long frameBytes)
    {
        long[] times = new long[Math.Min(frames, LineTiming.MostFrames)];
        byte[] header = new byte[first.HeaderBytes];
        for (int i = 0; i < times.Length; i++)
        {
            mib.ReadAt(i * frameBytes, header);
            if (MerlinFrameHeader.FindTimeNs(header) is not long time) return null;
            times[i] = time;
        }
        return LineTiming.FindLineLength(times, frames);
    }

    private static CubeFileException Unread(string path, MerlinFrameHeader header)
    {
        string found = Printable.Shorten(header.PixelType);
        string advice = found == "R64" ? " (RAW packing): save processed frames" : ": U08, U16 and U32 are";
        return new(path, $"pixels of type \"{found}\" are not read{advice}");
    }
}
