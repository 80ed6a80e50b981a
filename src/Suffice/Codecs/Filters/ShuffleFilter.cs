using Suffice.Chunks;
using Suffice.Codecs.Filters.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Filters;

/// <summary>HDF5's shuffle, filter 2: all first bytes of the samples, then all second bytes, and so on.</summary>
/// <remarks>Parameter 0 is the size of an element in bytes. What does not fill an element stays at the end (H5Zshuffle.c).</remarks>
public sealed class ShuffleFilter : IChunkFilter
{
    /// <summary>The id in HDF5 files.</summary>
    public const int Id = 2;

    private readonly int _elementBytes;
    private readonly ShuffleKernel _kernel;

    /// <param name="elementBytes">Bytes of one element, at least 1.</param>
    public ShuffleFilter(int elementBytes) : this(elementBytes, ShuffleKernels.Fastest)
    {
    }

    internal ShuffleFilter(int elementBytes, ShuffleKernel kernel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elementBytes, 1);
        (_elementBytes, _kernel) = (elementBytes, kernel);
    }

    internal static ShuffleFilter Create(FilterSpec spec, ChunkSpec chunk)
    {
        uint bytes = spec.Parameter(0, (uint)chunk.Element.Bytes());
        if (bytes is 0 or > int.MaxValue) throw new InvalidDataException($"shuffle: elements of {bytes} bytes");
        return new ShuffleFilter((int)bytes);
    }

    public int MaxEncodedLength(int length) => length;

    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded)
    {
        if (encoded.Length < source.Length) return 0;
        _kernel.Encode(source, encoded, _elementBytes);
        return source.Length;
    }

    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        if (decoded.Length < encoded.Length)
            throw new InvalidDataException($"shuffle: {encoded.Length} bytes where {decoded.Length} are expected");
        _kernel.Decode(encoded, decoded, _elementBytes);
        return encoded.Length;
    }
}
