using Suffice.Cubes;

namespace Suffice.Sources.Merlin;

/// <summary>
/// A frame as the detector packs it ("RAW", R64): rows of 256 samples of one chip, or of four chips side by side, the last
/// one first. <see cref="RawSamples"/> tells how a row is packed.
/// </summary>
/// <remarks>
/// <code>
/// stored row r = Q4 | Q3 | Q2 | Q1             24 bit: the 12 high bits of all rows, then the 12 low bits of all rows
///
/// pattern      = Q1 row r         Q2 row r           r from the top
///                2 empty rows and columns            layout 2x2G only
///                Q3 row r         Q4 row r           r from the bottom, each row backwards
/// </code>
/// </remarks>
/// <param name="Depth">Bits of a counter: 1, 6, 12 or 24.</param>
/// <param name="Chips">1 or 4.</param>
/// <param name="Rows">Rows that were read out of each chip, 256 at most.</param>
/// <param name="GapPixels">Empty rows and columns between chips.</param>
internal sealed record RawFrame(int Depth, int Chips, int Rows, int GapPixels)
{
    public const int ChipColumns = 256;

    public static ReadOnlySpan<int> Depths => [1, 6, 12, 24];

    public ElementType Element => Depth switch { 1 or 6 => ElementType.UInt8, 12 => ElementType.UInt16, _ => ElementType.UInt32 };

    public int Width => Chips == 1 ? ChipColumns : 2 * ChipColumns + GapPixels;

    public int Height => Chips == 1 ? Rows : 2 * Rows + GapPixels;

    /// <summary>Bytes of the packed pixels.</summary>
    public int PackedBytes => PlaneBytes * Planes;

    private int Planes => Depth == 24 ? 2 : 1;

    private int PlaneBytes => Rows * Chips * RunBytes;

    // One row of one chip in one plane.
    private int RunBytes => Depth switch { 1 => ChipColumns / 8, 6 => ChipColumns, _ => ChipColumns * 2 };

    /// <summary>Makes a pattern of <see cref="Height"/> times <see cref="Width"/> samples.</summary>
    public void Unpack(ReadOnlySpan<byte> packed, Span<byte> pattern)
    {
        ReadOnlySpan<byte> low = Planes == 1 ? default : packed[PlaneBytes..];
        if (Chips == 1)
        {
            UnpackRun(packed[..PlaneBytes], low, pattern);
            return;
        }
        int rowBytes = Width * Element.Bytes();
        for (int row = 0; row < Rows; row++)
        {
            Span<byte> top = pattern.Slice(row * rowBytes, rowBytes);
            Span<byte> bottom = pattern.Slice((Height - 1 - row) * rowBytes, rowBytes);
            UnpackPair(packed, low, 4 * row + 2, top);
            UnpackPair(packed, low, 4 * row, bottom);
            // The lower chips are mounted upside down. Turned as a whole, Q4 | Q3 becomes Q3 | Q4.
            RawSamples.Mirror(Element, bottom);
        }
        pattern.Slice(Rows * rowBytes, GapPixels * rowBytes).Clear();
    }

    /// <summary>Two neighbouring chips. Of the upper ones the file has the right one first, of the lower ones too.</summary>
    private void UnpackPair(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> low, int firstRun, Span<byte> row)
    {
        int chipBytes = ChipColumns * Element.Bytes();
        bool isUpper = firstRun % 4 == 2;
        Span<byte> left = row[..chipBytes], right = row[^chipBytes..];
        UnpackRun(Run(packed, firstRun), Run(low, firstRun), isUpper ? right : left);
        UnpackRun(Run(packed, firstRun + 1), Run(low, firstRun + 1), isUpper ? left : right);
        row[chipBytes..^chipBytes].Clear();
    }

    private ReadOnlySpan<byte> Run(ReadOnlySpan<byte> plane, int run) => plane.IsEmpty ? default : plane.Slice(run * RunBytes, RunBytes);

    private void UnpackRun(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> low, Span<byte> samples)
    {
        switch (Depth)
        {
            case 1: RawSamples.Unpack1(packed, samples); break;
            case 24: RawSamples.Unpack24(packed, low, samples); break;
            default: RawSamples.Unpack6Or12(Element, packed, samples); break;
        }
    }
}
