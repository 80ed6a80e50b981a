using System.Buffers.Binary;
using System.Globalization;
using Suffice.Cubes;

namespace Suffice.Sources.NanoMegas;

/// <summary>What a block file says of its scan and its patterns.</summary>
/// <param name="PatternsOffset">Byte at which the first pattern's header begins.</param>
/// <param name="Side">Pixels along each side of a pattern.</param>
/// <param name="StepXNm">Step along a row.</param>
/// <param name="StepYNm">Step between rows.</param>
/// <param name="PixelsPerCm">Of the detector; 0 where it is not calibrated.</param>
internal sealed record BlockHeader(
    long PatternsOffset, int Side, int Rows, int Columns, double StepXNm, double StepYNm, double EnergyVolts, double PixelsPerCm, double CameraLengthMm)
{
    public static BlockHeader Parse(ReadOnlySpan<byte> start, string path)
    {
        if (start.Length < BlockFormat.HeaderBytes || !start.StartsWith(BlockFormat.Magic))
            throw new CubeFileException(path, "does not begin as a .blo file does, or ends within its header");
        BlockHeader header = new(
            BinaryPrimitives.ReadUInt32LittleEndian(start[12..]),
            BinaryPrimitives.ReadUInt16LittleEndian(start[20..]),
            BinaryPrimitives.ReadUInt16LittleEndian(start[26..]),
            BinaryPrimitives.ReadUInt16LittleEndian(start[24..]),
            BinaryPrimitives.ReadDoubleLittleEndian(start[30..]),
            BinaryPrimitives.ReadDoubleLittleEndian(start[38..]),
            BinaryPrimitives.ReadUInt32LittleEndian(start[46..]),
            BinaryPrimitives.ReadUInt16LittleEndian(start[50..]) / 100.0,
            BinaryPrimitives.ReadUInt32LittleEndian(start[52..]));
        if (header.Side == 0 || header.Rows == 0 || header.Columns == 0 || header.PatternsOffset < BlockFormat.HeaderBytes)
            throw new CubeFileException(path, string.Create(CultureInfo.InvariantCulture,
                $"says that it holds {header.Rows} x {header.Columns} patterns of {header.Side} x {header.Side} pixels from byte {header.PatternsOffset} on: its header is damaged"));
        return header;
    }

    /// <summary>Names and values, for people.</summary>
    public IEnumerable<(string Key, string Value)> Describe() =>
    [
        ("Rows", Text(Rows)), ("Columns", Text(Columns)), ("Pattern side (pixels)", Text(Side)), ("Step along a row (nm)", Text(StepXNm)),
        ("Step between rows (nm)", Text(StepYNm)), ("Beam energy (V)", Text(EnergyVolts)), ("Detector (pixels per cm)", Text(PixelsPerCm)),
        ("Camera length (mm)", Text(CameraLengthMm)),
    ];

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
