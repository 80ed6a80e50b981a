using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Sources.Numpy;

/// <summary>The header of a .npy file.</summary>
/// <remarks>
/// <code>
/// 93 'N' 'U' 'M' 'P' 'Y' | major | minor | length of the text: u16 LE (version 1), u32 LE (2 and 3)
/// {'descr': '&lt;u2', 'fortran_order': False, 'shape': (16, 16, 256, 256), }   spaces, line feed: data at a multiple of 64
/// </code>
/// The text is Latin-1, UTF-8 in version 3; what is read here is ASCII. Source: numpy.lib.format.
/// </remarks>
/// <param name="Shape">Extents, slowest first.</param>
/// <param name="Element">Type of one sample.</param>
/// <param name="Order">Byte order of the samples.</param>
/// <param name="DataOffset">Byte at which the samples begin.</param>
public sealed record NpyHeader(ImmutableArray<long> Shape, ElementType Element, ByteOrder Order, int DataOffset)
{
    /// <summary>numpy itself refuses headers above 10,000 characters unless told otherwise.</summary>
    public const int MaxBytes = 1 << 16;

    private const int Alignment = 64;
    private const int PrefixBytes = 10;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Parses the header at the start of a file.</summary>
    /// <param name="start">The first <see cref="MaxBytes"/> bytes of the file, or all of it.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="CubeFileException">It is no header, or of an array that is not read here.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> start, string path)
    {
        (int textStart, int textLength) = FindText(start, path);
        NpyDictionary dictionary = NpyDictionary.TryParse(Encoding.Latin1.GetString(start.Slice(textStart, textLength)))
            ?? throw new CubeFileException(path, "its .npy header is no dictionary of descr, fortran_order and shape; the file is damaged");
        (ElementType element, ByteOrder order) = ParseElement(dictionary.Descr, path);
        if (dictionary.FortranOrder)
            throw new CubeFileException(path,
                "is stored in Fortran order; save it again with numpy.save(name, numpy.ascontiguousarray(array))");
        return new(dictionary.Shape, element, order, textStart + textLength);
    }

    /// <summary>Writes the header of an array in C order, version 1, padded so that the samples begin at a multiple of 64.</summary>
    public static byte[] Encode(ReadOnlySpan<long> shape, ElementType element, ByteOrder order)
    {
        string extents = string.Join(", ", shape.ToArray().Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
        string tuple = shape.Length == 1 ? $"({extents},)" : $"({extents})";
        string text = $"{{'descr': '{Descr(element, order)}', 'fortran_order': False, 'shape': {tuple}, }}";
        int bytes = (PrefixBytes + text.Length + Alignment) / Alignment * Alignment;
        if (bytes - PrefixBytes > ushort.MaxValue)
            throw new ArgumentException("A .npy header of version 1 has room for 65,535 characters.", nameof(shape));
        byte[] header = new byte[bytes];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        header[6] = 1;
        header[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(bytes - PrefixBytes));
        Encoding.ASCII.GetBytes(text, header.AsSpan(PrefixBytes));
        header[^1] = (byte)'\n';
        return header;
    }

    private static (int Start, int Length) FindText(ReadOnlySpan<byte> start, string path)
    {
        if (start.Length < PrefixBytes + 2 || !start.StartsWith(Magic))
            throw new CubeFileException(path, "does not begin as a .npy file does");
        int version = start[6];
        if (version is < 1 or > 3) throw new CubeFileException(path, $"is a .npy file of version {version}; 1 to 3 are known");
        int textStart = version == 1 ? PrefixBytes : PrefixBytes + 2;
        uint length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length <= start.Length - textStart) return (textStart, (int)length);
        throw new CubeFileException(path, start.Length < MaxBytes
            ? $"ends within its .npy header of {length:N0} bytes: the file is incomplete"
            : $"says that its .npy header has {length:N0} bytes, which no plain array needs; the file is damaged");
    }

    private static (ElementType Element, ByteOrder Order) ParseElement(string descr, string path)
    {
        bool plain = descr is [('<' or '>' or '|' or '='), ('u' or 'i' or 'f'), _];
        ElementType? element = plain ? ElementTypes.Find(descr[2] - '0', descr[1] == 'f', descr[1] != 'u') : null;
        if (element is not ElementType known)
            throw new CubeFileException(path,
                $"holds elements of dtype {Printable.Shorten(descr)}{Explain(descr)}; save integers or floats of 1 to 8 bytes instead");
        if (known.Bytes() == 1) return (known, ByteOrder.LittleEndian);
        return (known, descr[0] switch { '<' => ByteOrder.LittleEndian, '>' => ByteOrder.BigEndian, _ => SampleOrder.Native });
    }

    private static string Explain(string descr) => descr switch
    {
        ['[', ..] => " (a structured array)",
        [_, 'O', ..] => " (Python objects)",
        [_, 'c', ..] => " (complex numbers)",
        [_, 'b', ..] => " (booleans)",
        _ => "",
    };

    private static string Descr(ElementType element, ByteOrder order)
    {
        char kind = element.IsFloat() ? 'f' : element.IsSigned() ? 'i' : 'u';
        char sign = element.Bytes() == 1 ? '|' : order == ByteOrder.BigEndian ? '>' : '<';
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{kind}{element.Bytes()}");
    }
}
