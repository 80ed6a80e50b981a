using Suffice.Cubes;

namespace Suffice.Sources.Gatan;

/// <summary>The .dm3 and .dm4 files of Gatan's DigitalMicrograph: a tree of tags, big-endian, with data mostly little-endian.</summary>
/// <remarks>
/// <code>
/// u4 version 3 or 4 | u4 or u8 length | u4 1: data are little-endian | group
/// group = u1 sorted, u1 open, u4 or u8 number of tags, tags
/// tag   = u1 kind, u2 length of the name, name, (version 4: u8 bytes), then by kind 20: a group, 21: data
/// data  = "%%%%", u4 or u8 n, n numbers u4 or u8, values;     numbers:
///         type | 15, 0, fields, (0, type)... | 18, length | 20, type, count | 20, 15, 0, fields, (0, type)..., count
/// types   2 i2, 3 i4, 4 u2, 5 u4, 6 f4, 7 f8, 8 bool, 9 i1, 10 u1, 11 i8, 12 u8
/// ImageList.N.ImageData: Data, DataType, Dimensions.K (fastest first), Calibrations.Dimension.K: Origin, Scale, Units
/// ImageList.N.ImageTags.Meta Data: Format, Data Order Swapped
/// </code>
/// Lengths are u4 in version 3, u8 in version 4. A number without a name is called by its place in its group.
/// Image 0 is a thumbnail as a rule. A coordinate is (index - Origin) * Scale. Where "Data Order Swapped" is 1, patterns (or spectra) are
/// contiguous; otherwise a scan is stored position-fastest: all positions of one detector pixel, then of the next.
/// Sources: mac4DSTEM's description of DM4, rosettasciio, LiberTEM.
/// </remarks>
internal static class DmFormat
{
    public const string Name = "Gatan DigitalMicrograph";

    /// <summary>Real files nest some ten deep and have some thousands of tags.</summary>
    public const int MaxDepth = 64, MaxTags = 1_000_000;

    /// <summary>Numbers that describe one tag's data; structures have some ten fields.</summary>
    public const int MaxNumbers = 1024;

    /// <summary>Arrays of 16-bit units up to this length are taken as text.</summary>
    public const int MaxText = 1024;

    public const int Group = 20, Data = 21;

    public const int Struct = 15, Text = 18, Array = 20;

    public static ReadOnlySpan<byte> DataMark => "%%%%"u8;

    /// <summary>Bytes of a value of a simple type; 0 where it is none.</summary>
    public static int BytesOf(long type) => type switch
    {
        8 or 9 or 10 => 1,
        2 or 4 => 2,
        3 or 5 or 6 => 4,
        7 or 11 or 12 => 8,
        _ => 0,
    };

    /// <summary>The samples of an image's DataType; null where they are no real numbers (complex, packed, RGB, binary).</summary>
    public static ElementType? ElementOf(long dataType) => dataType switch
    {
        1 => ElementType.Int16,
        2 => ElementType.Float32,
        6 => ElementType.UInt8,
        7 => ElementType.Int32,
        9 => ElementType.Int8,
        10 => ElementType.UInt16,
        11 => ElementType.UInt32,
        12 => ElementType.Float64,
        _ => null,
    };
}
