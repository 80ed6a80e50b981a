using System.Buffers.Binary;
using Suffice.Chunks;
using Suffice.Codecs.Streams;
using Suffice.Codecs.Zstd;
using Suffice.Cubes;

namespace Suffice.Codecs.Bitshuffle;

/// <summary>
/// HDF5 filter 32008: bits of the elements transposed in blocks, each block compressed on its own (bitshuffle, README.rst and
/// bshuf_h5filter.c):
/// <code>
/// u64 BE bytes of the chunk | u32 BE bytes of a block | per block: u32 BE length, LZ4 block or Zstandard frame | elements left over
/// </code>
/// Without a codec there is no header and nothing but transposed blocks. The last block has the remaining elements, rounded
/// down to a multiple of 8; the elements left over, at most 7, follow as they are.
/// </summary>
public sealed class BitshuffleFilter : IChunkFilter
{
    /// <summary>The id registered with The HDF Group.</summary>
    public const int Id = 32008;

    // The version of the bitshuffle library whose format this is.
    private const uint MajorVersion = 0;
    private const uint MinorVersion = 4;
    private const int HeaderBytes = 12;
    private const int LengthBytes = 4;
    // Elements are transposed by eights, so that eight bits make a byte.
    private const int ElementsMultiple = 8;
    private const int TargetBlockBytes = 8192;
    private const int MinBlockElements = 128;

    private readonly int _elementBytes;
    private readonly int _blockElements;
    private readonly StreamCodec? _codec;
    private readonly ZeroStream _zeroBlock = new();
    private byte[] _transposed = [];
    private byte[] _scratch = [];

    /// <summary>A filter with the parameters of a file: version, element bytes, block elements (0: default), codec, level.</summary>
    /// <exception cref="InvalidDataException">A parameter is out of its range.</exception>
    public BitshuffleFilter(FilterSpec spec, ChunkSpec chunk)
    {
        uint elements = spec.Parameter(3), bytes = spec.Parameter(2);
        if (bytes == 0) bytes = (uint)chunk.Element.Bytes();
        if (bytes > 1 << 16) throw new InvalidDataException($"Bitshuffle element of {bytes} bytes is too large.");
        if (elements % ElementsMultiple != 0 || elements > int.MaxValue / bytes)
            throw new InvalidDataException($"Bitshuffle block of {elements} elements is not a multiple of 8, or too large.");
        _elementBytes = (int)bytes;
        _blockElements = elements > 0 ? (int)elements : DefaultBlockElements(_elementBytes);
        _codec = (BitshuffleCodec)spec.Parameter(4) switch
        {
            BitshuffleCodec.None => null,
            BitshuffleCodec.Lz4 => new Lz4Streams(acceleration: 1),
            BitshuffleCodec.Zstd => new ZstdStreams(ZstdLevel(spec)),
            _ => throw new InvalidDataException($"Bitshuffle has no codec {spec.Parameter(4)}: 0 is none, 2 LZ4, 3 Zstandard."),
        };
    }

    /// <summary>The row of this filter in the table of filters.</summary>
    public static FilterKind Kind { get; } = new(Id, "bitshuffle", (spec, chunk) => new BitshuffleFilter(spec, chunk));

    /// <summary>The parameters for writing <paramref name="chunk"/> with blocks of the default size.</summary>
    public static FilterSpec Spec(ChunkSpec chunk, BitshuffleCodec codec) => codec == BitshuffleCodec.Zstd
        ? new FilterSpec(Id, MajorVersion, MinorVersion, (uint)chunk.Element.Bytes(), 0, (uint)codec, ZstdFrames.DefaultLevel)
        : new FilterSpec(Id, MajorVersion, MinorVersion, (uint)chunk.Element.Bytes(), 0, (uint)codec);

    /// <inheritdoc/>
    public int MaxEncodedLength(int length)
    {
        if (_codec is null) return length;
        int blockBytes = _blockElements * _elementBytes;
        long blocks = length / blockBytes + 1;
        long perBlock = LengthBytes + _codec.MaxEncodedLength(Math.Min(blockBytes, length));
        return checked((int)(HeaderBytes + blocks * perBlock + ElementsMultiple * _elementBytes));
    }

    /// <inheritdoc/>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded)
    {
        int at = _codec is null ? 0 : HeaderBytes;
        if (encoded.Length < at) return 0;
        int blockBytes = _blockElements * _elementBytes;
        if (_codec is not null)
        {
            BinaryPrimitives.WriteUInt64BigEndian(encoded, (ulong)source.Length);
            BinaryPrimitives.WriteInt32BigEndian(encoded[8..], blockBytes);
        }
        ReadOnlySpan<byte> rest = source;
        for (int bytes = NextBlock(rest.Length, blockBytes); bytes > 0; bytes = NextBlock(rest.Length, blockBytes))
        {
            int written = EncodeBlock(rest[..bytes], encoded[at..]);
            if (written == 0) return 0;
            at += written;
            rest = rest[bytes..];
        }
        return rest.TryCopyTo(encoded[at..]) ? at + rest.Length : 0;
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        int blockBytes = _blockElements * _elementBytes;
        int length = encoded.Length;
        if (_codec is not null) (length, blockBytes) = ReadHeader(encoded, decoded.Length);
        if (length > decoded.Length) throw new InvalidDataException($"Bitshuffle chunk has {length} bytes, expected {decoded.Length}.");
        ReadOnlySpan<byte> source = _codec is null ? encoded : encoded[HeaderBytes..];
        Span<byte> rest = decoded[..length];
        for (int bytes = NextBlock(rest.Length, blockBytes); bytes > 0; bytes = NextBlock(rest.Length, blockBytes))
        {
            source = source[DecodeBlock(source, rest[..bytes])..];
            rest = rest[bytes..];
        }
        if (source.Length < rest.Length)
            throw new InvalidDataException($"Bitshuffle chunk ends {rest.Length - source.Length} bytes early.");
        source[..rest.Length].CopyTo(rest);
        return length;
    }

