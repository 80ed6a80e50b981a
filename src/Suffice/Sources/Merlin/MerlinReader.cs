using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources.Merlin;

/// <summary>Opens the .mib files of Merlin detectors; <see cref="MerlinFormat"/> describes them.</summary>
public static class MerlinReader
{
    /// <summary>
    /// Opens a .mib, with the .hdr beside it where there is one, or a .hdr with the .mib beside it. A .mib of a numbered series
    /// brings the others with it.
    /// </summary>
    /// <param name="path">Any of these files.</param>
    /// <param name="scan">Size of the scan, where the user knows better than the files.</param>
    /// <exception cref="CubeFileException">The files are damaged, or of a kind that is not read yet.</exception>
    public static OpenedCube Open(string path, ScanSize? scan = null)
    {
        MerlinFiles files = MerlinFiles.Find(path);
        List<string> notes = [];
        MerlinHdr? hdr = ReadHdr(files, mustBeGood: files.Hdr == path, notes);
        using SourceFile mib = SourceFile.Open(files.Mib);
        MerlinFrameHeader first = MerlinFrameHeader.Parse(mib.ReadStart(MerlinFormat.MaxHeaderBytes), mib.Path);
        MerlinPixels pixels = MerlinPixels.Decide(mib, first, hdr, notes);
        MerlinSeries series = MerlinSeries.Find(mib, first, first.HeaderBytes + pixels.StoredBytes, scan, notes);
        FrameFiles frames = new(series.Parts);
        try
        {
            string[] all = [.. series.Files, .. files.Hdr is null ? Array.Empty<string>() : [files.Hdr]];
            return Open(frames, series, first, pixels, hdr, scan, notes) with { Files = [path, .. all.Where(file => file != path)] };
        }
        catch
        {
            frames.Dispose();
            throw;
        }
    }

    private static OpenedCube Open(
        FrameFiles files, MerlinSeries series, MerlinFrameHeader first, MerlinPixels pixels, MerlinHdr? hdr, ScanSize? scan, List<string> notes)
    {
        string path = series.Files.First();
        CheckLastNumber(files, series, first, pixels, notes);
        ScanShape shape = MerlinScan.Decide(path, series.Frames, scan, hdr, () => FindLineLength(files, series, first, pixels));
        bool isBigEndian = pixels.Raw is null && pixels.Element.Bytes() > 1;
        Cube cube = new(pixels.Element, isBigEndian ? ByteOrder.BigEndian : SampleOrder.Native,
            [new("scan_y", shape.Rows, Unit: "pixels"), new("scan_x", shape.Columns, Unit: "pixels")],
            [new("detector_y", pixels.Height, Unit: "pixels"), new("detector_x", pixels.Width, Unit: "pixels")],
            new(shape.Rows, shape.Columns, pixels.Height, pixels.Width));
        PatternLayout layout = new(0, first.HeaderBytes, new MerlinFrameCheck(first).Check)
        {
            Unpack = pixels.Raw is RawFrame raw ? raw.Unpack : null,
            PackedBytes = pixels.Raw?.PackedBytes ?? 0,
        };
        return new(MerlinFormat.Name, null, new PatternFileReader(files, cube, layout), shape.Origin,
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

    /// <summary>Frames that the detector dropped, or that were copied twice, show in the number of the last one.</summary>
    private static void CheckLastNumber(FrameFiles files, MerlinSeries series, MerlinFrameHeader first, MerlinPixels pixels, List<string> notes)
    {
        const long mostWritten = 999_999;
        long expected = series.FirstNumber + series.Frames - 1;
        byte[] header = new byte[first.HeaderBytes];
        ReadHeader(files, series.Frames - 1, pixels, header);
        if (expected > mostWritten || !header.AsSpan().StartsWith(MerlinFormat.Magic)) return;
        try
        {
            long found = MerlinFrameHeader.Parse(header, series.Files.Last()).Sequence;
            if (found != expected)
                notes.Add($"the last frame has sequence number {found:N0} where {expected:N0} follows from the first: frames were lost, or written twice");
        }
        catch (CubeFileException)
        {
            // Reading that frame will say so.
        }
    }

    private static int? FindLineLength(FrameFiles files, MerlinSeries series, MerlinFrameHeader first, MerlinPixels pixels)
    {
        long[] times = new long[Math.Min(series.Frames, LineTiming.MostFrames)];
        byte[] header = new byte[first.HeaderBytes];
        for (int i = 0; i < times.Length; i++)
        {
            if (!ReadHeader(files, i, pixels, header) || MerlinFrameHeader.FindTimeNs(header) is not long time) return null;
            times[i] = time;
        }
        return LineTiming.FindLineLength(times, series.Frames);
    }

    private static bool ReadHeader(FrameFiles files, long frame, MerlinPixels pixels, byte[] header)
    {
        FramePart part = files.Locate(frame);
        if (part.Path is null) return false;
        files.ReadAt(part, (frame - part.First) * (header.Length + pixels.StoredBytes), header);
        return true;
    }
}
