using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Sources.Tia;

/// <summary>One dimension of a series.</summary>
internal readonly record struct SeriesDimension(int Length, double Step, string Unit);

/// <summary>What a series file says of itself.</summary>
/// <param name="Planned">Elements that were to be written.</param>
/// <param name="Written">Elements that were.</param>
/// <param name="OffsetsAt">Byte at which the offsets of the elements begin.</param>
/// <param name="Dimensions">Of the scan, the fastest first.</param>
internal sealed record SeriesHeader(
    bool IsSpectra, bool HasWideOffsets, long Planned, long Written, long OffsetsAt, ImmutableArray<SeriesDimension> Dimensions)
{
    private const int FixedBytes = 22, DimensionBytes = 28;

    public static SeriesHeader Parse(ReadOnlySpan<byte> start, string path)
    {
        if (!start.StartsWith(SeriesFormat.Magic) || start.Length < FixedBytes + 12) throw Damaged(path);
        uint kind = BinaryPrimitives.ReadUInt32LittleEndian(start[6..]);
        if (kind is not (SeriesFormat.Spectra or SeriesFormat.Images)) throw new CubeFileException(path, $"is a .ser file of kind {kind:X4}; images and spectra are read here");
        bool isWide = BinaryPrimitives.ReadUInt16LittleEndian(start[4..]) >= SeriesFormat.WideOffsets;
        long planned = BinaryPrimitives.ReadUInt32LittleEndian(start[14..]), written = BinaryPrimitives.ReadUInt32LittleEndian(start[18..]);
        long offsetsAt = isWide ? BinaryPrimitives.ReadInt64LittleEndian(start[FixedBytes..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[FixedBytes..]);
        ReadOnlySpan<byte> rest = start[(FixedBytes + (isWide ? 8 : 4))..];
        uint dimensions = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        if (dimensions > SeriesFormat.MaxDimensions || offsetsAt < FixedBytes || written > planned) throw Damaged(path);
        rest = rest[4..];
        SeriesDimension[] found = new SeriesDimension[dimensions];
        for (int i = 0; i < found.Length; i++) found[i] = TakeDimension(ref rest, path);
        return new(kind == SeriesFormat.Spectra, isWide, planned, written, offsetsAt, [.. found]);
    }

    private static SeriesDimension TakeDimension(ref ReadOnlySpan<byte> rest, string path)
    {
        if (rest.Length < DimensionBytes) throw Damaged(path);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        double step = BinaryPrimitives.ReadDoubleLittleEndian(rest[12..]);
        rest = rest[24..];
        TakeText(ref rest, path);
        string unit = TakeText(ref rest, path);
        return length <= int.MaxValue ? new((int)length, step, unit) : throw Damaged(path);
    }

    private static string TakeText(ref ReadOnlySpan<byte> rest, string path)
    {
        if (rest.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(rest) is uint length && length > rest.Length - 4) throw Damaged(path);
        string text = Encoding.Latin1.GetString(rest.Slice(4, (int)length));
        rest = rest[(4 + (int)length)..];
        return text;
    }

    private static CubeFileException Damaged(string path) => new(path, "is a damaged .ser file: its header does not hold together");
}
