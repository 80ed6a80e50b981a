using System.Buffers.Binary;
using Suffice.Codecs.Streams;

namespace Suffice.Codecs.Blosc;

/// <summary>Writes Blosc 1 frames with the block geometry of c-blosc 1.21.3. An instance serves one thread.</summary>
internal sealed class BloscEncoder(BloscCodec codec, int level, BloscShuffle shuffle, int elementBytes)
{
    private readonly BloscShuffle _effectiveShuffle = BlockShuffle.Effective(shuffle, elementBytes);
    private readonly BlockShuffle _blockShuffle = new();
    private readonly ZeroStream _zeroStream = new();
    private StreamCodec? _streams;
    private byte[] _shuffled = [];

    /// <summary>Bytes of the frame, or 0 when neither the compressed nor the stored form fits.</summary>
    /// <param name="fetch">Called before bytes of the source are read, with the end of those.</param>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> frame, Action<int> fetch)
    {
        if (frame.Length < BloscHeader.Length) return 0;
        int blockBytes = BloscBlocks.Bytes(codec, level, elementBytes, source.Length);
        // With more room, what does not compress could become longer than its stored form, and than the filter promises.
        frame = frame[..(int)Math.Min(frame.Length, (long)source.Length + BloscHeader.Length)];
        int frameBytes = 0;
        if (level > 0 && source.Length >= BloscBlocks.MinBufferBytes) frameBytes = EncodeBlocks(source, frame, blockBytes, fetch);
        bool stored = frameBytes == 0;
        if (stored)
        {
            if (frame.Length - BloscHeader.Length < source.Length) return 0;
            fetch(source.Length);
            source.CopyTo(frame[BloscHeader.Length..]);
            frameBytes = BloscHeader.Length + source.Length;
        }
        new BloscHeader(Flags(blockBytes, stored), elementBytes, source.Length, blockBytes, frameBytes).Write(frame);
        return frameBytes;
    }

    private byte Flags(int blockBytes, bool stored)
    {
        int format = codec switch
        {
            BloscCodec.BloscLz => 0,
            BloscCodec.Lz4 or BloscCodec.Lz4Hc => 1,
            BloscCodec.Snappy => 2,
            BloscCodec.Zlib => 3,
            _ => 4,
        };
        int flags = format << 5;
        if (stored) flags |= BloscHeader.Stored;
        if (shuffle == BloscShuffle.Byte) flags |= BloscHeader.ByteShuffled;
        if (shuffle == BloscShuffle.Bit) flags |= BloscHeader.BitShuffled;
        if (!BloscBlocks.AreSplit(codec, elementBytes, blockBytes)) flags |= BloscHeader.NotSplit;
        return (byte)flags;
    }

    private int EncodeBlocks(ReadOnlySpan<byte> source, Span<byte> frame, int blockBytes, Action<int> fetch)
    {
        int blocks = (source.Length - 1) / blockBytes + 1;
        int at = BloscHeader.Length + 4 * blocks;
        if (frame.Length < at) return 0;
        for (int block = 0; block < blocks; block++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(frame[(BloscHeader.Length + 4 * block)..], at);
            int start = block * blockBytes, end = (int)Math.Min(start + (long)blockBytes, source.Length);
            fetch(end);
            ReadOnlySpan<byte> samples = source[start..end];
            // The last block of a chunk may be shorter and is then never split: the reference decoder assumes so.
            bool split = samples.Length == blockBytes && BloscBlocks.AreSplit(codec, elementBytes, blockBytes);
            int written = EncodeBlock(samples, frame[at..], split ? elementBytes : 1);
            if (written == 0) return 0;
            at += written;
        }
        return at;
    }

    private int EncodeBlock(ReadOnlySpan<byte> samples, Span<byte> target, int parts)
    {
        ReadOnlySpan<byte> bytes = samples;
        if (_effectiveShuffle != BloscShuffle.None)
        {
            if (_shuffled.Length < samples.Length) _shuffled = GC.AllocateUninitializedArray<byte>(samples.Length);
            _blockShuffle.Encode(_effectiveShuffle, elementBytes, samples, _shuffled.AsSpan(0, samples.Length));
            bytes = _shuffled.AsSpan(0, samples.Length);
        }
        int partBytes = samples.Length / parts;
        int at = 0;
        for (int part = 0; part < parts; part++)
        {
            if (target.Length - at <= sizeof(int)) return 0;
            Span<byte> room = target[(at + sizeof(int))..];
            int written = EncodeStream(bytes.Slice(part * partBytes, partBytes), room);
            if (written == 0) return 0;
            BinaryPrimitives.WriteInt32LittleEndian(target[at..], written);
            at += sizeof(int) + written;
        }
        return at;
    }

    private int EncodeStream(ReadOnlySpan<byte> bytes, Span<byte> room)
    {
        // A stream as long as its content is content to every decoder, so that a compressed one must be shorter.
        Span<byte> target = room[..Math.Min(room.Length, bytes.Length - 1)];
        bool zeros = ZeroStream.AreZero(bytes);
        if (zeros && _zeroStream.Encoded(bytes.Length) is { Length: > 0 } known)
            return known.TryCopyTo(target) ? known.Length : 0;
        int written = (_streams ??= BloscStreams.ForEncoding(codec, level, shuffle)).Encode(bytes, target);
        if (written > 0)
        {
            if (zeros) _zeroStream.Learn(target[..written], bytes);
            return written;
        }
        return bytes.TryCopyTo(room) ? bytes.Length : 0;
    }
}
