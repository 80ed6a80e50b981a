using System.Buffers.Binary;
using System.IO.Compression;
using Suffice.Codecs.Deflate.Kernels;

namespace Suffice.Codecs.Deflate;

/// <summary>
/// One gzip member (RFC 1952) that says its own length in an extra field, as BGZF does: members one after another are a
/// valid .gz file for any program, and threads can find and decode them apart.
/// </summary>
public sealed class GzipMemberFilter : IChunkFilter
{
    /// <summary>Length of a member's header; the member's length is in its last four bytes.</summary>
    public const int HeaderBytes = 20;

    private const int PlainHeaderBytes = 10, TrailerBytes = 8, ExtraFlag = 4, ExtraBytes = 8;

    private readonly ZLibCompressionOptions _options;

    /// <param name="level">0 to 9, in the scale of zlib.</param>
    public GzipMemberFilter(int level) => _options = ZLibSpans.Options(level);

    /// <summary>Length of the member that begins with this header.</summary>
    /// <exception cref="InvalidDataException">It is not one of ours.</exception>
    public static int LengthOf(ReadOnlySpan<byte> header)
    {
        bool isOurs = header.Length >= HeaderBytes && header[0] == 0x1F && header[1] == 0x8B && header[3] == ExtraFlag
            && header[10] == ExtraBytes && header[12] == 'S' && header[13] == 'F';
        int length = isOurs ? BinaryPrimitives.ReadInt32LittleEndian(header[16..]) : 0;
        return length > HeaderBytes + TrailerBytes ? length : throw new InvalidDataException("not a gzip member that gives its length");
    }

    public int MaxEncodedLength(int length) => checked(HeaderBytes + TrailerBytes + ZLibSpans.MaxEncodedLength(length));

    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded)
    {
        const int inserted = HeaderBytes - PlainHeaderBytes;
        if (encoded.Length < inserted) return 0;
        int length = ZLibSpans.Gzip(source, encoded[inserted..], _options);
        if (length == 0) return 0;
        length += inserted;
        encoded.Slice(inserted, PlainHeaderBytes).CopyTo(encoded);
        encoded[3] |= ExtraFlag;
        BinaryPrimitives.WriteUInt16LittleEndian(encoded[10..], ExtraBytes);
        "SF"u8.CopyTo(encoded[12..]);
        BinaryPrimitives.WriteUInt16LittleEndian(encoded[14..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(encoded[16..], length);
        return length;
    }

    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        if (LengthOf(encoded) != encoded.Length) throw new InvalidDataException("the member's length is not what its header says");
        return ZLibSpans.Gunzip(encoded, decoded);
    }
}
