namespace Suffice.Sources.NanoMegas;

/// <summary>The .blo block files of NanoMEGAS ASTAR and TopSpin: precession patterns of one scan. Little-endian.</summary>
/// <remarks>
/// <code>
///   0 "IMGBLO"   6 u2 0x0102   8 u4 offset of the bright-field image   12 u4 offset of the patterns   16 u4 flags
///  20 u2 side of a pattern   22 u2 rotation   24 u2 columns   26 u2 rows   28 u2 scan rotation, 1/100 degree
///  30 f8 step along a row, nm   38 f8 step between rows, nm   46 u4 beam energy, V
///  50 u2 100 * pixels per cm   52 u4 camera length, mm   56 f8 date, days since 1899-12-30   64 centering and distortion, text
///  bright-field image: rows * columns u1
///  pattern: AA 55 | u4 number | side * side u1
/// </code>
/// An interrupted acquisition leaves fewer patterns than the header promises. Source: rosettasciio, blockfile.
/// </remarks>
internal static class BlockFormat
{
    public const string Name = "NanoMEGAS .blo";

    /// <summary>What is read of the header; a note of any length follows.</summary>
    public const int HeaderBytes = 64;

    public const int FrameHeaderBytes = 6;

    public const ushort FrameMark = 0x55AA;

    public static ReadOnlySpan<byte> Magic => "IMGBLO"u8;
}
