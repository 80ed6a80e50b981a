using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Sources.Gatan;

/// <summary>All tags of a DigitalMicrograph file, by path, such as <c>ImageList.1.ImageData.DataType</c>. Values of arrays stay in the file.</summary>
internal sealed class DmTags
{
    private readonly Dictionary<string, DmTag> _tags = new(StringComparer.Ordinal);
    private readonly SourceFile _file;
    private readonly TagCursor _cursor;

    private DmTags(SourceFile file) => (_file, _cursor) = (file, new TagCursor(file));

    /// <summary>3 or 4.</summary>
    public int Version { get; private set; }

    /// <summary>Byte order of all values.</summary>
    public ByteOrder Order { get; private set; }

    /// <summary>Paths and data in the file's order.</summary>
    public IEnumerable<KeyValuePair<string, DmTag>> All => _tags;

    private bool IsWide => Version == 4;

    /// <summary>Reads the tree of a file.</summary>
    /// <exception cref="CubeFileException">It is damaged, or of an unknown version.</exception>
    public static DmTags Read(SourceFile file)
    {
        DmTags tags = new(file);
        tags.ReadHeader();
        tags.ReadGroup("", 0);
        return tags;
    }

    /// <summary>A number; null where there is no such tag, or it is no number.</summary>
    public double? Number(string path) => _tags.TryGetValue(path, out DmTag tag) && double.IsFinite(tag.Number) ? tag.Number : null;

    /// <summary>A text; null where there is no such tag, or it is none.</summary>
    public string? Text(string path) => _tags.TryGetValue(path, out DmTag tag) ? tag.Text : null;

    /// <summary>Where the values of an array lie; null where there is no such tag.</summary>
    public (long Offset, long Bytes)? Place(string path) => _tags.TryGetValue(path, out DmTag tag) && tag.Bytes > 0 ? (tag.Offset, tag.Bytes) : null;

    private void ReadHeader()
    {
        Version = (int)_cursor.TakeBig(4);
        if (Version is not (3 or 4)) throw new CubeFileException(_file.Path, $"is a DigitalMicrograph file of version {Version}; 3 and 4 are known");
        _cursor.TakeBig(IsWide ? 8 : 4);
        Order = _cursor.TakeBig(4) == 1 ? ByteOrder.LittleEndian : ByteOrder.BigEndian;
    }

    private void ReadGroup(string path, int depth)
    {
        if (depth > DmFormat.MaxDepth) throw Damaged("its tags are nested too deep");
        _cursor.Skip(2);
        long tags = TakeLength();
        for (long i = 0; i < tags; i++)
        {
            long start = _cursor.Position;
            int kind = (int)_cursor.TakeBig(1);
            string name = _cursor.TakeText((int)_cursor.TakeBig(2));
            if (name.Length == 0) name = i.ToString(CultureInfo.InvariantCulture);
            if (IsWide) _cursor.Skip(8);
            string at = path.Length == 0 ? name : $"{path}.{name}";
            if (kind == DmFormat.Group) ReadGroup(at, depth + 1);
            else if (kind == DmFormat.Data) ReadData(at);
            else throw Damaged($"a tag of kind {kind} at byte {start:N0}");
        }
    }

    private void ReadData(string path)
    {
        if (_tags.Count >= DmFormat.MaxTags) throw Damaged("too many tags");
        if (!_cursor.Take(4).SequenceEqual(DmFormat.DataMark)) throw Damaged($"no data at byte {_cursor.Position - 4:N0}");
        long count = TakeLength();
        if (count is < 1 or > DmFormat.MaxNumbers) throw Damaged($"a tag is described by {count:N0} numbers");
        long[] numbers = new long[count];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = TakeLength();
        long offset = _cursor.Position;
        int simple = DmFormat.BytesOf(numbers[0]);
        // The same name twice in a group: the first one counts, as in DigitalMicrograph.
        if (simple > 0)
        {
            _tags.TryAdd(path, new DmTag(NumberOf(numbers[0], _cursor.Take(simple)), null, 0, 0));
            return;
        }
        Int128 bytes = LengthOf(numbers);
        if (bytes < 0 || offset + bytes > _file.Bytes) throw Damaged($"{Printable.Shorten(path)} claims {bytes:N0} bytes at byte {offset:N0}");
        bool isText = numbers is [DmFormat.Array, 4, > 0 and <= DmFormat.MaxText];
        string? text = isText ? TextOf(_cursor.Take((int)bytes)) : null;
        if (!isText) _cursor.Skip((long)bytes);
        _tags.TryAdd(path, new DmTag(double.NaN, text, offset, (long)bytes));
    }

    // Fields are pairs of a name's length, always 0, and a type.
    private Int128 LengthOf(long[] numbers) => numbers switch
    {
        [DmFormat.Struct, _, _, ..] => FieldBytes(numbers.AsSpan(3)),
        [DmFormat.Text, >= 0 and long units] => 2 * (Int128)units,
        [DmFormat.Array, long type, >= 0 and long count] when DmFormat.BytesOf(type) > 0 => DmFormat.BytesOf(type) * (Int128)count,
        [DmFormat.Array, DmFormat.Struct, _, _, .., >= 0 and long count] => FieldBytes(numbers.AsSpan(4..^1)) * (Int128)count,
        _ => throw Damaged($"data of type {numbers[0]} that is not known, at byte {_cursor.Position:N0}"),
    };

    private int FieldBytes(ReadOnlySpan<long> fields)
    {
        int bytes = 0;
        for (int i = 1; i < fields.Length; i += 2)
        {
            int field = DmFormat.BytesOf(fields[i]);
            if (field == 0) throw Damaged($"a structure with a field of type {fields[i]}, at byte {_cursor.Position:N0}");
            bytes += field;
        }
        return bytes;
    }

    private double NumberOf(long type, ReadOnlySpan<byte> value)
    {
        Span<byte> little = stackalloc byte[8];
        value.CopyTo(little);
        if (Order == ByteOrder.BigEndian) little[..value.Length].Reverse();
        return type switch
        {
            2 => BinaryPrimitives.ReadInt16LittleEndian(little),
            3 => BinaryPrimitives.ReadInt32LittleEndian(little),
            4 => BinaryPrimitives.ReadUInt16LittleEndian(little),
            5 => BinaryPrimitives.ReadUInt32LittleEndian(little),
            6 => BinaryPrimitives.ReadSingleLittleEndian(little),
            7 => BinaryPrimitives.ReadDoubleLittleEndian(little),
            9 => (sbyte)little[0],
            11 => BinaryPrimitives.ReadInt64LittleEndian(little),
            12 => BinaryPrimitives.ReadUInt64LittleEndian(little),
            _ => little[0],
        };
    }

    private string TextOf(ReadOnlySpan<byte> units) =>
        (Order == ByteOrder.LittleEndian ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(units);

    private long TakeLength() => _cursor.TakeBig(IsWide ? 8 : 4) is >= 0 and long length ? length : throw Damaged($"a length below 0 at byte {_cursor.Position:N0}");

    private CubeFileException Damaged(string what) => new(_file.Path, $"is a damaged DigitalMicrograph file: {what}");
}
