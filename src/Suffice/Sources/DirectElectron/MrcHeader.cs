using System.Buffers.Binary;
using System.Globalization;
using Suffice.Cubes;

namespace Suffice.Sources.DirectElectron;

/// <summary>Size and type of the frames in an MRC file.</summary>
/// <param name="FirstFrame">Byte at which the first one begins.</param>
internal sealed record MrcHeader(int Columns, int Rows, int Frames, ElementType Element, ByteOrder Order, long FirstFrame)
{
    public static MrcHeader Parse(ReadOnlySpan<byte> start, string path)
    {
        if (start.Length < MrcFormat.HeaderBytes) throw new CubeFileException(path, "ends within the header of an MRC file");
        bool isBig = start[MrcFormat.MapOffset + 4] == 0x11;
        int columns = Read(start, 0, isBig), rows = Read(start, 4, isBig), frames = Read(start, 8, isBig), mode = Read(start, 12, isBig), extended = Read(start, 92, isBig);
        if (columns < 1 || rows < 1 || frames < 1 || extended < 0)
            throw new CubeFileException(path, string.Create(CultureInfo.InvariantCulture,
                $"says that it holds {frames} frames of {rows} x {columns} pixels behind {extended} bytes: its header is damaged"));
        ElementType element = mode switch
        {
            0 => ElementType.Int8,
            1 => ElementType.Int16,
            2 => ElementType.Float32,
            6 => ElementType.UInt16,
            _ => throw new CubeFileException(path, $"is an MRC file of mode {mode}; modes 0, 1, 2 and 6 (int8, int16, float32, uint16) are read here"),
        };
        return new(columns, rows, frames, element, isBig ? ByteOrder.BigEndian : ByteOrder.LittleEndian, MrcFormat.HeaderBytes + (long)extended);
    }

    private static int Read(ReadOnlySpan<byte> start, int at, bool isBig) =>
        isBig ? BinaryPrimitives.ReadInt32BigEndian(start[at..]) : BinaryPrimitives.ReadInt32LittleEndian(start[at..]);
}
