using Suffice.Cubes;

namespace Suffice.Sources.Merlin;

/// <summary>How the pixels of a frame are stored, and what they become.</summary>
/// <param name="Element">Type of the samples.</param>
/// <param name="Width">Samples along X of the pattern.</param>
/// <param name="Height">Samples along Y of the pattern.</param>
/// <param name="StoredBytes">Bytes between the header and the next frame.</param>
/// <param name="Raw">How they are packed; null for processed frames.</param>
internal sealed record MerlinPixels(ElementType Element, int Width, int Height, long StoredBytes, RawFrame? Raw)
{
    /// <summary>Decides from the first header, and for RAW frames from the .hdr and the place of the second frame.</summary>
    /// <exception cref="CubeFileException">The pixels are of a kind that is not read.</exception>
    public static MerlinPixels Decide(SourceFile mib, MerlinFrameHeader first, MerlinHdr? hdr, List<string> notes)
    {
        if (first.PixelType == MerlinFormat.RawType) return Of(DecideRaw(mib, first, hdr, notes));
        ElementType element = first.PixelType switch
        {
            // One byte for each pixel all the same.
            "U01" or "U08" => ElementType.UInt8,
            "U16" => ElementType.UInt16,
            "U32" => ElementType.UInt32,
            "U64" => ElementType.UInt64,
            _ => throw new CubeFileException(mib.Path,
                $"pixels of type \"{Printable.Shorten(first.PixelType)}\" are not read: U01, U08, U16, U32, U64 and R64 are"),
        };
        return new(element, first.Width, first.Height, (long)first.Width * first.Height * element.Bytes(), null);
    }

    private static MerlinPixels Of(RawFrame raw) => new(raw.Element, raw.Width, raw.Height, raw.PackedBytes, raw);

    private static RawFrame DecideRaw(SourceFile mib, MerlinFrameHeader first, MerlinHdr? hdr, List<string> notes)
    {
        long? depth = first.CounterDepth ?? hdr?.CounterDepth;
        if (first.CounterDepth is int own && hdr?.CounterDepth is long other && own != other)
            notes.Add($"the .hdr says {other:N0} bits a counter, the frames say {own}: the frames are believed");
        if (depth is long said)
        {
            if (said > int.MaxValue || !RawFrame.Depths.Contains((int)said))
                throw new CubeFileException(mib.Path, $"RAW frames with counters of {said} bits are not read: 1, 6, 12 and 24 are");
            RawFrame[] possible = [.. Possible(mib.Path, first, (int)said)];
            return Array.Find(possible, frame => IsFollowed(mib, first, frame)) ?? possible[0];
        }
        // Without the extended header, only the place of the second frame tells how much a pixel takes.
        RawFrame[] fitting = [.. RawFrame.Depths.ToArray().SelectMany(bits => Possible(mib.Path, first, bits)).Where(f => IsFollowed(mib, first, f))];
        if (fitting.Length == 0) throw new CubeFileException(mib.Path, "RAW frames whose header does not say how many bits a counter has");
        notes.Add($"the header does not say how many bits a counter has: taken to be {fitting[0].Depth}, as the size of a frame suggests");
        return fitting[0];
    }

    /// <summary>What the header may mean, the likeliest first.</summary>
    private static IEnumerable<RawFrame> Possible(string path, MerlinFrameHeader first, int depth)
    {
        string layout = first.Layout;
        bool isQuad = first.ChipCount == 4 && layout is "2x2" or "2x2G";
        if (first.ChipCount != 1 && !isQuad)
            throw new CubeFileException(path,
                $"RAW frames of {Printable.Shorten(first.Chips)} chips in layout {Printable.Shorten(layout)} are not read: save processed frames");
        int chips = first.ChipCount, gap = isQuad && layout == "2x2G" ? MerlinFormat.GapPixels : 0;
        int row = chips * RawFrame.ChipColumns, height = first.Height;
        RawFrame Rows(int rows) => new(depth, chips, rows, gap);

        // A header may count both planes of 24-bit counters, in either direction.
        if (depth == 24 && first.Width == 2 * row) return height <= RawFrame.ChipColumns ? [Rows(height)] : throw Odd(path, first);
        if (first.Width != row || height > RawFrame.ChipColumns * (depth == 24 ? 2 : 1)) throw Odd(path, first);
        if (height > RawFrame.ChipColumns) return height % 2 == 0 ? [Rows(height / 2)] : throw Odd(path, first);
        return depth == 24 && height % 2 == 0 ? [Rows(height), Rows(height / 2)] : [Rows(height)];
    }

    /// <summary>Whether the file ends behind the first frame, or another one begins there.</summary>
    private static bool IsFollowed(SourceFile mib, MerlinFrameHeader first, RawFrame frame)
    {
        long end = first.HeaderBytes + (long)frame.PackedBytes;
        if (end == mib.Bytes) return true;
        Span<byte> magic = stackalloc byte[MerlinFormat.Magic.Length];
        if (end + magic.Length > mib.Bytes) return false;
        mib.ReadAt(end, magic);
        return magic.SequenceEqual(MerlinFormat.Magic);
    }

    private static CubeFileException Odd(string path, MerlinFrameHeader first) => new(path,
        $"the first frame says {first.Width}x{first.Height} RAW pixels of {first.ChipCount} chip(s), where a chip has 256 columns and at most "
        + "256 rows; the file is damaged or of a kind that is not read");
}
