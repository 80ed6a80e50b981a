using System.IO.Compression;

namespace Suffice.Codecs.Deflate;

/// <summary>Reads gzip streams of any program (RFC 1952), as Zarr stores chunks; what we write ourselves are members that give their length.</summary>
public sealed class GzipStreamFilter : IChunkFilter
{
    private readonly GzipMemberFilter _members = new(6);

    public int MaxEncodedLength(int length) => _members.MaxEncodedLength(length);

    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded) => _members.Encode(source, encoded);

    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        using GZipStream stream = new(new MemoryStream(encoded.ToArray()), CompressionMode.Decompress);
        int length = stream.ReadAtLeast(decoded, decoded.Length, throwOnEndOfStream: false);
        return stream.ReadByte() < 0 ? length : throw new InvalidDataException("the gzip stream holds more than the chunk");
    }
}
