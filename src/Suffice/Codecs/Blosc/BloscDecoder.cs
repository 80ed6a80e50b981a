using System.Buffers.Binary;
using Suffice.Codecs.Streams;

namespace Suffice.Codecs.Blosc;

/// <summary>Reads Blosc 1 frames of any block geometry. An instance serves one thread and keeps its codecs and scratch.</summary>
internal sealed class BloscDecoder
{
    private readonly StreamCodec?[] _codecs = new StreamCodec?[8];
    private readonly BlockShuffle _blockShuffle = new();
    private readonly ZeroStream _zeroStream = new();
    private int _zeroStreamFormat = -1;
    private byte[] _scratch = [];

    /// <summary>Bytes decoded into the start of <paramref name="target"/>.</summary>
    /// <exception cref="InvalidDataException">The frame is damaged, not supported, or larger than the target.</exception>
    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> target)
    {
        BloscHeader header = BloscHeader.Read(encoded, target.Length);
        ReadOnlySpan<byte> frame = encoded[..header.FrameBytes];
        target = target[..header.Bytes];
        if ((header.Flags & BloscHeader.Stored) != 0) frame[BloscHeader.Length..].CopyTo(target);
        else if (header.Bytes > 0) DecodeBlocks(header, frame, target);
        return header.Bytes;
    }

    /// <summary>Bytes of the blocks of a frame that must hold <paramref name="bytes"/>; 0 for a stored frame, which has none.</summary>
    /// <exception cref="InvalidDataException">The header is damaged, or says another length.</exception>
    public static int BlockBytes(ReadOnlySpan<byte> encoded, int bytes)
    {
        BloscHeader header = BloscHeader.Read(encoded, bytes);
        if (header.Bytes != bytes) throw new InvalidDataException($"Blosc frame says {header.Bytes} bytes, the chunk has {bytes}.");
        return (header.Flags & BloscHeader.Stored) != 0 ? 0 : header.BlockBytes;
    }

    /// <summary>Decodes one block of a frame that holds <paramref name="bytes"/> into <paramref name="samples"/>, as long as it.</summary>
    /// <exception cref="InvalidDataException">The block is damaged.</exception>
    public void DecodeBlock(ReadOnlySpan<byte> encoded, int bytes, int block, Span<byte> samples)
    {
        BloscHeader header = BloscHeader.Read(encoded, bytes);
        DecodeBlock(header, encoded[..header.FrameBytes], Codec(header), block, samples);
    }

    private void DecodeBlocks(in BloscHeader header, ReadOnlySpan<byte> frame, Span<byte> target)
    {
        StreamCodec codec = Codec(header);
        for (int block = 0; block < header.Blocks; block++)
        {
            int start = block * header.BlockBytes;
            DecodeBlock(header, frame, codec, block, target.Slice(start, Math.Min(header.BlockBytes, target.Length - start)));
        }
    }

    private StreamCodec Codec(in BloscHeader header)
    {
        StreamCodec codec = _codecs[header.Format] ??= BloscStreams.ForDecoding(header.Format);
        // What one codec makes of zeros may mean something else to another one.
        if (_zeroStreamFormat != header.Format) _zeroStream.Forget();
        _zeroStreamFormat = header.Format;
        return codec;
    }

    private void DecodeBlock(in BloscHeader header, ReadOnlySpan<byte> frame, StreamCodec codec, int block, Span<byte> samples)
    {
        BloscShuffle shuffle = Shuffle(header);
        if (shuffle != BloscShuffle.None && _scratch.Length < header.BlockBytes)
            _scratch = GC.AllocateUninitializedArray<byte>(header.BlockBytes);
        int offset = BinaryPrimitives.ReadInt32LittleEndian(frame[(BloscHeader.Length + sizeof(int) * block)..]);
        if (offset < BloscHeader.Length + sizeof(int) * header.Blocks || offset > frame.Length)
            throw new InvalidDataException($"Blosc block {block} starts at {(uint)offset}, the frame has {frame.Length} bytes.");
        bool split = samples.Length == header.BlockBytes && (header.Flags & BloscHeader.NotSplit) == 0
            && BloscBlocks.CanBeSplit(header.ElementBytes, header.BlockBytes);
        int parts = split ? header.ElementBytes : 1;
        Span<byte> bytes = shuffle == BloscShuffle.None ? samples : _scratch.AsSpan(0, samples.Length);
        DecodeParts(codec, block, frame[offset..], bytes, parts);
        if (shuffle != BloscShuffle.None) _blockShuffle.Decode(shuffle, header.ElementBytes, bytes, samples);
    }

    private void DecodeParts(StreamCodec codec, int block, ReadOnlySpan<byte> source, Span<byte> bytes, int parts)
    {
        int partBytes = bytes.Length / parts;
        for (int part = 0; part < parts; part++)
        {
            int length = source.Length < sizeof(int) ? 0 : BinaryPrimitives.ReadInt32LittleEndian(source);
            if (length <= 0 || length > source.Length - sizeof(int))
                throw new InvalidDataException($"Blosc block {block}, stream {part} says {(uint)length} bytes, {source.Length} are left.");
            // No encoder writes such a stream: it stores the content instead. Blocks may share their streams, so that without
            // this a small frame of many blocks could have a long stream decoded once for every byte of the chunk.
            if (length > partBytes)
                throw new InvalidDataException($"Blosc block {block}, stream {part} says {length} bytes, its content has {partBytes}.");
            ReadOnlySpan<byte> stream = source.Slice(sizeof(int), length);
            Span<byte> decoded = bytes.Slice(part * partBytes, partBytes);
            if (!DecodeStream(codec, stream, decoded))
                throw new InvalidDataException($"Blosc block {block}, stream {part} of {length} bytes does not give {partBytes} bytes.");
            source = source[(sizeof(int) + length)..];
        }
    }

    private bool DecodeStream(StreamCodec codec, ReadOnlySpan<byte> stream, Span<byte> decoded)
    {
        if (stream.Length == decoded.Length)
        {
            stream.CopyTo(decoded);
            return true;
        }
        if (_zeroStream.Matches(stream, decoded.Length))
        {
            decoded.Clear();
            return true;
        }
        if (!codec.Decode(stream, decoded)) return false;
        _zeroStream.Learn(stream, decoded);
        return true;
    }

    private static BloscShuffle Shuffle(in BloscHeader header) => BlockShuffle.Effective(
        (header.Flags & BloscHeader.ByteShuffled) != 0 ? BloscShuffle.Byte
        : (header.Flags & BloscHeader.BitShuffled) != 0 ? BloscShuffle.Bit
        : BloscShuffle.None,
        header.ElementBytes);
}
