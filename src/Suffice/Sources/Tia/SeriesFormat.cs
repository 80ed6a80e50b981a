using Suffice.Cubes;

namespace Suffice.Sources.Tia;

/// <summary>The .ser series files of FEI's TIA: images or spectra over a scan. Little-endian.</summary>
/// <remarks>
/// <code>
///  0 u2 4949   2 u2 0197   4 u2 version: 0210 offsets of 4 bytes, 0220 of 8   6 u4 4120 spectra, 4122 images   10 u4 kind of tags
/// 14 u4 elements planned   18 u4 elements written   22 u4|u8 place of the offsets   .. u4 number of dimensions
/// dimension, the fastest first = u4 size, f8 offset, f8 step, u4 element, u4 length, description, u4 length, unit
/// offsets = one u4|u8 for each planned element, then one for each tag
/// image    = x: f8 offset, f8 step, u4 element; y: the same; u2 type, u4 columns, u4 rows, samples
/// spectrum = f8 offset, f8 step, u4 element; u2 type, u4 channels, samples
/// types      1 u1, 2 u2, 3 u4, 4 i1, 5 i2, 6 i4, 7 f4, 8 f8
/// </code>
/// Steps are in metres or in 1/m, and in eV for spectra, as the file's dimensions say for the scan. Sources: C. Boothroyd's description, rosettasciio.
/// </remarks>
internal static class SeriesFormat
{
    public const string Name = "TIA .ser";

    /// <summary>More than any header has, with its four dimensions and their texts.</summary>
    public const int MaxHeaderBytes = 1 << 16;

    public const int MaxDimensions = 8;

    public const ushort WideOffsets = 0x220;

    public const uint Spectra = 0x4120, Images = 0x4122;

    public const int ImageHeaderBytes = 50, SpectrumHeaderBytes = 26;

    public static ReadOnlySpan<byte> Magic => [0x49, 0x49, 0x97, 0x01];

    /// <summary>The samples of a type; null for complex ones and unknown numbers.</summary>
    public static ElementType? ElementOf(int type) => type switch
    {
        1 => ElementType.UInt8,
        2 => ElementType.UInt16,
        3 => ElementType.UInt32,
        4 => ElementType.Int8,
        5 => ElementType.Int16,
        6 => ElementType.Int32,
        7 => ElementType.Float32,
        8 => ElementType.Float64,
        _ => null,
    };
}
