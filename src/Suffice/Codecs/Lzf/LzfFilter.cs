using Suffice.Chunks;
using Suffice.Codecs.Lzf.Kernels;

namespace Suffice.Codecs.Lzf;

/// <summary>h5py's LZF, filter 32000: one stream of liblzf, smaller than the chunk.</summary>
/// <remarks>
/// A control byte <c>000LLLLL</c> precedes L+1 literals; <c>LLLooooo oooooooo</c> repeats L+2 bytes from o+1 bytes back;
/// <c>111ooooo LLLLLLLL oooooooo</c> repeats L+9.
/// </remarks>
public sealed class LzfFilter : IChunkFilter
{
    /// <summary>The registered id.</summary>
    public const int Id = 32000;

    private const uint FilterVersion = 4;
    private const uint LzfVersion = 0x0105;

    private readonly LzfEncoder _encoder = new();

    /// <summary>The filter with the parameters that h5py writes: its version, liblzf's version and the bytes of a chunk.</summary>
    public static FilterSpec SpecFor(ChunkSpec chunk) => new(Id, FilterVersion, LzfVersion, (uint)chunk.Bytes);

    public int MaxEncodedLength(int length) => length;

    /// <inheritdoc/>
    /// <returns>0 for data that do not become smaller: h5py leaves the filter out then.</returns>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded) =>
        _encoder.Encode(source, encoded[..Math.Min(encoded.Length, source.Length)]);

    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded) => LzfDecoder.Decode(encoded, decoded);
}
