using System.Buffers.Binary;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>What every Tally chunk begins with; docs/tally.md has the bytes.</summary>
/// <param name="Mode">How the integers are coded.</param>
/// <param name="Element">The type of the samples.</param>
/// <param name="IsBigEndian">Whether the samples are in the other byte order.</param>
/// <param name="Shape">Extents: scan y, scan x, detector y, detector x.</param>
/// <param name="Transform">How samples become integers.</param>
/// <param name="PayloadBytes">Bytes that follow the header.</param>
/// <param name="DataCrc">Checksum whose meaning depends on the mode.</param>
internal sealed record TallyHeader(
    TallyMode Mode, ElementType Element, bool IsBigEndian, CubeShape Shape, ValueTransform Transform, int PayloadBytes, uint DataCrc)
{
    /// <summary>No header is longer: a parameter of ten bytes, four extents and a length of five, and what is of fixed size.</summary>
    public const int MostBytes = 7 + 10 + 5 * 5 + 8;

    private const byte Version = 1;
    private const byte BigEndianFlag = 0x80;

    private static ReadOnlySpan<byte> Magic => "TLY"u8;

    public void Write(ByteSink sink)
    {
        int start = sink.Length;
        sink.Put(Magic);
        sink.Put(Version);
        sink.Put((byte)Mode);
        sink.Put((byte)((byte)Element | (IsBigEndian ? BigEndianFlag : 0)));
        sink.Put((byte)((byte)Transform.Kind | Transform.IntegerBytes << 4));
        sink.PutVarint(Transform.Parameter);
        foreach (int extent in (ReadOnlySpan<int>)[Shape.ScanY, Shape.ScanX, Shape.DetectorY, Shape.DetectorX]) sink.PutVarint((uint)extent);
        sink.PutVarint((uint)PayloadBytes);
        sink.PutUInt32(DataCrc);
        sink.PutUInt32(Crc32.Of(sink.Written[start..]));
    }

    /// <summary>Reads the header at the beginning of a chunk.</summary>
    /// <param name="length">Its length, where the payload begins.</param>
    /// <exception cref="InvalidDataException">It is no Tally chunk of version 1, or damaged.</exception>
    public static TallyHeader Read(ReadOnlySpan<byte> chunk, out int length)
    {
        if (!chunk.StartsWith(Magic)) throw new InvalidDataException("Tally: the chunk does not begin as one of this codec.");
        if (chunk.Length < 8 || chunk[3] != Version) throw new InvalidDataException($"Tally: version {(chunk.Length > 3 ? chunk[3] : 0)} is not 1.");
        int at = 7;
        byte mode = chunk[4], element = chunk[5], transform = chunk[6];
        ulong parameter = Varint(chunk, ref at);
        long[] numbers = new long[5];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = (long)Math.Min(Varint(chunk, ref at), long.MaxValue);
        if (chunk.Length - at < 8) throw new InvalidDataException("Tally: the chunk ends within its header.");
        uint dataCrc = BinaryPrimitives.ReadUInt32LittleEndian(chunk[at..]);
        length = at + 8;
        if (BinaryPrimitives.ReadUInt32LittleEndian(chunk[(at + 4)..]) != Crc32.Of(chunk[..(at + 4)]))
            throw new InvalidDataException("Tally: the header of a chunk does not match its checksum.");
        int type = element & 0x7F;
        bool isSane = mode <= (byte)TallyMode.Scan && type < ElementTypes.All.Count && numbers.All(n => n <= int.MaxValue) && Product(numbers) is > 0 and <= int.MaxValue
            && ValueTransform.IsKnown(transform, parameter);
        if (!isSane) throw new InvalidDataException("Tally: the header of a chunk makes no sense.");
        CubeShape shape = new((int)numbers[0], (int)numbers[1], (int)numbers[2], (int)numbers[3]);
        return new(
            (TallyMode)mode, (ElementType)type, (element & BigEndianFlag) != 0, shape, new((ValueTransformKind)(transform & 15), transform >> 4, parameter),
            (int)numbers[4], dataCrc);
    }

    private static long Product(long[] numbers)
    {
        long product = 1;
        for (int i = 0; i < 4; i++)
        {
            if (numbers[i] > int.MaxValue) return -1;
            product *= numbers[i];
            if (product > int.MaxValue) return -1;
        }
        return product;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            byte part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        throw new InvalidDataException("Tally: the chunk ends within its header.");
    }
}
