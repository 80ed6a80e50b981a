using Suffice.Chunks;
using Suffice.Cubes;

namespace Suffice.Codecs.Blosc;

/// <summary>
/// HDF5 filter 32001: a chunk is one Blosc 1 frame (c-blosc, README_CHUNK_FORMAT.rst; hdf5-blosc, blosc_filter.c). What is
/// read follows the frame's own header; the parameters only say how to write.
/// </summary>
public sealed class BloscFilter : IPiecewiseFilter
{
    /// <summary>The id registered with The HDF Group.</summary>
    public const int Id = 32001;

    // Of the filter and of the frame format, as hdf5-blosc writes them in the first two parameters.
    private const uint FilterVersion = 2;
    private const uint FormatVersion = 2;
    private const int DefaultLevel = 5;

    private readonly BloscEncoder _encoder;
    private readonly BloscDecoder _decoder = new();
    private readonly BloscCodec _codec;

    /// <summary>A filter with the parameters of a file: versions, element bytes, chunk bytes, level 0-9, shuffle, codec.</summary>
    /// <exception cref="InvalidDataException">A parameter is out of its range.</exception>
    public BloscFilter(FilterSpec spec, ChunkSpec chunk)
    {
        uint elementBytes = spec.Parameter(2);
        uint level = spec.Parameter(4, DefaultLevel), shuffle = spec.Parameter(5, (uint)BloscShuffle.Byte), number = spec.Parameter(6);
        if (level > 9) throw new InvalidDataException($"Blosc level {level} is not in 0-9.");
        if (shuffle > (uint)BloscShuffle.Bit) throw new InvalidDataException($"Blosc shuffle {shuffle} is not in 0-2.");
        if (number > (uint)BloscCodec.Zstd) throw new InvalidDataException($"Blosc codec {number} is not in 0-5.");
        _codec = (BloscCodec)number;
        if (elementBytes == 0) elementBytes = (uint)chunk.Element.Bytes();
        _encoder = new BloscEncoder(_codec, (int)level, (BloscShuffle)shuffle, elementBytes > 255 ? 1 : (int)elementBytes);
    }

    /// <summary>The row of this filter in the table of filters.</summary>
    public static FilterKind Kind { get; } = new(Id, "blosc", (spec, chunk) => new BloscFilter(spec, chunk));

    /// <summary>The parameters for writing <paramref name="chunk"/>; level 0 stores, 9 is the slowest.</summary>
    public static FilterSpec Spec(ChunkSpec chunk, BloscCodec codec, int level, BloscShuffle shuffle)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 9);
        return new FilterSpec(
            Id, FilterVersion, FormatVersion, (uint)chunk.Element.Bytes(), (uint)chunk.Bytes, (uint)level, (uint)shuffle, (uint)codec);
    }

    /// <summary>A frame is never longer than its content and the header: what does not compress is stored.</summary>
    public int MaxEncodedLength(int length) => checked(length + BloscHeader.Length);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The codec is Snappy, which is not built.</exception>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded) => Encode(source, encoded, _ => { });

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The codec is Snappy, which is not built.</exception>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded, Action<int> fetch)
    {
        if (_codec == BloscCodec.Snappy) throw new InvalidDataException("Blosc with Snappy is not supported; take LZ4 instead.");
        return _encoder.Encode(source, encoded, fetch);
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded) => _decoder.Decode(encoded, decoded);

    /// <inheritdoc/>
    public int PieceBytes(ReadOnlySpan<byte> encoded, int length) => BloscDecoder.BlockBytes(encoded, length);

    /// <inheritdoc/>
    public void DecodePiece(ReadOnlySpan<byte> encoded, int length, int piece, Span<byte> decoded) =>
        _decoder.DecodeBlock(encoded, length, piece, decoded);
}