    private static int ZstdLevel(FilterSpec spec) =>
        Math.Clamp((int)spec.Parameter(5, ZstdFrames.DefaultLevel), 1, ZstdFrames.MaxLevel);

    private static int DefaultBlockElements(int elementBytes) =>
        Math.Max(MinBlockElements, TargetBlockBytes / elementBytes / ElementsMultiple * ElementsMultiple);

    /// <summary>Bytes of the next block when so many are left; 0 when no eight elements are.</summary>
    private int NextBlock(int restBytes, int blockBytes) =>
        Math.Min(blockBytes, restBytes / _elementBytes / ElementsMultiple * ElementsMultiple * _elementBytes);

    private (int Length, int BlockBytes) ReadHeader(ReadOnlySpan<byte> encoded, int room)
    {
        if (encoded.Length < HeaderBytes)
            throw new InvalidDataException($"Bitshuffle chunk of {encoded.Length} bytes is shorter than its header.");
        ulong length = BinaryPrimitives.ReadUInt64BigEndian(encoded);
        uint blockBytes = BinaryPrimitives.ReadUInt32BigEndian(encoded[8..]);
        if (length > (ulong)room) throw new InvalidDataException($"Bitshuffle chunk says {length} bytes, expected {room}.");
        // A writer that leaves the block size out means the one of the parameters.
        if (blockBytes == 0) return ((int)length, _blockElements * _elementBytes);
        if (blockBytes > int.MaxValue || blockBytes % (uint)(_elementBytes * ElementsMultiple) != 0)
            throw new InvalidDataException(
                $"Bitshuffle block of {blockBytes} bytes does not hold eights of {_elementBytes}-byte elements.");
        return ((int)length, (int)blockBytes);
    }

    private int EncodeBlock(ReadOnlySpan<byte> block, Span<byte> target)
    {
        EnsureScratch(block.Length);
        if (_codec is null)
        {
            if (target.Length < block.Length) return 0;
            BitTransposition.Encode(_elementBytes, block, target, _scratch.AsSpan(0, block.Length));
            return block.Length;
        }
        if (target.Length <= LengthBytes) return 0;
        Span<byte> room = target[LengthBytes..];
        int written = EncodeStream(block, room);
        BinaryPrimitives.WriteInt32BigEndian(target, written);
        return written == 0 ? 0 : LengthBytes + written;
    }

    private int EncodeStream(ReadOnlySpan<byte> block, Span<byte> room)
    {
        bool zeros = ZeroStream.AreZero(block);
        if (zeros && _zeroBlock.Encoded(block.Length) is { Length: > 0 } known)
            return known.TryCopyTo(room) ? known.Length : 0;
        Span<byte> planes = _transposed.AsSpan(0, block.Length);
        BitTransposition.Encode(_elementBytes, block, planes, _scratch.AsSpan(0, block.Length));
        int written = _codec!.Encode(planes, room);
        if (zeros && written > 0) _zeroBlock.Learn(room[..written], block);
        return written;
    }

    private int DecodeBlock(ReadOnlySpan<byte> source, Span<byte> block)
    {
        EnsureScratch(block.Length);
        if (_codec is null)
        {
            if (source.Length < block.Length) throw new InvalidDataException("Bitshuffle chunk ends inside a block.");
            BitTransposition.Decode(_elementBytes, source[..block.Length], block, _scratch.AsSpan(0, block.Length));
            return block.Length;
        }
        uint length = source.Length < LengthBytes ? 0 : BinaryPrimitives.ReadUInt32BigEndian(source);
        if (length == 0 || length > source.Length - LengthBytes)
            throw new InvalidDataException($"Bitshuffle block says {length} bytes; {source.Length} are left with its length.");
        ReadOnlySpan<byte> stream = source.Slice(LengthBytes, (int)length);
        if (_zeroBlock.Matches(stream, block.Length))
        {
            block.Clear();
            return LengthBytes + stream.Length;
        }
        Span<byte> planes = _transposed.AsSpan(0, block.Length);
        if (!_codec.Decode(stream, planes))
            throw new InvalidDataException($"Bitshuffle block of {length} bytes does not decode to {block.Length} bytes.");
        BitTransposition.Decode(_elementBytes, planes, block, _scratch.AsSpan(0, block.Length));
        _zeroBlock.Learn(stream, block);
        return LengthBytes + stream.Length;
    }

    private void EnsureScratch(int blockBytes)
    {
        if (_scratch.Length >= blockBytes) return;
        _scratch = GC.AllocateUninitializedArray<byte>(blockBytes);
        _transposed = GC.AllocateUninitializedArray<byte>(blockBytes);
    }
}
