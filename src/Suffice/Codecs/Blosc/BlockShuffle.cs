using Suffice.Codecs.Bitshuffle;
using Suffice.Codecs.Filters.Kernels;

namespace Suffice.Codecs.Blosc;

/// <summary>Blosc's rules for shuffling one block; scratch grows with the largest block and stays.</summary>
internal sealed class BlockShuffle
{
    private byte[] _scratch = [];

    /// <summary>What a frame of this element size really does: bytes have no planes of bytes.</summary>
    public static BloscShuffle Effective(BloscShuffle shuffle, int elementBytes) =>
        shuffle == BloscShuffle.Byte && elementBytes == 1 ? BloscShuffle.None : shuffle;

    public void Encode(BloscShuffle shuffle, int elementBytes, ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (shuffle == BloscShuffle.Byte) ShuffleKernels.Fastest.Encode(source, target, elementBytes);
        else if (BitShuffled(elementBytes, source.Length) is > 0 and int bytes)
        {
            BitTransposition.Encode(elementBytes, source[..bytes], target[..bytes], Scratch(bytes));
            source[bytes..].CopyTo(target[bytes..]);
        }
        else source.CopyTo(target);
    }

    public void Decode(BloscShuffle shuffle, int elementBytes, ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (shuffle == BloscShuffle.Byte) ShuffleKernels.Fastest.Decode(source, target, elementBytes);
        else if (BitShuffled(elementBytes, source.Length) is > 0 and int bytes)
        {
            BitTransposition.Decode(elementBytes, source[..bytes], target[..bytes], Scratch(bytes));
            source[bytes..].CopyTo(target[bytes..]);
        }
        else source.CopyTo(target);
    }

    // A block is transposed as a whole or, when its number of elements is not a multiple of 8, not at all (c-blosc 1.21.3).
    private static int BitShuffled(int elementBytes, int blockBytes)
    {
        int elements = blockBytes / elementBytes;
        return elements % 8 == 0 ? elements * elementBytes : 0;
    }

    private Span<byte> Scratch(int length)
    {
        if (_scratch.Length < length) _scratch = GC.AllocateUninitializedArray<byte>(length);
        return _scratch.AsSpan(0, length);
    }
}
