using System.Buffers.Binary;
using Suffice.Cubes;

namespace Suffice.Sources.Tia;

/// <summary>What stands in front of the samples of an image or a spectrum.</summary>
internal sealed record SeriesElement(ElementType Element, int Rows, int Columns, double StepY, double StepX, int HeaderBytes)
{
    public static SeriesElement Parse(ReadOnlySpan<byte> start, bool isSpectrum, string path)
    {
        int headerBytes = isSpectrum ? SeriesFormat.SpectrumHeaderBytes : SeriesFormat.ImageHeaderBytes;
        if (start.Length < headerBytes) throw new CubeFileException(path, "ends within the header of its first element");
        int at = isSpectrum ? 20 : 40, type = BinaryPrimitives.ReadUInt16LittleEndian(start[at..]);
        uint columns = BinaryPrimitives.ReadUInt32LittleEndian(start[(at + 2)..]);
        uint rows = isSpectrum ? 1 : BinaryPrimitives.ReadUInt32LittleEndian(start[(at + 6)..]);
        if (SeriesFormat.ElementOf(type) is not ElementType element) throw new CubeFileException(path, $"holds samples of type {type}; integers and real numbers are read here");
        if (columns is 0 or > int.MaxValue || rows is 0 or > int.MaxValue) throw new CubeFileException(path, $"says that its elements have {rows:N0} x {columns:N0} samples: it is damaged");
        double stepX = BinaryPrimitives.ReadDoubleLittleEndian(start[8..]), stepY = isSpectrum ? 0 : BinaryPrimitives.ReadDoubleLittleEndian(start[28..]);
        return new(element, (int)rows, (int)columns, stepY, stepX, headerBytes);
    }
}
