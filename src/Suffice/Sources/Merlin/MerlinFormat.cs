namespace Suffice.Sources.Merlin;

/// <summary>
/// The .mib files of Merlin detectors (Quantum Detectors, Medipix3) and the .hdr beside them.
/// </summary>
/// <remarks>
/// <code>
/// .mib = frame, frame, ...                      no header of the file itself
/// frame = ASCII header, padded with NUL         | pixels, row-major, big-endian
///         MQ1,000001,00384,01,0256,0256,U16,   1x1,01,date time,shutter s,counter,colour,gain,8 thresholds keV,
///         per chip: 3RX and 27 DACs, then MQ1A,ISO time in ns,shutter ns,counter depth,
///  field  0   1      2     3  4    5    6   7
///             number bytes chips X  Y   type layout
/// </code>
/// <list type="bullet">
/// <item>The number counts from 1 within an acquisition; the first frame of a numbered series of files has another.</item>
/// <item>U08 holds 1- and 6-bit counters, U16 12-bit, U32 24-bit.</item>
/// <item>R64 is the detector's own packing ("RAW", <see cref="RawFrame"/>): X and Y are those of the rows as stored, 1024x256
/// for four chips, fewer rows where the detector read out a part of each chip.</item>
/// <item>A long acquisition may be a series of files, name and number. The frames' own numbers go on from file to file.</item>
/// <item>Layouts 2x2, 2x2G, Nx1, Nx1G (G: with gap pixels) are assembled already, X and Y are those of the assembly.</item>
/// <item>The scan's shape is in no frame header. The rows stay in the file's order, as in LiberTEM and py4DSTEM.</item>
/// <item>.hdr = <c>HDR,</c> then lines <c>key:TAB value</c>, then <c>End</c> and padding, Latin-1.</item>
/// </list>
/// </remarks>
internal static class MerlinFormat
{
    /// <summary>The type of pixels that the detector packed.</summary>
    public const string RawType = "R64";

    /// <summary>Empty rows and columns between the chips of the layouts that end in G.</summary>
    public const int GapPixels = 2;

    public const string Name = "Merlin .mib";

    /// <summary>A quad header has 768 bytes and each further chip adds about 120: more than this is no header.</summary>
    public const int MaxHeaderBytes = 1 << 16;

    /// <summary>Shorter than this, the eight fields that give the geometry do not fit.</summary>
    public const int MinHeaderBytes = 32;

    /// <summary>Medipix assemblies end at a few thousand pixels; beyond this the number is damaged.</summary>
    public const int MaxExtent = 1 << 16;

    /// <summary>A .hdr has 2,048 bytes.</summary>
    public const int MaxHdrBytes = 1 << 20;

    public static ReadOnlySpan<byte> Magic => "MQ1"u8;

    public static ReadOnlySpan<byte> HdrMagic => "HDR,"u8;
}
