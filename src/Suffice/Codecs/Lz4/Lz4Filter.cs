using System.Buffers.Binary;
using Suffice.Codecs.Lz4.Kernels;

namespace Suffice.Codecs.Lz4;

/// <summary>LZ4, filter 32004. Parameter 0 is the size of a block in bytes; 0 means 1 GiB, and no block exceeds the chunk.</summary>
/// <remarks>
/// Layout, all numbers big-endian (HDF5 Plugins, LZ4 filter format): u64 decoded bytes, u32 block bytes, then for each
/// block u32 length and as many bytes; a block as long as its decoded bytes is stored as it is.
/// </remarks>
public sealed class Lz4Filter : IChunkFilter
{
    /// <summary>The id registered with The HDF Group.</summary>
    public const int Id = 32004;

    private const int HeaderBytes = 12;
    private const int LengthBytes = 4;
    private const int DefaultBlockBytes = 1 << 30;

    // LZ4 itself ends here (LZ4_MAX_INPUT_SIZE).
    private const int MostBlockBytes = 0x7E000000;

    private readonly int _blockBytes;
    private Lz4FastEncoder? _encoder;

    /// <param name="blockBytes">Bytes that are compressed together; 0 for the default.</param>
    public Lz4Filter(int blockBytes = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockBytes, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blockBytes, MostBlockBytes);
        _blockBytes = blockBytes == 0 ? DefaultBlockBytes : blockBytes;
    }

    internal static Lz4Filter Create(FilterSpec spec)
    {
        uint bytes = spec.Parameter(0);
        return bytes <= MostBlockBytes ? new Lz4Filter((int)bytes) : throw new InvalidDataException($"lz4: blocks of {bytes} bytes");
    }

    public int MaxEncodedLength(int length)
    {
        int block = Math.Max(1, Math.Min(_blockBytes, length));
        int blocks = (int)(((long)length + block - 1) / block);
        return checked(HeaderBytes + blocks * LengthBytes + length);
    }

    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded)
    {
        if (encoded.Length < HeaderBytes) return 0;
        int block = Math.Min(_blockBytes, source.Length);
        BinaryPrimitives.WriteUInt64BigEndian(encoded, (ulong)source.Length);
        BinaryPrimitives.WriteUInt32BigEndian(encoded[8..], (uint)block);
        int written = HeaderBytes;
        while (!source.IsEmpty)
        {
            ReadOnlySpan<byte> part = source[..Math.Min(block, source.Length)];
            if (encoded.Length - written < LengthBytes) return 0;
            int length = EncodeBlock(part, encoded[(written + LengthBytes)..]);
            if (length == 0) return 0;
            BinaryPrimitives.WriteUInt32BigEndian(encoded[written..], (uint)length);
            written += LengthBytes + length;
            source = source[part.Length..];
        }
        return written;
    }

    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        if (encoded.Length < HeaderBytes) throw new InvalidDataException($"lz4: {encoded.Length} bytes, too few for a header");
        ulong total = BinaryPrimitives.ReadUInt64BigEndian(encoded);
        uint block = BinaryPrimitives.ReadUInt32BigEndian(encoded[8..]);
        if (total > (ulong)decoded.Length) throw new InvalidDataException($"lz4: {total} bytes where {decoded.Length} are expected");
        if (block == 0 && total > 0) throw new InvalidDataException("lz4: blocks of 0 bytes");
        encoded = encoded[HeaderBytes..];
        for (Span<byte> rest = decoded[..(int)total]; !rest.IsEmpty;)
        {
            Span<byte> part = rest[..(int)Math.Min(block, (uint)rest.Length)];
            encoded = encoded[DecodeBlock(encoded, part)..];
            rest = rest[part.Length..];
        }
        return (int)total;
    }

    private int EncodeBlock(ReadOnlySpan<byte> part, Span<byte> encoded)
    {
        // A block as long as its content is content, so that a compressed one must be shorter.
        int length = (_encoder ??= new Lz4FastEncoder()).Encode(part, encoded[..Math.Min(encoded.Length, part.Length - 1)]);
        if (length > 0) return length;
        return part.TryCopyTo(encoded) ? part.Length : 0;
    }

    private static int DecodeBlock(ReadOnlySpan<byte> encoded, Span<byte> part)
    {
        if (encoded.Length < LengthBytes) throw new InvalidDataException("lz4: the stream ends before the length of a block");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(encoded);
        encoded = encoded[LengthBytes..];
        if (length > (uint)encoded.Length) throw new InvalidDataException($"lz4: a block of {length} bytes where {encoded.Length} are left");
        encoded = encoded[..(int)length];
        if (length == part.Length) encoded.CopyTo(part);
        else if (!Lz4BlockDecoder.Decode(encoded, part)) throw new InvalidDataException("lz4: a damaged block");
        return LengthBytes + (int)length;
    }
}
