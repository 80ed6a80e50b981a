namespace Suffice.Sources.DirectElectron;

/// <summary>MRC stacks of frames, as Direct Electron cameras write them, and the files beside them.</summary>
/// <remarks>
/// <code>
/// 0 i4 columns | 4 i4 rows | 8 i4 frames | 12 i4 mode: 0 int8, 1 int16, 2 float32, 6 uint16 | 92 i4 bytes of the extended header
/// 208 "MAP " | 212 byte order: 44 44 little, 11 11 big | 1024 extended header | frames, row by row
/// NAME_movie.mrc, NAME_info.txt: "key = value" lines
/// NAME_scan_coordinates.csv: x,y for each frame of a scan that is no raster
/// </code>
/// Rows stay in the file's order. Sources: MRC2014 (Cheng et al., J. Struct. Biol. 192, 2015), rosettasciio.
/// </remarks>
internal static class MrcFormat
{
    public const string Name = "MRC (Direct Electron)";

    public const int HeaderBytes = 1024;

    public const int MapOffset = 208;

    /// <summary>The file has some 20 kB, and a line for each of a scan's positions has some ten bytes.</summary>
    public const int MaxTextBytes = 64 << 20;

    public static ReadOnlySpan<byte> Map => "MAP "u8;
}
